//! What the office reads of its follow-ups (domain.md §12).

use domain::{
    crm::FollowUpState,
    ids::{AdminId, CustomerId, FollowUpId},
    time::UtcMillis,
};

use crate::{OnLink, Result, places::Page, record, sql};

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
