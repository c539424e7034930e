//! Labels: free words of the office on its customers (domain.md §12).

use domain::{
    crm::TagName,
    ids::{CustomerId, TagId},
};

use crate::{OnLink, Result, Tx, query::IdRow, record, sql};

record! {
    /// A label with how many customers have it.
    pub struct TagRow { pub id: TagId, pub name: String, pub customers: i64 }
}

/// All labels by name.
pub async fn all(on: &mut impl OnLink) -> Result<Vec<TagRow>> {
    sql!(
        "SELECT t.id, t.name, (SELECT COUNT(*) FROM customer_tags l JOIN customers c ON c.id = l.customer_id AND c.deactivated_at IS NULL
            WHERE l.tag_id = t.id) AS customers
         FROM tags t ORDER BY t.name_key, t.id"
    )
    .all(on)
    .await
}

record! { struct TagIdRow { id: TagId } }

/// The label of this name, made if there is none; one that is there keeps its capitals. Held until the end of the transaction, so that
/// nobody takes it away meanwhile.
pub async fn named(tx: &mut Tx, name: &TagName) -> Result<TagId> {
    let now = tx.now();
    let row: TagIdRow = sql!(
        "INSERT INTO tags (name, name_key, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (name_key) DO UPDATE SET name_key = excluded.name_key RETURNING id"
    )
    .bind(name.as_str())
    .bind(name.key())
    .bind(now)
    .one(tx)
    .await?;
    Ok(row.id)
}

/// Puts a label on customers, in one statement; how many of them there are. Who has it already keeps it.
pub async fn put_on(tx: &mut Tx, tag: TagId, customers: &[CustomerId]) -> Result<u64> {
    if customers.is_empty() {
        return Ok(0);
    }
    let now = tx.now();
    let rows: Vec<IdRow> = sql!(
        "INSERT INTO customer_tags (customer_id, tag_id, created_at)
         SELECT c.id, CAST($1 AS BIGINT), CAST($2 AS BIGINT) FROM customers c
         WHERE c.id IN {ids} AND c.deactivated_at IS NULL ORDER BY c.id
         ON CONFLICT (customer_id, tag_id) DO UPDATE SET tag_id = excluded.tag_id RETURNING customer_id AS id"
    )
    .bind(tag)
    .bind(now)
    .ids(customers.iter().map(|id| id.get()))
    .all(tx)
    .await?;
    Ok(rows.len() as u64)
}

/// Takes a label off a customer; false when it is not on.
pub async fn take_off(tx: &mut Tx, tag: TagId, customer: CustomerId) -> Result<bool> {
    let gone = sql!("DELETE FROM customer_tags WHERE customer_id = $1 AND tag_id = $2")
        .bind(customer)
        .bind(tag)
        .run(tx)
        .await?;
    Ok(gone == 1)
}

/// What became of a new name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renamed {
    Done,
    /// Another label has it.
    Taken,
    Unknown,
}

/// Gives a label another name.
pub async fn rename(tx: &mut Tx, tag: TagId, name: &TagName) -> Result<Renamed> {
    let renamed = sql!(
        "UPDATE tags SET name = $2, name_key = $3 WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM tags o WHERE o.name_key = $3 AND o.id <> $1)"
    )
    .bind(tag)
    .bind(name.as_str())
    .bind(name.key())
    .run(tx)
    .await?;
    if renamed == 1 {
        return Ok(Renamed::Done);
    }
    let there = sql!("SELECT CAST(id AS BIGINT) AS id FROM tags WHERE id = $1").bind(tag).optional::<IdRow>(tx).await?;
    Ok(if there.is_some() { Renamed::Taken } else { Renamed::Unknown })
}

/// Puts the label `into` on everybody who has `tag`, and takes `tag` away. False when one of them is not there, or both are the same.
pub async fn merge(tx: &mut Tx, tag: TagId, into: TagId) -> Result<bool> {
    let locked: Vec<IdRow> = sql!("SELECT t.id FROM tags t WHERE t.id IN ($1, $2) ORDER BY t.id {lock:t}")
        .bind(tag)
        .bind(into)
        .all(tx)
        .await?;
    if locked.len() != 2 {
        return Ok(false);
    }
    sql!(
        "INSERT INTO customer_tags (customer_id, tag_id, created_at)
         SELECT l.customer_id, CAST($2 AS BIGINT), l.created_at FROM customer_tags l WHERE l.tag_id = $1 ORDER BY l.customer_id
         ON CONFLICT DO NOTHING"
    )
    .bind(tag)
    .bind(into)
    .run(tx)
    .await?;
    delete(tx, tag).await
}

/// Takes a label away from everybody; false when there is none.
pub async fn delete(tx: &mut Tx, tag: TagId) -> Result<bool> {
    // The label first waits for whoever is just putting it on somebody.
    let there = sql!("SELECT t.id FROM tags t WHERE t.id = $1 {lock:t}").bind(tag).optional::<IdRow>(tx).await?;
    if there.is_none() {
        return Ok(false);
    }
    sql!("DELETE FROM customer_tags WHERE tag_id = $1").bind(tag).run(tx).await?;
    let gone = sql!("DELETE FROM tags WHERE id = $1").bind(tag).run(tx).await?;
    Ok(gone == 1)
}
