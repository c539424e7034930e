//! Follow-ups: what the office has promised itself to do for a customer on a day of the shop (domain.md §12).

use domain::{
    crm::FollowUpState,
    ids::{AdminId, CustomerId, FollowUpId},
    time::UtcMillis,
};

use crate::{OnLink, Result, Tx, query::IdRow, record, sql};

/// What stands in a follow-up.
#[derive(Clone, Debug)]
pub struct FollowUpFields {
    /// Who does it.
    pub admin: AdminId,
    pub body: String,
    /// `YYYY-MM-DD`, a day of the shop.
    pub day: String,
    /// `HH:MM`; `None`: the hour of the settings.
    pub hour: Option<String>,
}

/// Writes an open follow-up. `None` when there is no such customer, or the admin is not active. The same form again is the same one.
pub async fn insert(
    tx: &mut Tx,
    customer: CustomerId,
    fields: &FollowUpFields,
    (by, cause): (&str, Option<&str>),
) -> Result<Option<FollowUpId>> {
    let now = tx.now();
    let row = sql!(
        "INSERT INTO follow_ups (customer_id, admin_id, body, day, hour, state, by_name, cause, created_at)
         SELECT c.id, a.id, CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT), 'open', CAST($6 AS TEXT), CAST($7 AS TEXT), CAST($8 AS BIGINT)
         FROM customers c JOIN admins a ON a.id = $2 AND a.deactivated_at IS NULL
         WHERE c.id = $1 AND c.deactivated_at IS NULL
         ON CONFLICT (cause) DO UPDATE SET cause = excluded.cause RETURNING id"
    )
    .bind(customer)
    .bind(fields.admin)
    .bind(fields.body.as_str())
    .bind(fields.day.as_str())
    .bind(fields.hour.as_deref())
    .bind(by)
    .bind(cause)
    .bind(now)
    .optional::<FollowUpIdRow>(tx)
    .await?;
    Ok(row.map(|row| row.id))
}

record! { struct FollowUpIdRow { id: FollowUpId } }

/// Changes an open follow-up that is still at this version. Another day, hour or person is brought to mind anew.
pub async fn change(tx: &mut Tx, (id, version): (FollowUpId, i64), fields: &FollowUpFields, by: &str) -> Result<bool> {
    let now = tx.now();
    let changed = sql!(
        "UPDATE follow_ups SET reminded_at = CASE WHEN day = $5 AND COALESCE(hour, '') = COALESCE($6, '') AND admin_id = $3
                THEN reminded_at ELSE NULL END,
            admin_id = $3, body = $4, day = $5, hour = $6, changed_by = $7, changed_at = $8, version = version + 1
         WHERE id = $1 AND version = $2 AND state = 'open'"
    )
    .bind(id)
    .bind(version)
    .bind(fields.admin)
    .bind(fields.body.as_str())
    .bind(fields.day.as_str())
    .bind(fields.hour.as_deref())
    .bind(by)
    .bind(now)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Ends an open follow-up that is still at this version, or opens an ended one again (`state` is `Open`; then there is no result any more). Whose it is;
/// nobody when it is not as it was.
pub async fn turn(
    tx: &mut Tx,
    (id, version): (FollowUpId, i64),
    (state, result): (FollowUpState, Option<&str>),
    by: &str,
) -> Result<Option<CustomerId>> {
    let now = tx.now();
    let turned = sql!(
        "UPDATE follow_ups SET state = $3, result = $4, changed_by = $5, changed_at = $6, version = version + 1,
            ended_by = CASE WHEN $3 = 'open' THEN NULL ELSE $5 END, ended_at = CASE WHEN $3 = 'open' THEN NULL ELSE CAST($6 AS BIGINT) END
         WHERE id = $1 AND version = $2 AND (state = 'open') <> ($3 = 'open') RETURNING customer_id"
    )
    .bind(id)
    .bind(version)
    .bind(state)
    .bind(result)
    .bind(by)
    .bind(now)
    .optional::<WhoseRow>(tx)
    .await?;
    Ok(turned.map(|row| row.customer_id))
}

record! { struct WhoseRow { customer_id: CustomerId } }

/// Whether an admin's account is active.
pub async fn can_be_given_to(on: &mut impl OnLink, admin: AdminId) -> Result<bool> {
    let row = sql!("SELECT id FROM admins WHERE id = $1 AND deactivated_at IS NULL")
        .bind(admin)
        .optional::<IdRow>(on)
        .await?;
    Ok(row.is_some())
}

record! {
    /// A follow-up whose time has come.
    pub struct DueRow {
        pub id: FollowUpId,
        pub customer_name: String,
        pub body: String,
        pub admin_id: AdminId,
        /// The admin's account does not work any more.
        pub admin_left_at: Option<UtcMillis>,
        pub admin_name: String,
    }
}

/// Claims the follow-ups that are to be brought to mind: open, their day and hour (`YYYY-MM-DD HH:MM` of the shop) not after `now_there`,
/// not reminded of yet; the oldest first, at most `most`. `usual` is the hour of those without one. Each comes back once, whoever asks and
/// however often, until it is moved.
pub async fn claim_due(tx: &mut Tx, (now_there, usual): (&str, &str), most: i64) -> Result<Vec<DueRow>> {
    let now = tx.now();
    let claimed: Vec<IdRow> = sql!(
        "WITH due(id) AS {materialized} (SELECT f.id FROM follow_ups f
            WHERE f.state = 'open' AND f.reminded_at IS NULL AND f.day <= SUBSTR($1, 1, 10)
                AND f.day || ' ' || COALESCE(f.hour, CAST($2 AS TEXT)) <= $1
                AND EXISTS (SELECT 1 FROM customers c WHERE c.id = f.customer_id AND c.deactivated_at IS NULL)
            ORDER BY f.id LIMIT $3 {lock:f})
         UPDATE follow_ups SET reminded_at = $4 WHERE id IN (SELECT id FROM due) AND state = 'open' AND reminded_at IS NULL RETURNING id"
    )
    .bind(now_there)
    .bind(usual)
    .bind(most)
    .bind(now)
    .all(tx)
    .await?;
    if claimed.is_empty() {
        return Ok(Vec::new());
    }
    sql!(
        "SELECT f.id, c.name AS customer_name, f.body, f.admin_id, a.deactivated_at AS admin_left_at, a.name AS admin_name
         FROM follow_ups f JOIN customers c ON c.id = f.customer_id JOIN admins a ON a.id = f.admin_id
         WHERE f.id IN {ids} ORDER BY f.day, COALESCE(f.hour, ''), f.id"
    )
    .ids(claimed.into_iter().map(|row| row.id))
    .all(tx)
    .await
}
