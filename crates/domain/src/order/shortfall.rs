//! Goods that did not arrive with their order (docs/decisions/0019).

use crate::{coded::coded, money::Rupiah, quantity::Quantity};

coded! {
    /// What the office does about missing goods.
    Settlement {
        /// The money goes back.
        Refund = "kembali",
        /// The money stays for the next order.
        Credit = "simpan",
        /// The goods are brought later, as an order of their own.
        Later = "susulan",
    }
}

/// What of a line's net price belongs to the missing part, rounded half up to a rupiah. The price itself is frozen (domain.md §5).
pub fn value(net: Rupiah, ordered: Quantity, missing: Quantity) -> Rupiah {
    let (net, ordered, missing) =
        (i128::from(net.get()), i128::from(ordered.thousandths()), i128::from(missing.thousandths()));
    if ordered == 0 || missing >= ordered {
        return Rupiah::new(net as i64).unwrap_or(Rupiah::MAX);
    }
    let value = (net * missing * 2 + ordered) / (ordered * 2);
    i64::try_from(value).ok().and_then(|value| Rupiah::new(value).ok()).unwrap_or(Rupiah::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_missing_part_has_its_share_of_the_net_price() {
        let net = Rupiah::from_u32(100_000);
        assert_eq!(value(net, Quantity::units(3), Quantity::units(1)).get(), 33_333);
        assert_eq!(value(net, Quantity::units(3), Quantity::units(2)).get(), 66_667);
        assert_eq!(value(net, Quantity::units(3), Quantity::units(3)), net);
        assert_eq!(value(Rupiah::MAX, Quantity::units(60_000), Quantity::units(30_000)).get(), Rupiah::MAX.get() / 2);
        assert_eq!(value(Rupiah::ZERO, Quantity::units(3), Quantity::units(1)), Rupiah::ZERO);
    }
}
