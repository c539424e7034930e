//! List of deliveries of an employee: what is on the truck, then what was handed over (domain.md §7).

use domain::order::OrderState;
use store::order_pages::{self, DeliveryRow as Stored, GoodsRow};
use views::{
    employee::{DeliveriesPage, DeliveryRow},
    format, text,
};

use crate::web::{
    ctx::Employee,
    reply::{self, Answer},
};

/// Characters of the goods in the list.
const MAX_GOODS: usize = 110;

pub async fn list(me: Employee) -> Answer {
    let mut conn = me.ctx.app.db.read().await?;
    let rows = order_pages::deliveries(&mut conn, me.id).await?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let goods = order_pages::goods(&mut conn, &ids).await?;
    drop(conn);
    let (open, done) = rows.into_iter().map(|stored| row(&me, stored, &goods)).partition(is_open);
    let first_name = me.name.split_whitespace().next().unwrap_or(&me.name).to_owned();
    reply::ok(&DeliveriesPage { frame: me.frame(), name: first_name, open, done })
}

fn is_open(row: &DeliveryRow) -> bool {
    row.state == OrderState::Shipped
}

fn row(me: &Employee, row: Stored, goods: &[GoodsRow]) -> DeliveryRow {
    let of_order = goods.iter().filter(|goods| goods.order_id == row.id);
    let loads: Vec<String> =
        of_order.map(|goods| text::admin::load(&goods.product_name, goods.quantity, &goods.unit)).collect();
    DeliveryRow {
        order: row.id,
        stop: row.stop,
        customer: row.customer_name,
        address: row.address,
        goods: text::shortened(&loads.join(", "), MAX_GOODS),
        pay_driver: row.pay_driver,
        state: row.state,
        at: format::date_time(&me.ctx.snap.settings.zone, row.at),
    }
}
