use domain::{
    Problem,
    money::Rupiah,
    order::{LineAmounts, OngkirPaid, Totals},
};
use proptest::prelude::*;

use crate::make::rp;

fn lines() -> Vec<LineAmounts> {
    vec![
        LineAmounts { gross: rp(1_000_000), discount: rp(100_000) },
        LineAmounts { gross: rp(500_000), discount: Rupiah::ZERO },
    ]
}

#[test]
fn the_driver_is_paid_the_fee_unless_the_owner_wants_it_transferred() {
    for (ongkir, paid, due, transfer, driver) in [
        (Some(rp(75_000)), OngkirPaid::OnDelivery, 1_475_123, 1_400_123, 75_000),
        (Some(rp(75_000)), OngkirPaid::WithTransfer, 1_475_123, 1_475_123, 0),
        (Some(Rupiah::ZERO), OngkirPaid::OnDelivery, 1_400_123, 1_400_123, 0),
        (None, OngkirPaid::OnDelivery, 1_400_123, 1_400_123, 0),
        (None, OngkirPaid::WithTransfer, 1_400_123, 1_400_123, 0),
    ] {
        let totals = Totals::new(&lines(), ongkir, rp(123), paid).expect("in range");
        assert_eq!(totals.goods_total(), rp(1_400_000));
        assert_eq!(totals.amount_due(), rp(due), "{ongkir:?} {paid}");
        assert_eq!((totals.transfer_now(), totals.pay_driver()), (rp(transfer), rp(driver)), "{ongkir:?} {paid}");
        assert_eq!(totals.transfer_waits_for_ongkir(), ongkir.is_none() && paid == OngkirPaid::WithTransfer);
    }
}

#[test]
fn setting_the_fee_later_gives_the_sums_of_an_order_that_had_it_from_the_start() {
    let late = Totals::new(&lines(), None, Rupiah::ZERO, OngkirPaid::WithTransfer).expect("in range");
    let early = Totals::new(&lines(), Some(rp(50_000)), Rupiah::ZERO, OngkirPaid::WithTransfer).expect("in range");
    assert_eq!(late.with_ongkir(Some(rp(50_000))), Ok(early));
}

#[test]
fn sums_that_cannot_be_are_refused() {
    let more_off_than_on =
        [LineAmounts { gross: rp(10), discount: rp(11) }, LineAmounts { gross: rp(90), discount: rp(0) }];
    let refused = Totals::new(&more_off_than_on, None, Rupiah::ZERO, OngkirPaid::OnDelivery);
    assert_eq!(refused, Err(Problem::AmountOutOfRange { max: rp(10) }));
    assert!(Totals::new(&lines(), None, rp(1_000), OngkirPaid::OnDelivery).is_err());
    assert!(Totals::new(&lines(), Some(Rupiah::MAX), rp(0), OngkirPaid::OnDelivery).is_err());
}

/// A code tells transfers apart (docs/decisions/0022): it goes only where there is no transfer beside it.
#[test]
fn a_unique_code_stays_as_long_as_something_is_transferred() {
    let free = [LineAmounts { gross: rp(50_000), discount: rp(50_000) }];
    let nothing: &[LineAmounts] = &free;
    for (lines, ongkir, paid, code) in [
        (nothing, Some(rp(75_000)), OngkirPaid::OnDelivery, 0),
        (nothing, Some(rp(75_000)), OngkirPaid::WithTransfer, 123),
        (nothing, Some(Rupiah::ZERO), OngkirPaid::WithTransfer, 0),
        (nothing, None, OngkirPaid::WithTransfer, 0),
        (&lines(), None, OngkirPaid::OnDelivery, 123),
    ] {
        let totals = Totals::new(lines, ongkir, rp(123), paid).expect("in range").without_needless_code();
        assert_eq!(totals.unique_code(), rp(code), "{ongkir:?} {paid}");
        assert_eq!(totals.transfer_now().saturating_add(totals.pay_driver()), totals.amount_due());
    }
}

proptest! {
    #[test]
    fn the_parts_always_make_the_whole(
        amounts in prop::collection::vec((0..10_000_000_000_i64, 0..=100_i64), 0..50),
        ongkir in prop::option::of(0..5_000_000_i64),
        code in 0..=999_i64,
        with_transfer in any::<bool>(),
    ) {
        let lines: Vec<LineAmounts> = amounts.iter()
            .map(|(gross, percent)| LineAmounts { gross: rp(*gross), discount: rp(gross * percent / 100) }).collect();
        let paid = if with_transfer { OngkirPaid::WithTransfer } else { OngkirPaid::OnDelivery };
        let totals = Totals::new(&lines, ongkir.map(rp), rp(code), paid).expect("in range");
        let goods: i64 = lines.iter().map(|line| line.gross.get() - line.discount.get()).sum();
        prop_assert_eq!(totals.goods_total().get(), goods);
        prop_assert_eq!(totals.gross().get() - totals.discount().get(), goods);
        prop_assert_eq!(totals.amount_due().get(), goods + ongkir.unwrap_or(0) + code);
        prop_assert_eq!(totals.transfer_now().get() + totals.pay_driver().get(), totals.amount_due().get());
    }
}
