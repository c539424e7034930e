//! Segments the office saved.

use domain::ids::SegmentId;

use crate::{OnLink, Result, StoreError, Tx, query::IdRow, record, sql};

record! {
    /// A saved segment.
    pub struct SegmentRow {
        pub id: SegmentId,
        pub name: String,
        /// JSON of `domain::segment::Conditions`.
        pub conditions: String,
        pub by_name: String,
        pub version: i64,
    }
}

/// All saved segments, by name.
pub async fn all(on: &mut impl OnLink) -> Result<Vec<SegmentRow>> {
    sql!("SELECT id, name, conditions, by_name, version FROM segments ORDER BY name_key, id").all(on).await
}

/// One saved segment.
pub async fn find(on: &mut impl OnLink, id: SegmentId) -> Result<Option<SegmentRow>> {
    sql!("SELECT id, name, conditions, by_name, version FROM segments WHERE id = $1").bind(id).optional(on).await
}

/// A segment about to be written.
#[derive(Clone, Debug)]
pub struct NewSegment {
    /// There is one segment for each cause.
    pub cause: String,
    pub name: String,
    pub conditions: String,
    pub by_name: String,
}

/// What became of an attempt to save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    As(SegmentId),
    /// Another segment has this name.
    Taken,
    /// Changed or deleted by somebody else since.
    Stale,
    /// There are as many as a shop may have.
    TooMany,
}

/// Writes a segment, one of at most `most`; the same form sent twice answers with the first one.
pub async fn insert(tx: &mut Tx, new: &NewSegment, most: i64) -> Result<Saved> {
    let now = tx.now();
    let written = sql!(
        "INSERT INTO segments (name, name_key, conditions, cause, by_name, created_at)
         SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS BIGINT)
         WHERE (SELECT COUNT(*) FROM segments) < $7 ON CONFLICT DO NOTHING RETURNING id"
    )
    .bind(new.name.as_str())
    .bind(new.name.to_lowercase())
    .bind(new.conditions.as_str())
    .bind(new.cause.as_str())
    .bind(new.by_name.as_str())
    .bind(now)
    .bind(most)
    .optional::<IdRow>(tx)
    .await?;
    let row = match written {
        Some(row) => Some(row),
        None => sql!("SELECT id FROM segments WHERE cause = $1").bind(new.cause.as_str()).optional(tx).await?,
    };
    if let Some(row) = row {
        return id(row).map(Saved::As);
    }
    let same = sql!("SELECT id FROM segments WHERE name_key = $1").bind(new.name.to_lowercase());
    Ok(if same.optional::<IdRow>(tx).await?.is_some() { Saved::Taken } else { Saved::TooMany })
}

fn id(row: IdRow) -> Result<SegmentId> {
    SegmentId::try_from(row.id)
        .map_err(|_| StoreError::Corrupt { column: "id".into(), cause: "is not positive".into() })
}

/// Changes a segment that still has this version.
pub async fn change(tx: &mut Tx, id: SegmentId, version: i64, name: &str, conditions: &str) -> Result<Saved> {
    let key = name.to_lowercase();
    let taken = sql!("SELECT id FROM segments WHERE name_key = $1 AND id <> $2").bind(key.as_str()).bind(id);
    if taken.optional::<IdRow>(tx).await?.is_some() {
        return Ok(Saved::Taken);
    }
    let changed = sql!(
        "UPDATE segments SET name = $3, name_key = $4, conditions = $5, version = version + 1 WHERE id = $1 AND version = $2"
    )
    .bind(id)
    .bind(version)
    .bind(name)
    .bind(key)
    .bind(conditions)
    .run(tx)
    .await?;
    Ok(if changed == 1 { Saved::As(id) } else { Saved::Stale })
}

/// Deletes a segment that still has this version; false when it was changed or deleted since. Messages to it stay as they are.
pub async fn delete(tx: &mut Tx, id: SegmentId, version: i64) -> Result<bool> {
    let gone = sql!("DELETE FROM segments WHERE id = $1 AND version = $2").bind(id).bind(version).run(tx).await?;
    Ok(gone == 1)
}
