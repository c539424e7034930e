//! Feedback on completed orders (domain.md §7).

use domain::{
    ids::{CustomerId, FileId, OrderId},
    time::UtcMillis,
};

use crate::{OnLink, Result, Tx, places::Page, record, sql};

/// Feedback about to be written. Without a new photo the earlier one stays.
#[derive(Clone, Debug)]
pub struct NewFeedback<'a> {
    pub body: &'a str,
    pub stars: Option<i64>,
    pub photo: Option<FileId>,
}

record! { struct WrittenRow { created_at: UtcMillis, updated_at: UtcMillis } }

/// Writes or changes the feedback of a customer's completed order. `None` when the order is not theirs or not completed,
/// else whether it was there before.
pub async fn put(tx: &mut Tx, order: OrderId, customer: CustomerId, new: &NewFeedback<'_>) -> Result<Option<bool>> {
    let now = tx.now();
    let row = sql!(
        "INSERT INTO feedback (order_id, customer_id, body, stars, file_id, created_at, updated_at)
         SELECT o.id, o.customer_id, CAST($3 AS TEXT), CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BIGINT), CAST($6 AS BIGINT)
         FROM orders o WHERE o.id = $1 AND o.customer_id = $2 AND o.state = 'completed'
         ON CONFLICT (order_id) DO UPDATE SET body = excluded.body, stars = excluded.stars,
            file_id = COALESCE(excluded.file_id, feedback.file_id), updated_at = excluded.updated_at
         RETURNING created_at, updated_at"
    )
    .bind(order)
    .bind(customer)
    .bind(new.body)
    .bind(new.stars)
    .bind(new.photo)
    .bind(now)
    .optional::<WrittenRow>(tx)
    .await?;
    Ok(row.map(|row| row.created_at != row.updated_at))
}

record! { struct ReplyRow { customer_id: CustomerId } }

/// Writes an admin's answer; whose feedback it was, or `None` when there is none.
pub async fn reply(tx: &mut Tx, order: OrderId, text: &str, by: &str) -> Result<Option<CustomerId>> {
    let now = tx.now();
    let row = sql!(
        "UPDATE feedback SET reply = $2, replied_at = $3, replied_by = $4 WHERE order_id = $1 RETURNING customer_id"
    )
    .bind(order)
    .bind(text)
    .bind(now)
    .bind(by)
    .optional::<ReplyRow>(tx)
    .await?;
    Ok(row.map(|row| row.customer_id))
}

record! {
    /// Feedback in the admin's list.
    pub struct FeedbackRow {
        pub order_id: OrderId,
        pub customer_id: CustomerId,
        pub customer_name: String,
        pub body: String,
        pub stars: Option<i64>,
        pub file_id: Option<FileId>,
        pub updated_at: UtcMillis,
        pub reply: Option<String>,
        pub replied_at: Option<UtcMillis>,
        pub replied_by: Option<String>,
        pub total: i64,
        /// All that wait for an answer, on whatever page.
        pub waiting: i64,
    }
}

/// A page of all feedback, or of what waits for an answer; newest first.
pub async fn list(on: &mut impl OnLink, waiting_only: bool, page: Page) -> Result<Vec<FeedbackRow>> {
    sql!(
        "SELECT f.order_id, f.customer_id, o.customer_name, f.body, f.stars, f.file_id, f.updated_at, f.reply, f.replied_at, f.replied_by,
            COUNT(*) OVER () AS total, (SELECT COUNT(*) FROM feedback w WHERE w.reply IS NULL) AS waiting
         FROM feedback f JOIN orders o ON o.id = f.order_id
         WHERE CAST($3 AS BIGINT) = 0 OR f.reply IS NULL
         ORDER BY f.updated_at DESC, f.order_id DESC LIMIT $1 OFFSET $2"
    )
    .bind(page.take)
    .bind(page.skip)
    .bind(waiting_only)
    .all(on)
    .await
}
