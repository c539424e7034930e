//! Follow-ups: what the office has promised itself to do for a customer on a day of the shop (domain.md §12).

use domain::{
    crm::FollowUpState,
    ids::{AdminId, CustomerId, FollowUpId},
    time::UtcMillis,
};

use crate::{OnLink, Result, Tx, places::Page, query::IdRow, record, sql};

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

record! {
    /// A follow-up with its customer and who does it.
    pub struct FollowUpRow {
        pub id: FollowUpId,
        pub customer_id: CustomerId,
        pub customer_name: String,
        pub customer_phone: String,
        pub admin_id: AdminId,
        pub admin_name: String,
        pub admin_left_at: Option<UtcMillis>,
        pub body: String,
        /// `YYYY-MM-DD`.
        pub day: String,
        /// `HH:MM`.
        pub hour: Option<String>,
        pub state: FollowUpState,
        pub result: Option<String>,
        pub by_name: String,
        pub created_at: UtcMillis,
        pub changed_by: Option<String>,
        pub changed_at: Option<UtcMillis>,
        pub ended_by: Option<String>,
        pub ended_at: Option<UtcMillis>,
        pub reminded_at: Option<UtcMillis>,
        pub version: i64,
        /// Rows of all pages.
        pub total: i64,
    }
}

/// The columns of a [`FollowUpRow`].
macro_rules! columns {
    () => {
        "SELECT f.id, f.customer_id, c.name AS customer_name, c.phone AS customer_phone, f.admin_id, a.name AS admin_name,
            a.deactivated_at AS admin_left_at, f.body, f.day, f.hour, f.state, f.result, f.by_name, f.created_at, f.changed_by, f.changed_at,
            f.ended_by, f.ended_at, f.reminded_at, f.version, COUNT(*) OVER () AS total
         FROM follow_ups f JOIN customers c ON c.id = f.customer_id AND c.deactivated_at IS NULL JOIN admins a ON a.id = f.admin_id "
    };
}

/// One follow-up.
pub async fn find(on: &mut impl OnLink, id: FollowUpId) -> Result<Option<FollowUpRow>> {
    sql!(concat!(columns!(), "WHERE f.id = $1")).bind(id).optional(on).await
}

/// Which follow-ups are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// Open ones, whenever.
    #[default]
    Open,
    /// Open, their day is over.
    Overdue,
    Today,
    /// Open, their day is still to come.
    Coming,
    /// Done or cancelled.
    Ended,
}

impl When {
    const fn number(self) -> i64 {
        match self {
            Self::Open => 0,
            Self::Overdue => 1,
            Self::Today => 2,
            Self::Coming => 3,
            Self::Ended => 4,
        }
    }
}

/// A page of follow-ups: open ones by day and hour, ended ones the latest first; only of one admin if asked. `today` is `YYYY-MM-DD`.
pub async fn list(
    on: &mut impl OnLink,
    (when, today): (When, &str),
    admin: Option<AdminId>,
    page: Page,
) -> Result<Vec<FollowUpRow>> {
    sql!(concat!(
        columns!(),
        "WHERE (CAST($3 AS BIGINT) IS NULL OR f.admin_id = $3) AND CASE CAST($1 AS BIGINT)
                WHEN 0 THEN f.state = 'open' WHEN 1 THEN f.state = 'open' AND f.day < $2 WHEN 2 THEN f.state = 'open' AND f.day = $2
                WHEN 3 THEN f.state = 'open' AND f.day > $2 ELSE f.state <> 'open' END
         ORDER BY CASE WHEN f.state = 'open' THEN 0 ELSE f.ended_at END DESC, f.day, COALESCE(f.hour, ''), f.id LIMIT $4 OFFSET $5"
    ))
    .bind(when.number())
    .bind(today)
    .bind(admin)
    .bind(page.take)
    .bind(page.skip)
    .all(on)
    .await
}

record! {
    /// An admin with the follow-ups they have.
    pub struct LoadRow {
        pub id: AdminId,
        pub name: String,
        pub left_at: Option<UtcMillis>,
        pub overdue: i64,
        pub today: i64,
        pub coming: i64,
        pub ended: i64,
    }
}

/// Everybody who may be given a follow-up or has one, by name, with what they have.
pub async fn loads(on: &mut impl OnLink, today: &str) -> Result<Vec<LoadRow>> {
    sql!(
        "SELECT a.id, a.name, a.deactivated_at AS left_at,
            CAST(COALESCE(SUM(CASE WHEN f.state = 'open' AND f.day < $1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS overdue,
            CAST(COALESCE(SUM(CASE WHEN f.state = 'open' AND f.day = $1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS today,
            CAST(COALESCE(SUM(CASE WHEN f.state = 'open' AND f.day > $1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS coming,
            CAST(COALESCE(SUM(CASE WHEN f.state <> 'open' THEN 1 ELSE 0 END), 0) AS BIGINT) AS ended
         FROM admins a LEFT JOIN (SELECT o.admin_id, o.state, o.day FROM follow_ups o
            JOIN customers c ON c.id = o.customer_id AND c.deactivated_at IS NULL) f ON f.admin_id = a.id
         WHERE a.deactivated_at IS NULL OR f.state IS NOT NULL
         GROUP BY a.id, a.name, a.deactivated_at ORDER BY LOWER(a.name), a.id"
    )
    .bind(today)
    .all(on)
    .await
}

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
