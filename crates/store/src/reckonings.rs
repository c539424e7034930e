//! The frozen reckonings of orders and lines (JSON), where the messages of discounts stand in them: words that may name a person.

use domain::ids::CustomerId;

use crate::{OnLink, Result, Tx, record, sql};

/// A frozen reckoning of a person's order or line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    Orders,
    Lines,
}

record! {
    /// Its JSON.
    pub struct KeptRow { pub id: i64, pub body: String }
}

/// The reckonings of a person's orders that carry a message, after an id, at most `take`.
pub async fn with_messages(
    on: &mut impl OnLink,
    customer: CustomerId,
    kept: Kept,
    after: i64,
    take: i64,
) -> Result<Vec<KeptRow>> {
    let query = match kept {
        Kept::Orders => sql!(
            "SELECT id, explanation AS body FROM orders WHERE customer_id = $1 AND id > $2 AND explanation LIKE '%\"message\":\"%' ORDER BY id LIMIT $3"
        ),
        Kept::Lines => sql!(
            "SELECT l.id, l.verdict AS body FROM orders o JOIN order_lines l ON l.order_id = o.id
             WHERE o.customer_id = $1 AND l.id > $2 AND l.verdict LIKE '%\"message\":\"%' ORDER BY l.id LIMIT $3"
        ),
    };
    query.bind(customer).bind(after).bind(take).all(on).await
}

/// Writes reckonings without their messages.
pub async fn write(tx: &mut Tx, kept: Kept, rows: &[KeptRow]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let query = match kept {
        Kept::Orders => sql!(
            "WITH v(wanted, body) AS (VALUES {rows:it}) UPDATE orders SET explanation = v.body FROM v WHERE id = v.wanted"
        ),
        Kept::Lines => sql!(
            "WITH v(wanted, body) AS (VALUES {rows:it}) UPDATE order_lines SET verdict = v.body FROM v WHERE id = v.wanted"
        ),
    };
    query.rows(rows.iter().map(|row| [row.id.into(), row.body.as_str().into()])).run(tx).await.map(drop)
}
