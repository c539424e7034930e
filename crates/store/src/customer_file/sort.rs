//! From rows of all kinds to what they are.

use domain::{ids::CustomerId, money::Rupiah, time::UtcMillis};

use super::{
    model::{AdminName, Feedback, File, Gift, InForce, News, Note, Proof, Tag, Task},
    rows::PartRow,
};
use crate::{Result, StoreError, order_pages::OrderListRow};

fn corrupt(part: &str, cause: &impl ToString) -> StoreError {
    StoreError::Corrupt { column: part.to_owned(), cause: cause.to_string() }
}

/// A value of a domain type out of an integer column.
fn typed<T: TryFrom<i64, Error: ToString>>(part: &str, value: i64) -> Result<T> {
    T::try_from(value).map_err(|cause| corrupt(part, &cause))
}

fn maybe<T: TryFrom<i64, Error: ToString>>(part: &str, value: Option<i64>) -> Result<Option<T>> {
    value.map(|value| typed(part, value)).transpose()
}

/// A word of the books out of a text column.
fn coded<T: TryFrom<String, Error: ToString>>(part: &str, value: Option<String>) -> Result<T> {
    T::try_from(value.unwrap_or_default()).map_err(|cause| corrupt(part, &cause))
}

/// Puts a row where it belongs.
pub fn put(file: &mut File, row: PartRow, customer: CustomerId) -> Result<()> {
    match row.part.as_str() {
        "order" => file.orders.push(order(row, customer)?),
        "proof" | "feedback" | "discount" | "gift" | "news" => put_dealing(file, row)?,
        _ => put_own(file, row)?,
    }
    Ok(())
}

fn order(row: PartRow, customer: CustomerId) -> Result<OrderListRow> {
    let part = row.part.as_str();
    Ok(OrderListRow {
        id: typed(part, row.id)?,
        customer_id: customer,
        customer_name: String::new(),
        customer_phone: String::new(),
        placed_at: UtcMillis::new(row.at),
        state: coded(part, row.code)?,
        fulfilment: coded(part, row.body)?,
        proof_state: coded(part, row.name)?,
        pay_deadline: row.l.map(UtcMillis::new),
        goods_total: Rupiah::ZERO,
        ongkir: maybe(part, row.k)?,
        transfer_now: typed(part, row.n.unwrap_or_default())?,
        pay_driver: Rupiah::ZERO,
        employee_name: None,
        lines: row.m.unwrap_or_default(),
        first_name: row.title.unwrap_or_default(),
        first_product: typed(part, 1)?,
        has_feedback: false,
        total: 0,
    })
}

/// What passed between customer and shop.
fn put_dealing(file: &mut File, row: PartRow) -> Result<()> {
    let PartRow { part, id, at, title, body, code, day, extra, n, m, k, l, .. } = row;
    let (part, at) = (part.as_str(), UtcMillis::new(at));
    let (body, code, number) = (body.unwrap_or_default(), code.unwrap_or_default(), n.unwrap_or_default());
    match part {
        "proof" => {
            let pdf = code == "application/pdf";
            file.proofs.push(Proof { file: typed(part, id)?, order: typed(part, number)?, at, pdf, decision: title });
        }
        "feedback" => {
            let (order, photo) = (typed(part, id)?, maybe(part, m)?);
            file.feedback.push(Feedback { order, at, body, stars: n, photo, reply: title });
        }
        "discount" => file.discounts.push(InForce {
            id: typed(part, id)?,
            percent: typed(part, number)?,
            scope: code,
            product: maybe(part, extra.and_then(|id| id.parse().ok()))?,
            product_name: title,
            minimum: maybe(part, m)?,
            message: body,
            valid_until: k.map(UtcMillis::new),
            uses_left: l,
        }),
        "gift" => file.gift = Some(Gift { day: day.unwrap_or_default(), loyal: number == 1, granted_at: at }),
        _ => file.news.push(News { at, heading: title.unwrap_or_default(), body, read: n.is_some() }),
    }
    Ok(())
}

/// What the office keeps for itself.
fn put_own(file: &mut File, row: PartRow) -> Result<()> {
    let PartRow { part, id, at, title, body, name, code, day, extra, n, m, k, .. } = row;
    let (part, at) = (part.as_str(), UtcMillis::new(at));
    let (body, name, number) = (body.unwrap_or_default(), name.unwrap_or_default(), n.unwrap_or_default());
    match part {
        "note" => file.notes.push(Note {
            id: typed(part, id)?,
            at,
            body,
            by: typed(part, number)?,
            by_name: name,
            changed_at: m.map(UtcMillis::new),
            version: k.unwrap_or_default(),
        }),
        "tag" => file.tags.push(Tag { id: typed(part, id)?, name: title.unwrap_or_default() }),
        "known" => file.known_tags.push(Tag { id: typed(part, id)?, name: title.unwrap_or_default() }),
        "task" => file.tasks.push(Task {
            id: typed(part, id)?,
            at,
            body,
            admin_name: name,
            state: code.unwrap_or_default(),
            day: day.unwrap_or_default(),
            hour: title,
            result: extra,
            version: number,
        }),
        "admin" => file.admins.push(AdminName { id: typed(part, id)?, name: title.unwrap_or_default() }),
        other => return Err(corrupt("part", &other)),
    }
    Ok(())
}
