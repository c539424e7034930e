//! Old and new of a changed order, side by side.

use domain::{discount::PricedCart, money::Rupiah, order::Totals};
use views::text::changes::{Difference, LineChange, Side};

use super::plan::{Goods, Standing, Wanted};

/// What differs between the order as it stands and what a change makes of it.
pub fn difference(
    standing: &Standing,
    wanted: &Wanted,
    priced: &PricedCart,
    totals: &Totals,
    zone: Option<&str>,
    goods: &[Goods],
) -> Difference {
    let order = &standing.order;
    let mut lines: Vec<LineChange> = Vec::new();
    for old in &standing.lines {
        let now = priced.lines.iter().find(|line| line.product == old.product_id);
        let before = Some((old.quantity, old.gross.saturating_sub(old.discount)));
        let after = now.map(|line| (line.quantity, line.net));
        if before != after {
            lines.push(LineChange { name: old.product_name.clone(), unit: old.unit.clone(), before, after });
        }
    }
    for new in priced.lines.iter().filter(|line| standing.lines.iter().all(|old| old.product_id != line.product)) {
        let unit = goods.iter().find(|goods| goods.product == new.product).map(|goods| goods.unit.clone());
        let after = Some((new.quantity, new.net));
        lines.push(LineChange { name: new.name.clone(), unit: unit.unwrap_or_default(), before: None, after });
    }
    let side = |fulfilment, address: &str, zone: Option<&str>, note: &str| Side {
        fulfilment,
        address: address.to_owned(),
        zone: zone.map(ToOwned::to_owned),
        note: note.to_owned(),
        discount: Rupiah::ZERO,
        ongkir: None,
        goods_total: Rupiah::ZERO,
        transfer_now: Rupiah::ZERO,
        pay_driver: Rupiah::ZERO,
    };
    Difference {
        lines,
        before: Side {
            discount: order.discount_total,
            ongkir: order.ongkir,
            goods_total: order.goods_total,
            transfer_now: order.transfer_now,
            pay_driver: order.pay_driver,
            ..side(order.fulfilment, &order.address, order.ongkir_zone.as_deref(), &order.note)
        },
        after: Side {
            discount: totals.discount(),
            ongkir: totals.ongkir(),
            goods_total: totals.goods_total(),
            transfer_now: totals.transfer_now(),
            pay_driver: totals.pay_driver(),
            ..side(wanted.fulfilment, &wanted.address, zone, &wanted.note)
        },
    }
}
