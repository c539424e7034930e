//! Feedback on completed orders (domain.md §7).

use domain::{
    ids::{CustomerId, FileId, OrderId},
    time::UtcMillis,
};

use crate::{
    OnLink, Result, Tx,
    order_list::order_number,
    places::{Page, like},
    record, sql,
};

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
    }
}

/// Which feedback the office looks at.
#[derive(Clone, Copy, Debug, Default)]
pub struct FeedbackFilter<'a> {
    /// Only what waits for an answer.
    pub waiting: bool,
    /// In the customer's name or the words, or the number of the order; empty finds all.
    pub search: &'a str,
    pub sort: FeedbackSort,
}

/// Order of the office's list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FeedbackSort {
    #[default]
    Newest,
    Oldest,
    /// What has no stars comes last.
    FewestStars,
}

/// Feedback `f` of orders `o` with a word (`$1`, `places::like`) in it, or of the order `$2`.
macro_rules! searched {
    () => {
        "(CAST($1 AS TEXT) IS NULL OR {fold:o.customer_name} LIKE $1 ESCAPE '!' OR {fold:f.body} LIKE $1 ESCAPE '!' OR f.order_id = $2)"
    };
}

/// The word of a search for LIKE, and the order it may be the number of.
fn words(search: &str) -> (Option<String>, Option<i64>) {
    let word = search.trim();
    if word.is_empty() { (None, None) } else { (Some(like(word)), order_number(word)) }
}

/// A page of all feedback, or of what waits for an answer.
pub async fn list(on: &mut impl OnLink, filter: &FeedbackFilter<'_>, page: Page) -> Result<Vec<FeedbackRow>> {
    let sort = match filter.sort {
        FeedbackSort::Newest => 0_i64,
        FeedbackSort::Oldest => 1,
        FeedbackSort::FewestStars => 2,
    };
    let (word, order) = words(filter.search);
    sql!(concat!(
        "SELECT f.order_id, f.customer_id, o.customer_name, f.body, f.stars, f.file_id, f.updated_at, f.reply, f.replied_at, f.replied_by,
            COUNT(*) OVER () AS total
         FROM feedback f JOIN orders o ON o.id = f.order_id
         WHERE ",
        searched!(),
        " AND (CAST($3 AS BIGINT) = 0 OR f.reply IS NULL)
         ORDER BY CASE CAST($4 AS BIGINT) WHEN 1 THEN f.updated_at WHEN 2 THEN COALESCE(f.stars, 6) ELSE -f.updated_at END,
            CASE CAST($4 AS BIGINT) WHEN 1 THEN f.order_id ELSE 0 END, f.updated_at DESC, f.order_id DESC LIMIT $5 OFFSET $6"
    ))
    .bind(word)
    .bind(order)
    .bind(filter.waiting)
    .bind(sort)
    .bind(page.take)
    .bind(page.skip)
    .all(on)
    .await
}

record! {
    /// Feedback that waits for an answer.
    pub struct WaitingRow {
        pub waiting: i64,
        /// Those of them that a search finds.
        pub found: i64,
    }
}

/// How much waits for an answer, on whatever page.
pub async fn waiting(on: &mut impl OnLink, search: &str) -> Result<WaitingRow> {
    let (word, order) = words(search);
    sql!(concat!(
        "SELECT COUNT(*) AS waiting, CAST(COALESCE(SUM(CASE WHEN ",
        searched!(),
        " THEN 1 ELSE 0 END), 0) AS BIGINT) AS found
         FROM feedback f JOIN orders o ON o.id = f.order_id WHERE f.reply IS NULL"
    ))
    .bind(word)
    .bind(order)
    .one(on)
    .await
}
