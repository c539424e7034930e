//! What the office reads of its follow-ups (domain.md §12).

use domain::{
    crm::FollowUpState,
    ids::{AdminId, CustomerId, FollowUpId},
    time::UtcMillis,
};

use crate::{
    OnLink, Result,
    places::{Page, like},
    record, sql,
};

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

/// What else narrows and turns the list.
#[derive(Clone, Copy, Debug, Default)]
pub struct FollowUpFilter<'a> {
    /// Who does it.
    pub admin: Option<AdminId>,
    /// In the text or the customer's name; empty finds all.
    pub search: &'a str,
    /// What was written last comes first; else open ones by day and hour, ended ones the latest first.
    pub newest: bool,
}

fn searched(search: &str) -> Option<String> {
    let word = search.trim();
    (!word.is_empty()).then(|| like(word))
}

/// A page of follow-ups. `today` is `YYYY-MM-DD`.
pub async fn list(
    on: &mut impl OnLink,
    (when, today): (When, &str),
    filter: FollowUpFilter<'_>,
    page: Page,
) -> Result<Vec<FollowUpRow>> {
    sql!(concat!(
        columns!(),
        "WHERE (CAST($3 AS BIGINT) IS NULL OR f.admin_id = $3) AND CASE CAST($1 AS BIGINT)
                WHEN 0 THEN f.state = 'open' WHEN 1 THEN f.state = 'open' AND f.day < $2 WHEN 2 THEN f.state = 'open' AND f.day = $2
                WHEN 3 THEN f.state = 'open' AND f.day > $2 ELSE f.state <> 'open' END
            AND (CAST($4 AS TEXT) IS NULL OR {fold:f.body} LIKE $4 ESCAPE '!' OR {fold:c.name} LIKE $4 ESCAPE '!')
         ORDER BY CASE WHEN CAST($5 AS BIGINT) = 1 THEN -f.id ELSE 0 END,
            CASE WHEN f.state = 'open' THEN 0 ELSE f.ended_at END DESC, f.day, COALESCE(f.hour, ''), f.id LIMIT $6 OFFSET $7"
    ))
    .bind(when.number())
    .bind(today)
    .bind(filter.admin)
    .bind(searched(filter.search))
    .bind(filter.newest)
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

/// Everybody who may be given a follow-up or has one, by name, with what a search finds of theirs.
pub async fn loads(on: &mut impl OnLink, today: &str, search: &str) -> Result<Vec<LoadRow>> {
    sql!(
        "SELECT a.id, a.name, a.deactivated_at AS left_at,
            CAST(COALESCE(SUM(CASE WHEN f.state = 'open' AND f.day < $1 THEN f.found ELSE 0 END), 0) AS BIGINT) AS overdue,
            CAST(COALESCE(SUM(CASE WHEN f.state = 'open' AND f.day = $1 THEN f.found ELSE 0 END), 0) AS BIGINT) AS today,
            CAST(COALESCE(SUM(CASE WHEN f.state = 'open' AND f.day > $1 THEN f.found ELSE 0 END), 0) AS BIGINT) AS coming,
            CAST(COALESCE(SUM(CASE WHEN f.state <> 'open' THEN f.found ELSE 0 END), 0) AS BIGINT) AS ended
         FROM admins a LEFT JOIN (SELECT o.admin_id, o.state, o.day,
                CASE WHEN CAST($2 AS TEXT) IS NULL OR {fold:o.body} LIKE $2 ESCAPE '!' OR {fold:c.name} LIKE $2 ESCAPE '!' THEN 1 ELSE 0 END AS found
            FROM follow_ups o
            JOIN customers c ON c.id = o.customer_id AND c.deactivated_at IS NULL) f ON f.admin_id = a.id
         WHERE a.deactivated_at IS NULL OR f.state IS NOT NULL
         GROUP BY a.id, a.name, a.deactivated_at ORDER BY LOWER(a.name), a.id"
    )
    .bind(today)
    .bind(searched(search))
    .all(on)
    .await
}
