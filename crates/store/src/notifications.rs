//! In-app notifications: rows written in the transaction of the change they tell of (domain.md §10).

use domain::{
    ids::{AdminId, CustomerId, EmployeeId, NotificationId},
    notice::Kind,
    time::UtcMillis,
};

use crate::{OnLink, Recipient, Result, Tx, places::Page, record, sql};

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    Customer(CustomerId),
    Employee(EmployeeId),
    /// Every active admin gets a row of their own.
    Admins,
    /// One admin, as long as the account is active.
    Admin(AdminId),
    /// Every active owner.
    Owners,
}

/// Stands for every active admin.
const ALL_ADMINS: i64 = 0;
/// Stands for every active owner.
const ALL_OWNERS: i64 = -1;

/// A notification about to be written: text and a link, never HTML.
#[derive(Clone, Debug)]
pub struct NewNotification {
    pub to: To,
    pub kind: Kind,
    pub heading: String,
    pub body: String,
    pub link: String,
}

record! { struct ReachedRow { recipient: String, person_id: i64 } }

/// Writes notifications to everybody concerned who has not switched their kind off (the warehouse hears of goods only, not of money), in one statement, and hints the live channel.
pub async fn write(tx: &mut Tx, all: &[NewNotification]) -> Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    let now = tx.now();
    let rows = all.iter().map(|new| {
        let (recipient, person) = match new.to {
            To::Customer(id) => ("customer", id.get()),
            To::Employee(id) => ("employee", id.get()),
            To::Admins => ("admin", ALL_ADMINS),
            To::Admin(id) => ("admin", id.get()),
            To::Owners => ("admin", ALL_OWNERS),
        };
        [
            recipient.into(),
            person.into(),
            new.kind.code().into(),
            new.heading.as_str().into(),
            new.body.as_str().into(),
            new.link.as_str().into(),
        ]
    });
    let reached: Vec<ReachedRow> = sql!(
        "WITH v(recipient, person_id, code, heading, body, link) AS (VALUES {rows:titttt})
         INSERT INTO notifications (recipient, person_id, kind, body, link, created_at)
         SELECT v.recipient, COALESCE(a.id, v.person_id), v.heading, v.body, v.link, CAST($1 AS BIGINT)
         FROM v LEFT JOIN admins a ON v.recipient = 'admin' AND a.deactivated_at IS NULL
            AND (v.person_id = 0 OR v.person_id = a.id OR (v.person_id = -1 AND a.role = 'owner'))
         WHERE (v.recipient <> 'admin' OR a.id IS NOT NULL)
            AND (a.id IS NULL OR a.role <> 'warehouse' OR v.code IN ('admin_delivery_failed', 'admin_completed', 'admin_low_stock'))
            AND NOT EXISTS (SELECT 1 FROM notification_mutes m
            WHERE m.recipient = v.recipient AND m.person_id = COALESCE(a.id, v.person_id) AND m.kind = v.code AND m.channel = 'app')
         RETURNING recipient, person_id"
    )
    .bind(now)
    .rows(rows)
    .all(tx)
    .await?;
    for row in reached {
        tx.hint_notified(match row.recipient.as_str() {
            "customer" => Recipient::Customer(row.person_id),
            "employee" => Recipient::Employee(row.person_id),
            _ => Recipient::Admin(row.person_id),
        });
    }
    Ok(())
}

record! {
    /// A notification of somebody.
    pub struct NotificationRow {
        pub id: NotificationId,
        pub kind: String,
        pub body: String,
        pub link: String,
        pub created_at: UtcMillis,
        pub read_at: Option<UtcMillis>,
        pub total: i64,
    }
}

/// A page of somebody's notifications, newest first.
pub async fn list(on: &mut impl OnLink, whose: Recipient, page: Page) -> Result<Vec<NotificationRow>> {
    list_of(on, whose, (false, false), page).await
}

