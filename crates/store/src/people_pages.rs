//! What the office reads of customers.

use domain::{
    ids::{CustomerId, ProductId},
    money::Rupiah,
    time::UtcMillis,
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

/// A page of customers whose name, username or phone has the word in it.
pub async fn customers(
    on: &mut impl OnLink,
    search: Option<&str>,
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
            COUNT(*) OVER () AS total
         FROM customers c LEFT JOIN (SELECT customer_id, COUNT(*) AS orders,
                CAST(SUM(CASE WHEN state IN ('paid', 'shipped', 'completed') THEN goods_total ELSE 0 END) AS BIGINT) AS bought
            FROM orders GROUP BY customer_id) s ON s.customer_id = c.id
         WHERE c.deactivated_at IS NULL AND (CAST($1 AS TEXT) IS NULL OR LOWER(c.name) LIKE $1 ESCAPE '!' OR c.username_key LIKE $1 ESCAPE '!'
            OR c.phone LIKE $2 ESCAPE '!')
         ORDER BY CASE WHEN CAST($3 AS BIGINT) = 2 THEN COALESCE(s.bought, 0) ELSE 0 END DESC,
            CASE WHEN CAST($3 AS BIGINT) = 1 THEN LOWER(c.name) ELSE '' END, c.id DESC
         LIMIT $4 OFFSET $5"
    )
    .bind(search.map(crate::places::like))
    .bind(search.map(crate::places::phone_like))
    .bind(sort)
    .bind(page.take)
    .bind(page.skip)
    .all(on)
    .await
}

record! {
    /// A customer beside one of the favourite products; `favourite_id` is empty when there is none.
    pub struct CustomerFavouriteRow {
        pub id: CustomerId,
        pub name: String,
        pub username: String,
        pub phone: String,
        pub email: Option<String>,
        pub address: String,
        pub birth_date: String,
        pub consent_at: Option<UtcMillis>,
        pub created_at: UtcMillis,
        pub bought: Rupiah,
        pub orders: i64,
        pub favourite_id: Option<ProductId>,
        pub favourite_name: Option<String>,
    }
}

/// A customer with the `count` favourites (by Σ quantity, then more recently bought, then lower id; domain.md §8). Empty for an unknown one.
pub async fn customer_with_favourites(
    on: &mut impl OnLink,
    id: CustomerId,
    count: i64,
) -> Result<Vec<CustomerFavouriteRow>> {
    sql!(
        "SELECT c.id, c.name, c.username, c.phone, c.email, c.address, c.birth_date, c.consent_at, c.created_at,
            (SELECT CAST(COALESCE(SUM(o.goods_total), 0) AS BIGINT) FROM orders o
                WHERE o.customer_id = c.id AND o.state IN ('paid', 'shipped', 'completed')) AS bought,
            (SELECT COUNT(*) FROM orders o WHERE o.customer_id = c.id) AS orders,
            f.product_id AS favourite_id, p.name AS favourite_name
         FROM customers c
         LEFT JOIN (SELECT l.product_id, o.customer_id, SUM(l.quantity) AS quantity, MAX(o.placed_at) AS last_bought
            FROM orders o JOIN order_lines l ON l.order_id = o.id
            WHERE o.customer_id = $1 AND o.state IN ('paid', 'shipped', 'completed')
            GROUP BY l.product_id, o.customer_id ORDER BY SUM(l.quantity) DESC, MAX(o.placed_at) DESC, l.product_id LIMIT $2) f
            ON f.customer_id = c.id
         LEFT JOIN products p ON p.id = f.product_id
         WHERE c.id = $1 AND c.deactivated_at IS NULL ORDER BY f.quantity DESC, f.last_bought DESC, f.product_id"
    )
    .bind(id)
    .bind(count)
    .all(on)
    .await
}
