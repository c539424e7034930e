//! Notes of the office about customers (domain.md §12). Whoever wrote one may change it; owners may take any away.

use domain::{
    ids::{AdminId, CustomerId, NoteId},
    time::UtcMillis,
};

use crate::{OnLink, Result, Tx, query::IdRow, record, sql};

/// A note about to be written.
#[derive(Clone, Debug)]
pub struct NewNote<'a> {
    pub customer: CustomerId,
    pub by: (AdminId, &'a str),
    pub body: &'a str,
    /// Of the form: sent twice, it is one note.
    pub cause: Option<&'a str>,
}

/// Writes a note; false when there is no such customer. The same form again is the same note.
pub async fn insert(tx: &mut Tx, new: &NewNote<'_>) -> Result<bool> {
    let now = tx.now();
    let row = sql!(
        "INSERT INTO customer_notes (customer_id, admin_id, admin_name, body, cause, created_at)
         SELECT c.id, CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS BIGINT)
         FROM customers c WHERE c.id = $1 AND c.deactivated_at IS NULL
         ON CONFLICT (cause) DO UPDATE SET cause = excluded.cause RETURNING id"
    )
    .bind(new.customer)
    .bind(new.by.0)
    .bind(new.by.1)
    .bind(new.body)
    .bind(new.cause)
    .bind(now)
    .optional::<IdRow>(tx)
    .await?;
    Ok(row.is_some())
}

record! {
    /// A note as it stands.
    pub struct NoteRow {
        pub id: NoteId,
        pub customer_id: CustomerId,
        pub admin_id: AdminId,
        pub body: String,
        pub created_at: UtcMillis,
        pub version: i64,
    }
}

/// One note.
pub async fn find(on: &mut impl OnLink, id: NoteId) -> Result<Option<NoteRow>> {
    sql!(
        "SELECT n.id, n.customer_id, n.admin_id, n.body, n.created_at, n.version FROM customer_notes n
         JOIN customers c ON c.id = n.customer_id AND c.deactivated_at IS NULL WHERE n.id = $1"
    )
    .bind(id)
    .optional(on)
    .await
}

/// Changes one's own note, if it is still the one that was opened.
pub async fn change(tx: &mut Tx, (id, version): (NoteId, i64), by: AdminId, body: &str) -> Result<bool> {
    let now = tx.now();
    let changed = sql!(
        "UPDATE customer_notes SET body = $4, changed_at = $5, version = version + 1
         WHERE id = $1 AND version = $2 AND admin_id = $3"
    )
    .bind(id)
    .bind(version)
    .bind(by)
    .bind(body)
    .bind(now)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

record! { struct WhoseRow { customer_id: CustomerId } }

/// Takes a note away: one's own, or any for an owner (`by` is `None`). Whose it was about; nobody when there is none (any more).
pub async fn delete(tx: &mut Tx, id: NoteId, by: Option<AdminId>) -> Result<Option<CustomerId>> {
    let row = sql!(
        "DELETE FROM customer_notes WHERE id = $1 AND (CAST($2 AS BIGINT) IS NULL OR admin_id = $2) RETURNING customer_id"
    )
    .bind(id)
    .bind(by)
    .optional::<WhoseRow>(tx)
    .await?;
    Ok(row.map(|row| row.customer_id))
}

/// Forgets all the office has written about a customer: notes, labels, follow-ups. Called in the transaction in which a person is
/// deleted (domain.md §11: the books stay, the person goes).
pub async fn forget_customer(tx: &mut Tx, customer: CustomerId) -> Result<()> {
    sql!("DELETE FROM customer_notes WHERE customer_id = $1").bind(customer).run(tx).await?;
    sql!("DELETE FROM customer_tags WHERE customer_id = $1").bind(customer).run(tx).await?;
    sql!("DELETE FROM follow_ups WHERE customer_id = $1").bind(customer).run(tx).await?;
    Ok(())
}
