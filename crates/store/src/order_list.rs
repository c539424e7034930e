//! The office's list of orders, found and sorted (domain.md §12). Each way of asking is a statement of its own, by the index that fits it: a
//! pile by the open orders, a search by the customers it finds, all others along the numbers of the orders, only as far as the page needs.

use domain::{ids::CustomerId, order::Work};

pub use crate::order_filter::{OrderFilter, Sort, States};
use crate::{
    OnLink, Result,
    order_filter::narrowed,
    order_pages::OrderListRow,
    order_queue::{Limits, by_word, work},
    people_pages::named,
    places::{Page, like, phone_like},
    sql,
};

/// What a row shows, of the orders `h` with their place in the list and the number of all of them.
macro_rules! shown {
    ($found:expr) => {
        concat!(
            "SELECT o.id, o.customer_id, o.customer_name, o.customer_phone, o.placed_at, o.state, o.fulfilment, o.proof_state, o.pay_deadline,
                o.goods_total, o.ongkir, o.transfer_now, o.pay_driver, e.name AS employee_name,
                (SELECT COUNT(*) FROM order_lines l WHERE l.order_id = o.id) AS lines, f.product_name AS first_name,
                f.product_id AS first_product, CAST(0 AS BIGINT) AS has_feedback, h.total
             FROM (",
            $found,
            ") h JOIN orders o ON o.id = h.id JOIN order_lines f ON f.order_id = o.id AND f.position = 0
                LEFT JOIN employees e ON e.id = o.employee_id
             ORDER BY h.place, h.id DESC"
        )
    };
}

/// `$4` from, `$5` before, `$6` states, `$7` sort, `$8` take, `$9` skip: a page of few orders, sorted once they are found.
macro_rules! few {
    ($from:expr, $where:expr) => {
        shown!(concat!(
            "SELECT o.id, CASE CAST($7 AS BIGINT) WHEN 2 THEN -(o.transfer_now + o.pay_driver) WHEN 1 THEN o.id ELSE -o.id END AS place,
                COUNT(*) OVER () AS total FROM ",
            $from,
            " WHERE ",
            $where,
            " AND ",
            narrowed!("$4", "$5", "$6"),
            " ORDER BY place, o.id DESC LIMIT $8 OFFSET $9"
        ))
    };
}

/// Orders on a pile (`$10`) whose customer is found (`$11` to `$14`, if asked).
macro_rules! on_pile {
    () => {
        concat!(
            "CASE CAST($10 AS TEXT) WHEN 'proof' THEN w.proof WHEN 'fee' THEN w.fee WHEN 'ship' THEN w.ship WHEN 'collect' THEN w.collect
                WHEN 'late' THEN w.late WHEN 'failed' THEN w.failed WHEN 'road' THEN w.road WHEN 'unpaid' THEN w.unpaid
                ELSE w.proof + w.fee + w.ship + w.collect + w.late + w.failed END > 0
             AND (CAST($11 AS TEXT) IS NULL OR o.id = $13 OR o.customer_id IN (SELECT c.id FROM customers c WHERE ",
            named!("$11", "$12"),
            ")) AND (CAST($14 AS BIGINT) IS NULL OR o.customer_id = $14)"
        )
    };
}

macro_rules! most {
    () => {
        10000
    };
}

/// Up to so many orders the list of all of them counts; one more in `total` says that there are more.
const COUNTED: i64 = most!();

/// `$1` from, `$2` before, `$3` take, `$4` skip: a page along the numbers of the orders, those of one state (`$5`) if there is one.
/// Such a list counts up to [`COUNTED`]; counting on would read the whole table for a number nobody needs.
macro_rules! along {
    ($state:literal, $place:literal, $direction:literal) => {
        shown!(concat!(
            "SELECT o.id, ", $place, " AS place, (SELECT COUNT(*) FROM (SELECT 1 AS one FROM orders o WHERE ", $state,
            " (CAST($1 AS BIGINT) IS NULL OR o.placed_at >= $1) AND (CAST($2 AS BIGINT) IS NULL OR o.placed_at < $2) LIMIT ", most!(), " + 1) k) AS total
             FROM orders o WHERE ", $state,
            " (CAST($1 AS BIGINT) IS NULL OR o.placed_at >= $1) AND (CAST($2 AS BIGINT) IS NULL OR o.placed_at < $2)
             ORDER BY o.id ", $direction, " LIMIT $3 OFFSET $4"
        ))
    };
}

/// To how many rows a list counts, if not to its end.
pub fn counted_to(filter: &OrderFilter) -> Option<i64> {
    let searched = filter.search.as_deref().is_some_and(|word| !word.trim().is_empty());
    let narrow = searched || filter.work.is_some() || filter.customer.is_some() || filter.sort == Sort::Dearest;
    (!narrow).then_some(COUNTED)
}

/// A page of orders. `limits` count only for those of a pile.
pub async fn list(on: &mut impl OnLink, filter: &OrderFilter, limits: Limits, page: Page) -> Result<Vec<OrderListRow>> {
    let search = filter.search.as_deref().map(str::trim).filter(|word| !word.is_empty());
    match (filter.work, search, filter.customer) {
        (Some(work), search, customer) => of_pile(on, filter, (limits, work), (search, customer), page).await,
        (None, Some(word), None) if page.skip == 0 && word.starts_with('#') && order_number(word).is_some() => {
            numbered(on, filter, word).await
        }
        (None, Some(word), customer) => found(on, filter, (word, customer), page).await,
        (None, None, Some(customer)) => of_customer(on, filter, customer, page).await,
        (None, None, None) if filter.sort == Sort::Dearest => dearest(on, filter, page).await,
        (None, None, None) => all(on, filter, page).await,
    }
}

async fn of_pile(
    on: &mut impl OnLink,
    filter: &OrderFilter,
    (limits, work): (Limits, Work),
    (search, customer): (Option<&str>, Option<CustomerId>),
    page: Page,
) -> Result<Vec<OrderListRow>> {
    let query = sql!(few!(concat!("(", work!(), ") w JOIN orders o ON o.id = w.id"), on_pile!()));
    let query = filter.turn(filter.narrow(query.bind(limits.paid).bind(limits.shipped).bind(limits.near)), page);
    query
        .bind(work.code())
        .bind(search.map(like))
        .bind(search.and_then(phone_like))
        .bind(search.and_then(order_number))
        .bind(customer)
        .planned_anew()
        .all(on)
        .await
}

/// Orders of the customers a word finds, and the order whose number it is.
async fn found(
    on: &mut impl OnLink,
    filter: &OrderFilter,
    (word, customer): (&str, Option<CustomerId>),
    page: Page,
) -> Result<Vec<OrderListRow>> {
    let query = sql!(few!(
        concat!("(", by_word!("$1", "$2", "$3"), ") o"),
        "(CAST($10 AS BIGINT) IS NULL OR o.customer_id = $10)"
    ));
    let query = query.bind(like(word)).bind(phone_like(word)).bind(order_number(word));
    filter.turn(filter.narrow(query), page).bind(customer).planned_anew().all(on).await
}

/// `#12` is the number of an order and nothing else.
async fn numbered(on: &mut impl OnLink, filter: &OrderFilter, word: &str) -> Result<Vec<OrderListRow>> {
    let query = sql!(shown!(concat!(
        "SELECT o.id, o.id AS place, CAST(1 AS BIGINT) AS total FROM orders o WHERE o.id = $1 AND ",
        narrowed!("$2", "$3", "$4")
    )));
    filter.narrow(query.bind(order_number(word))).all(on).await
}

async fn of_customer(
    on: &mut impl OnLink,
    filter: &OrderFilter,
    customer: CustomerId,
    page: Page,
) -> Result<Vec<OrderListRow>> {
    let query = sql!(shown!(concat!(
        "SELECT o.id, CASE CAST($5 AS BIGINT) WHEN 2 THEN -(o.transfer_now + o.pay_driver) WHEN 1 THEN o.id ELSE -o.id END AS place,
            COUNT(*) OVER () AS total FROM orders o WHERE o.customer_id = $1 AND ",
        narrowed!("$2", "$3", "$4"),
        " ORDER BY place, o.id DESC LIMIT $6 OFFSET $7"
    )));
    filter.turn(filter.narrow(query.bind(customer)), page).all(on).await
}

/// The dearest of all orders: they are all looked at, which is the price of asking so.
async fn dearest(on: &mut impl OnLink, filter: &OrderFilter, page: Page) -> Result<Vec<OrderListRow>> {
    let query = sql!(shown!(concat!(
        "SELECT o.id, -(o.transfer_now + o.pay_driver) AS place, COUNT(*) OVER () AS total FROM orders o WHERE ",
        narrowed!("$1", "$2", "$3"),
        " ORDER BY place, o.id DESC LIMIT $4 OFFSET $5"
    )));
    filter.narrow(query).bind(page.take).bind(page.skip).all(on).await
}

async fn all(on: &mut impl OnLink, filter: &OrderFilter, page: Page) -> Result<Vec<OrderListRow>> {
    let oldest = filter.sort == Sort::Oldest;
    let query = match (filter.states, oldest) {
        (States::All, false) => sql!(along!("", "-o.id", "DESC")),
        (States::All, true) => sql!(along!("", "o.id", "ASC")),
        (States::PaidOn, false) => sql!(along!("o.state IN ('paid', 'shipped', 'completed') AND", "-o.id", "DESC")),
        (States::PaidOn, true) => sql!(along!("o.state IN ('paid', 'shipped', 'completed') AND", "o.id", "ASC")),
        (States::One(_), false) => sql!(along!("o.state = $5 AND", "-o.id", "DESC")),
        (States::One(_), true) => sql!(along!("o.state = $5 AND", "o.id", "ASC")),
    };
    let query = query.bind(filter.from).bind(filter.before).bind(page.take).bind(page.skip);
    let query = if let States::One(state) = filter.states { query.bind(state) } else { query };
    query.all(on).await
}

/// `12` and `#12` are numbers of orders.
pub(crate) fn order_number(word: &str) -> Option<i64> {
    word.trim_start_matches('#').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_list_along_the_numbers_ends_early() {
        let all = OrderFilter { search: Some("  ".to_owned()), ..OrderFilter::default() };
        assert_eq!(counted_to(&all), Some(10_000));
        for narrow in [
            OrderFilter { search: Some("siti".to_owned()), ..all.clone() },
            OrderFilter { work: Some(Work::Queue), ..all.clone() },
            OrderFilter { customer: "1".parse().ok(), ..all.clone() },
            OrderFilter { sort: Sort::Dearest, ..all.clone() },
        ] {
            assert_eq!(counted_to(&narrow), None, "{narrow:?}");
        }
    }
}