/// The same; only those that are not read, and the oldest first, if asked.
pub async fn list_of(
    on: &mut impl OnLink,
    whose: Recipient,
    (unread_only, oldest_first): (bool, bool),
    page: Page,
) -> Result<Vec<NotificationRow>> {
    let (recipient, person) = whose.code();
    sql!(
        "SELECT id, kind, body, link, created_at, read_at, COUNT(*) OVER () AS total FROM notifications
         WHERE recipient = $1 AND person_id = $2 AND (CAST($5 AS BIGINT) = 0 OR read_at IS NULL)
         ORDER BY CASE WHEN CAST($6 AS BIGINT) = 1 THEN id ELSE -id END LIMIT $3 OFFSET $4"
    )
    .bind(recipient)
    .bind(person)
    .bind(page.take)
    .bind(page.skip)
    .bind(unread_only)
    .bind(oldest_first)
    .all(on)
    .await
}

record! {
    /// A notification for the live channel, with the unread count at that moment.
    pub struct LiveRow {
        pub id: NotificationId,
        pub kind: String,
        pub body: String,
        pub link: String,
        pub created_at: UtcMillis,
        pub unread: i64,
    }
}

/// So many notifications are given to a live channel at a time.
pub const MOST_LIVE: usize = 500;

/// Everything somebody has that is newer than `after`, oldest first, at most [`MOST_LIVE`].
pub async fn after(on: &mut impl OnLink, whose: Recipient, after: i64) -> Result<Vec<LiveRow>> {
    let (recipient, person) = whose.code();
    sql!(
        "SELECT id, kind, body, link, created_at,
            (SELECT COUNT(*) FROM notifications u WHERE u.recipient = $1 AND u.person_id = $2 AND u.read_at IS NULL) AS unread
         FROM notifications WHERE recipient = $1 AND person_id = $2 AND id > $3 ORDER BY id LIMIT $4"
    )
    .bind(recipient)
    .bind(person)
    .bind(after)
    .bind(MOST_LIVE as i64)
    .all(on)
    .await
}

record! { struct LinkRow { link: String } }

/// Marks one of somebody's notifications read and says where it points. `None` when it is not theirs.
pub async fn open(tx: &mut Tx, whose: Recipient, id: NotificationId) -> Result<Option<String>> {
    let (recipient, person) = whose.code();
    let now = tx.now();
    let row = sql!(
        "UPDATE notifications SET read_at = COALESCE(read_at, $4) WHERE id = $3 AND recipient = $1 AND person_id = $2 RETURNING link"
    )
    .bind(recipient)
    .bind(person)
    .bind(id)
    .bind(now)
    .optional::<LinkRow>(tx)
    .await?;
    Ok(row.map(|row| row.link))
}

/// Marks all of somebody's notifications read; how many were not.
pub async fn read_all(tx: &mut Tx, whose: Recipient) -> Result<u64> {
    let (recipient, person) = whose.code();
    let now = tx.now();
    sql!("UPDATE notifications SET read_at = $3 WHERE recipient = $1 AND person_id = $2 AND read_at IS NULL")
        .bind(recipient)
        .bind(person)
        .bind(now)
        .run(tx)
        .await
}

/// Marks some of somebody's notifications read; how many were not. Other people's stay as they are.
pub async fn read_some(tx: &mut Tx, whose: Recipient, ids: &[NotificationId]) -> Result<u64> {
    if ids.is_empty() {
        return Ok(0);
    }
    let (recipient, person) = whose.code();
    let now = tx.now();
    sql!("UPDATE notifications SET read_at = $3 WHERE recipient = $1 AND person_id = $2 AND read_at IS NULL AND id IN {ids}")
        .bind(recipient)
        .bind(person)
        .bind(now)
        .ids(ids.iter().map(|id| id.get()))
        .run(tx)
        .await
}

record! {
    /// How much somebody has not read.
    pub struct Unread {
        pub count: i64,
        /// The newest of them; 0 when everything is read.
        pub newest: i64,
    }
}

/// How many of somebody's notifications are not read, and the newest of them.
pub async fn unread(on: &mut impl OnLink, whose: Recipient) -> Result<Unread> {
    let (recipient, person) = whose.code();
    sql!(
        "SELECT COUNT(*) AS count, CAST(COALESCE(MAX(id), 0) AS BIGINT) AS newest FROM notifications
         WHERE recipient = $1 AND person_id = $2 AND read_at IS NULL"
    )
    .bind(recipient)
    .bind(person)
    .one(on)
    .await
}
