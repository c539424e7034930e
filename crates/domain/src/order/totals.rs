//! The sums of an order and the invariant that holds them together (domain.md §5).

use crate::{Problem, coded::coded, money::Rupiah};

coded! {
    /// When the shipping fee is paid (⚙, domain.md §6).
    OngkirPaid {
        /// To the driver (default).
        OnDelivery = "on_delivery",
        /// Together with the goods, by transfer.
        WithTransfer = "with_transfer",
    }
}

/// One line's amounts in rupiah.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineAmounts {
    pub gross: Rupiah,
    pub discount: Rupiah,
}

/// The sums of an order in rupiah. Always: Σ (line gross − line discount) = goods total; goods total + ongkir + unique
/// code = amount due = to transfer now + to pay the driver (domain.md §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    gross: Rupiah,
    discount: Rupiah,
    goods_total: Rupiah,
    ongkir: Option<Rupiah>,
    unique_code: Rupiah,
    ongkir_paid: OngkirPaid,
    amount_due: Rupiah,
}

impl Totals {
    /// The greatest unique code: three digits at the end of the amount.
    pub const MAX_UNIQUE_CODE: Rupiah = Rupiah::from_u32(999);

    /// Sums up an order's lines. `ongkir` is `None` while the fee is not known, zero for pick-up (domain.md §6).
    pub fn new(
        lines: &[LineAmounts],
        ongkir: Option<Rupiah>,
        unique_code: Rupiah,
        ongkir_paid: OngkirPaid,
    ) -> Result<Self, Problem> {
        let (mut gross, mut discount) = (Rupiah::ZERO, Rupiah::ZERO);
        for line in lines {
            if line.discount > line.gross {
                return Err(Problem::AmountOutOfRange { max: line.gross });
            }
            gross = gross.checked_add(line.gross)?;
            discount = discount.checked_add(line.discount)?;
        }
        Self::of_goods(gross, discount, ongkir, unique_code, ongkir_paid)
    }

    /// The same from the sums of the lines, as the books keep them.
    pub fn of_goods(
        gross: Rupiah,
        discount: Rupiah,
        ongkir: Option<Rupiah>,
        unique_code: Rupiah,
        ongkir_paid: OngkirPaid,
    ) -> Result<Self, Problem> {
        if unique_code > Self::MAX_UNIQUE_CODE {
            return Err(Problem::AmountOutOfRange { max: Self::MAX_UNIQUE_CODE });
        }
        let goods_total = gross.checked_sub(discount)?;
        let amount_due = goods_total.checked_add(ongkir.unwrap_or_default())?.checked_add(unique_code)?;
        Ok(Self { gross, discount, goods_total, ongkir, unique_code, ongkir_paid, amount_due })
    }

    /// The same order once the admin has set the fee, or changed it.
    pub fn with_ongkir(self, ongkir: Option<Rupiah>) -> Result<Self, Problem> {
        Self::of_goods(self.gross, self.discount, ongkir, self.unique_code, self.ongkir_paid)
    }

    /// The same without a unique code when there is nothing to transfer beside it: no transfer is to be told from others (docs/decisions/0022).
    #[must_use]
    pub fn without_needless_code(self) -> Self {
        if self.transfer_now() > self.unique_code {
            return self;
        }
        let amount_due = self.amount_due.saturating_sub(self.unique_code);
        Self { unique_code: Rupiah::ZERO, amount_due, ..self }
    }

    /// Σ line gross, before discounts.
    pub const fn gross(&self) -> Rupiah {
        self.gross
    }

    /// Σ line discount.
    pub const fn discount(&self) -> Rupiah {
        self.discount
    }

    /// Σ (line gross − line discount).
    pub const fn goods_total(&self) -> Rupiah {
        self.goods_total
    }

    /// The shipping fee; `None` while it is not known.
    pub const fn ongkir(&self) -> Option<Rupiah> {
        self.ongkir
    }

    pub const fn unique_code(&self) -> Rupiah {
        self.unique_code
    }

    pub const fn ongkir_paid(&self) -> OngkirPaid {
        self.ongkir_paid
    }

    /// Goods total + ongkir (as far as known) + unique code.
    pub const fn amount_due(&self) -> Rupiah {
        self.amount_due
    }

    /// The part paid to the driver.
    pub fn pay_driver(&self) -> Rupiah {
        match self.ongkir_paid {
            OngkirPaid::OnDelivery => self.ongkir.unwrap_or_default(),
            OngkirPaid::WithTransfer => Rupiah::ZERO,
        }
    }

    /// The part transferred now.
    pub fn transfer_now(&self) -> Rupiah {
        self.amount_due.saturating_sub(self.pay_driver())
    }

    /// Whether nothing is to be transferred, now or later: such an order needs no payment (docs/decisions/0022).
    pub fn nothing_to_transfer(&self) -> bool {
        self.transfer_now().is_zero() && !self.transfer_waits_for_ongkir()
    }

    /// Whether the amount to transfer may still grow because the fee is added to it and not known yet.
    pub fn transfer_waits_for_ongkir(&self) -> bool {
        self.ongkir.is_none() && self.ongkir_paid == OngkirPaid::WithTransfer
    }
}
