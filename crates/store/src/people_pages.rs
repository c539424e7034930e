//! What the office reads of customers.

use domain::{
    ids::{CustomerId, TagId},
    money::Rupiah,
};

use crate::{
    OnLink, Result,
    places::{Page, like, phone_like},
    record, sql,
};

record! {
    /// A customer in the admin's list.
    pub struct CustomerListRow {
        pub id: CustomerId,
        pub name: String,
        pub username: String,
        pub phone: String,
        /// `YYYY-MM-DD`.
        pub birth_date: String,
        pub orders: i64,
        /// Σ goods total of Paid, Shipped and Completed orders.
        pub bought: Rupiah,
        /// Names of the labels of the office, with commas.
        pub tags: Option<String>,
        pub total: i64,
    }
}

/// Order of the admin's list of customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CustomerSort {
    #[default]
    Newest,
    Name,
    Bought,
}

/// Customers with a word (`places::like`) in their present or former names, their username or phone (`places::phone_like`).
macro_rules! named {
    ($word:literal, $phone:literal) => {
        concat!(
            "({fold:c.name} LIKE ",
            $word,
            " ESCAPE '!' OR c.username_key LIKE ",
            $word,
            " ESCAPE '!' OR c.phone LIKE ",
            $phone,
            " ESCAPE '!' OR (c.former <> '' AND (c.former LIKE ",
            $word,
            " ESCAPE '!' OR c.former LIKE ",
            $phone,
            " ESCAPE '!')))"
        )
    };
}
pub(crate) use named;

/// What a row shows of the customers `h`, with their place in the list and the number of all of them.
macro_rules! shown {
    ($found:expr) => {
        concat!(
            "SELECT c.id, c.name, c.username, c.phone, c.birth_date,
                (SELECT COUNT(*) FROM orders o WHERE o.customer_id = c.id) AS orders,
                (SELECT CAST(COALESCE(SUM(o.goods_total), 0) AS BIGINT) FROM orders o
                    WHERE o.customer_id = c.id AND o.state IN ('paid', 'shipped', 'completed')) AS bought,
                (SELECT STRING_AGG(t.name, ', ' ORDER BY t.name_key) FROM customer_tags l JOIN tags t ON t.id = l.tag_id
                    WHERE l.customer_id = c.id) AS tags, h.total
             FROM (",
            $found,
            ") h JOIN customers c ON c.id = h.id ORDER BY "
        )
    };
}

record! { struct CountRow { count: i64 } }

/// How many customers the shop has.
pub async fn count(on: &mut impl OnLink) -> Result<i64> {
    let row: CountRow = sql!("SELECT COUNT(*) AS count FROM customers WHERE deactivated_at IS NULL").one(on).await?;
    Ok(row.count)
}

/// A page of customers whose name, former name, username or phone has the word in it; only those with the label, if asked. What a customer
/// bought is reckoned for the page alone, unless the list is sorted by it.
pub async fn customers(
    on: &mut impl OnLink,
    (search, tag): (Option<&str>, Option<TagId>),
    sort: CustomerSort,
    page: Page,
) -> Result<Vec<CustomerListRow>> {
    let search = search.map(str::trim).filter(|word| !word.is_empty());
    match sort {
        CustomerSort::Bought => by_bought(on, (search, tag), page).await,
        _ if search.is_some() || tag.is_some() => found(on, (search, tag), sort, page).await,
        CustomerSort::Newest => {
            sql!(concat!(
                shown!(
                    "SELECT a.id, (SELECT COUNT(*) FROM customers n WHERE n.deactivated_at IS NULL) AS total FROM customers a
                     WHERE a.deactivated_at IS NULL ORDER BY a.id DESC LIMIT $1 OFFSET $2"
                ),
                "c.id DESC"
            ))
            .bind(page.take)
            .bind(page.skip)
            .all(on)
            .await
        }
        CustomerSort::Name => {
            sql!(concat!(
                shown!(
                    "SELECT a.id, (SELECT COUNT(*) FROM customers n WHERE n.deactivated_at IS NULL) AS total FROM customers a
                     WHERE a.deactivated_at IS NULL ORDER BY LOWER(a.name), a.id LIMIT $1 OFFSET $2"
                ),
                "LOWER(c.name), c.id"
            ))
            .bind(page.take)
            .bind(page.skip)
            .all(on)
            .await
        }
    }
}

/// Whom the word and the label find: `$1` word, `$2` phone, `$3` label.
macro_rules! wanted {
    () => {
        concat!(
            "c.deactivated_at IS NULL AND (CAST($1 AS TEXT) IS NULL OR ",
            named!("$1", "$2"),
            ") AND (CAST($3 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM customer_tags l WHERE l.customer_id = c.id AND l.tag_id = $3))"
        )
    };
}

async fn found(
    on: &mut impl OnLink,
    (search, tag): (Option<&str>, Option<TagId>),
    sort: CustomerSort,
    page: Page,
) -> Result<Vec<CustomerListRow>> {
    sql!(concat!(
        shown!(concat!(
            "SELECT c.id, COUNT(*) OVER () AS total FROM customers c WHERE ",
            wanted!(),
            " ORDER BY CASE WHEN CAST($4 AS BIGINT) = 1 THEN LOWER(c.name) ELSE '' END, CASE WHEN CAST($4 AS BIGINT) = 1 THEN c.id ELSE -c.id END
             LIMIT $5 OFFSET $6"
        )),
        "CASE WHEN CAST($4 AS BIGINT) = 1 THEN LOWER(c.name) ELSE '' END, CASE WHEN CAST($4 AS BIGINT) = 1 THEN c.id ELSE -c.id END"
    ))
    .bind(search.map(like))
    .bind(search.and_then(phone_like))
    .bind(tag)
    .bind(i64::from(sort == CustomerSort::Name))
    .bind(page.take)
    .bind(page.skip)
    .planned_anew()
    .all(on)
    .await
}

/// The best customers first: here everybody's orders are added up.
async fn by_bought(
    on: &mut impl OnLink,
    (search, tag): (Option<&str>, Option<TagId>),
    page: Page,
) -> Result<Vec<CustomerListRow>> {
    sql!(concat!(
        shown!(concat!(
            "SELECT c.id, COALESCE(s.bought, 0) AS bought, COUNT(*) OVER () AS total FROM customers c
             LEFT JOIN (SELECT customer_id, CAST(SUM(goods_total) AS BIGINT) AS bought FROM orders
                WHERE state IN ('paid', 'shipped', 'completed') GROUP BY customer_id) s ON s.customer_id = c.id
             WHERE ",
            wanted!(),
            " ORDER BY COALESCE(s.bought, 0) DESC, c.id DESC LIMIT $4 OFFSET $5"
        )),
        "h.bought DESC, c.id DESC"
    ))
    .bind(search.map(like))
    .bind(search.and_then(phone_like))
    .bind(tag)
    .bind(page.take)
    .bind(page.skip)
    .planned_anew()
    .all(on)
    .await
}
