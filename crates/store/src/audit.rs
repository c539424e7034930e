//! The audit log: who of the shop changed what (docs/decisions/0016). Rows are only ever added; the database refuses anything else.

use domain::{
    audit::{Act, Object},
    order::Actor,
    time::UtcMillis,
};

use crate::{OnLink, Result, Tx, places::By, record, sql};

/// Rows of one statement.
const SET: usize = 1000;

/// Who did it, as the column says it; `None` for customers and the clock, whose deeds stand in the timeline.
fn actor(by: &By) -> Option<&'static str> {
    match by.actor {
        Actor::Admin if by.kind.is_none() && by.id.is_none() => Some("command"),
        Actor::Admin => Some("admin"),
        Actor::Employee => Some("employee"),
        Actor::Customer | Actor::Clock => None,
    }
}

/// Adds a row in the transaction of the change. Customers and the clock leave none. `changes` is JSON of `domain::audit::Changes`.
pub async fn add(tx: &mut Tx, by: &By, act: Act, object: &Object, changes: &str) -> Result<()> {
    let Some(actor) = actor(by) else { return Ok(()) };
    let now = tx.now();
    sql!(
        "INSERT INTO audit_log (created_at, actor, actor_id, actor_name, act, object, object_id, object_name, changes)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    )
    .bind(now)
    .bind(actor)
    .bind(by.id)
    .bind(by.name.as_str())
    .bind(act.code())
    .bind(object.thing.code())
    .bind(object.id)
    .bind(object.name.as_str())
    .bind(changes)
    .run(tx)
    .await
    .map(drop)
}

/// One row of the audit log.
#[derive(Clone, Debug)]
pub struct Noted {
    pub act: Act,
    pub object: Object,
    /// JSON of `domain::audit::Changes`.
    pub changes: String,
}

/// Adds many rows to the audit log, in their order.
pub async fn add_all(tx: &mut Tx, notes: &[Noted], by: &By) -> Result<()> {
    let Some(actor) = actor(by) else { return Ok(()) };
    let now = tx.now();
    for set in notes.chunks(SET) {
        let rows = set.iter().zip(0_i64..).map(|(note, place)| {
            [
                place.into(),
                note.act.code().into(),
                note.object.thing.code().into(),
                note.object.id.into(),
                note.object.name.as_str().into(),
                note.changes.as_str().into(),
            ]
        });
        sql!(
            "WITH v(place, act, object, object_id, object_name, changes) AS (VALUES {rows:ittitt})
             INSERT INTO audit_log (created_at, actor, actor_id, actor_name, act, object, object_id, object_name, changes)
             SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT), CAST($3 AS BIGINT), CAST($4 AS TEXT), v.act, v.object, v.object_id, v.object_name, v.changes
             FROM v ORDER BY v.place"
        )
        .bind(now)
        .bind(actor)
        .bind(by.id)
        .bind(by.name.as_str())
        .rows(rows)
        .run(tx)
        .await?;
    }
    Ok(())
}

record! {
    /// A row of the log.
    pub struct AuditRow {
        pub id: i64,
        pub created_at: UtcMillis,
        pub actor: String,
        pub actor_id: Option<i64>,
        pub actor_name: String,
        pub act: String,
        pub object: String,
        pub object_id: Option<i64>,
        pub object_name: String,
        pub changes: String,
    }
}

/// Which rows are wanted; an empty filter wants all.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// `admin`, `employee` or `command`.
    pub actor: Option<String>,
    pub actor_id: Option<i64>,
    pub act: Option<String>,
    pub object: Option<String>,
    pub object_id: Option<i64>,
    pub from: Option<UtcMillis>,
    pub until: Option<UtcMillis>,
    /// Only rows behind this one.
    pub beyond: Option<i64>,
    pub oldest_first: bool,
}

/// The statement of the log in one direction: what lies beyond a row, and how the rows follow.
macro_rules! log {
    ($beyond:literal, $order:literal) => {
        sql!(concat!(
            "SELECT id, created_at, actor, actor_id, actor_name, act, object, object_id, object_name, changes FROM audit_log
             WHERE (CAST($1 AS TEXT) IS NULL OR actor = $1) AND (CAST($2 AS BIGINT) IS NULL OR actor_id = $2)
                AND (CAST($3 AS TEXT) IS NULL OR act = $3) AND (CAST($4 AS TEXT) IS NULL OR object = $4)
                AND (CAST($5 AS BIGINT) IS NULL OR object_id = $5)
                AND (CAST($6 AS BIGINT) IS NULL OR created_at >= $6) AND (CAST($7 AS BIGINT) IS NULL OR created_at < $7)
                AND (CAST($8 AS BIGINT) IS NULL OR ",
            $beyond,
            ") ORDER BY ",
            $order,
            " LIMIT $9"
        ))
    };
}

/// Rows of the log, newest first unless asked otherwise.
pub async fn list(on: &mut impl OnLink, filter: &AuditFilter, most: i64) -> Result<Vec<AuditRow>> {
    let statement = if filter.oldest_first { log!("id > $8", "id") } else { log!("id < $8", "id DESC") };
    statement
        .bind(filter.actor.as_deref())
        .bind(filter.actor_id)
        .bind(filter.act.as_deref())
        .bind(filter.object.as_deref())
        .bind(filter.object_id)
        .bind(filter.from)
        .bind(filter.until)
        .bind(filter.beyond)
        .bind(most)
        .all(on)
        .await
}

record! {
    /// Somebody who could have changed something.
    pub struct PersonRow {
        pub actor: String,
        pub id: i64,
        pub name: String,
    }
}

/// All admins and employees, to choose from; who left, too: what they did stays.
pub async fn people(on: &mut impl OnLink) -> Result<Vec<PersonRow>> {
    sql!(
        "SELECT 'admin' AS actor, id, name FROM admins UNION ALL SELECT 'employee' AS actor, id, name FROM employees
         ORDER BY actor, name, id"
    )
    .all(on)
    .await
}
