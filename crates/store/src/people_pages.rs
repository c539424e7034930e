//! What the office reads of customers.

use domain::{
    ids::{CustomerId, TagId},
    money::Rupiah,
};

use crate::{OnLink, Result, places::Page, record, sql};

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

/// A page of customers whose name, username or phone has the word in it; only those with the label, if asked.
pub async fn customers(
    on: &mut impl OnLink,
    (search, tag): (Option<&str>, Option<TagId>),
    sort: CustomerSort,
    page: Page,
) -> Result<Vec<CustomerListRow>> {
    let search = search.map(str::trim).filter(|word| !word.is_empty());
    let sort = match sort {
        CustomerSort::Newest => 0_i64,
        CustomerSort::Name => 1,
        CustomerSort::Bought => 2,
    };
    sql!(
        "SELECT c.id, c.name, c.username, c.phone, c.birth_date, COALESCE(s.orders, 0) AS orders, COALESCE(s.bought, 0) AS bought,
            (SELECT STRING_AGG(t.name, ', ' ORDER BY t.name_key) FROM customer_tags l JOIN tags t ON t.id = l.tag_id WHERE l.customer_id = c.id) AS tags,
            COUNT(*) OVER () AS total
         FROM customers c LEFT JOIN (SELECT customer_id, COUNT(*) AS orders,
                CAST(SUM(CASE WHEN state IN ('paid', 'shipped', 'completed') THEN goods_total ELSE 0 END) AS BIGINT) AS bought
            FROM orders GROUP BY customer_id) s ON s.customer_id = c.id
         WHERE c.deactivated_at IS NULL AND (CAST($1 AS TEXT) IS NULL OR LOWER(c.name) LIKE $1 ESCAPE '!' OR c.username_key LIKE $1 ESCAPE '!'
            OR c.phone LIKE $2 ESCAPE '!')
            AND (CAST($6 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM customer_tags l WHERE l.customer_id = c.id AND l.tag_id = $6))
         ORDER BY CASE WHEN CAST($3 AS BIGINT) = 2 THEN COALESCE(s.bought, 0) ELSE 0 END DESC,
            CASE WHEN CAST($3 AS BIGINT) = 1 THEN LOWER(c.name) ELSE '' END, c.id DESC
         LIMIT $4 OFFSET $5"
    )
    .bind(search.map(crate::places::like))
    .bind(search.map(crate::places::phone_like))
    .bind(sort)
    .bind(page.take)
    .bind(page.skip)
    .bind(tag)
    .all(on)
    .await
}
