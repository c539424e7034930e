//! Which order used which discount, and limited uses (domain.md §8).

use domain::{
    ids::{DiscountId, OrderId},
    money::Rupiah,
};

use crate::{OnLink, Result, Tx, discount_pages::AnyRow, query::IdRow, record, sql};

/// Claims one use of each limited row that an order used, all or none: fewer than asked means somebody else took the last one, or
/// the office ended the row. Orders take their turn at the rows in ascending id order (docs/decisions/0007).
pub async fn claim_uses(tx: &mut Tx, rows: &[DiscountId]) -> Result<bool> {
    if rows.is_empty() {
        return Ok(true);
    }
    let claimed = sql!(
        "WITH turns AS {materialized} (SELECT {discount_turn:id} AS turn FROM (SELECT id FROM discounts WHERE id IN {ids} ORDER BY id) w)
         UPDATE discounts SET uses_left = CASE WHEN uses_left IS NULL THEN NULL ELSE uses_left - 1 END
         WHERE (SELECT COUNT(*) FROM turns) > 0 AND id IN {ids} AND active = 1 AND (uses_left IS NULL OR uses_left > 0)"
    )
    .ids(rows.iter().map(|id| id.get()))
    .run(tx)
    .await?;
    Ok(claimed == rows.len() as u64)
}

/// Whether these rows still count and have no limit; they stay without one until the end of the transaction. An order that uses one does not count it
/// down, so whoever sets a limit waits for the order and counts it ([`crate::discounts::lock`]).
pub async fn hold_unlimited(tx: &mut Tx, rows: &[DiscountId]) -> Result<bool> {
    if rows.is_empty() {
        return Ok(true);
    }
    let held: Vec<IdRow> =
        sql!("SELECT d.id FROM discounts d WHERE d.id IN {ids} AND d.uses_left IS NULL AND d.active = 1 ORDER BY d.id {share:d}")
            .ids(rows.iter().map(|id| id.get()))
            .all(tx)
            .await?;
    Ok(held.len() == rows.len())
}

/// Notes which rows an order used and what each took off.
pub async fn record_uses(tx: &mut Tx, order: OrderId, uses: &[(DiscountId, Rupiah)]) -> Result<()> {
    if uses.is_empty() {
        return Ok(());
    }
    sql!(
        "WITH v(discount_id, amount) AS (VALUES {rows:ii})
         INSERT INTO discount_uses (discount_id, order_id, amount) SELECT v.discount_id, CAST($1 AS BIGINT), v.amount FROM v"
    )
    .bind(order)
    .rows(uses.iter().map(|(discount, amount)| [(*discount).into(), (*amount).into()]))
    .run(tx)
    .await
    .map(drop)
}

record! { struct GivenRow { discount_id: DiscountId } }

/// A cancelled order gives its uses back, each once (docs/decisions/0011).
pub async fn give_back(tx: &mut Tx, order: OrderId) -> Result<()> {
    let now = tx.now();
    let given: Vec<GivenRow> = sql!(
        "UPDATE discount_uses SET given_back_at = $2 WHERE order_id = $1 AND given_back_at IS NULL RETURNING discount_id"
    )
    .bind(order)
    .bind(now)
    .all(tx)
    .await?;
    if given.is_empty() {
        return Ok(());
    }
    sql!(
        "WITH turns AS {materialized} (SELECT {discount_turn:id} AS turn FROM (SELECT id FROM discounts WHERE id IN {ids} ORDER BY id) w)
         UPDATE discounts SET uses_left = uses_left + 1 WHERE (SELECT COUNT(*) FROM turns) > 0 AND id IN {ids} AND uses_left IS NOT NULL"
    )
    .ids(given.iter().map(|row| row.discount_id.get()))
    .run(tx)
    .await?;
    Ok(())
}

/// The discounts an order uses, whether they still count for others or not.
pub async fn held(on: &mut impl OnLink, order: OrderId) -> Result<Vec<AnyRow>> {
    sql!(
        "SELECT d.id, d.customer_id, d.percent, d.scope, d.product_id, d.minimum, d.message, d.valid_from, d.valid_until, d.active,
            d.uses_left, d.origin, d.created_at
         FROM discount_uses u JOIN discounts d ON d.id = u.discount_id WHERE u.order_id = $1 AND u.given_back_at IS NULL ORDER BY d.id"
    )
    .bind(order)
    .all(on)
    .await
}

/// A changed order uses other discounts: claims one use of each limited row that is new to it (`1`) and gives back that of each it no
/// longer uses (`-1`), in one turn. All of them or, when false, not all (the caller then rolls back).
pub async fn change_claims(tx: &mut Tx, claims: &[(DiscountId, i64)]) -> Result<bool> {
    if claims.is_empty() {
        return Ok(true);
    }
    let changed = sql!(
        "WITH v(row_id, claimed) AS (VALUES {rows:ii}),
            turns AS {materialized} (SELECT {discount_turn:row_id} AS turn FROM (SELECT row_id FROM v ORDER BY row_id) w)
         UPDATE discounts SET uses_left = CASE WHEN uses_left IS NULL THEN NULL ELSE uses_left - claimed END FROM v
         WHERE (SELECT COUNT(*) FROM turns) > 0 AND id = row_id
            AND (claimed < 0 OR (active = 1 AND (uses_left IS NULL OR uses_left > 0)))"
    )
    .rows(claims.iter().map(|(discount, claimed)| [(*discount).into(), (*claimed).into()]))
    .run(tx)
    .await?;
    Ok(changed == claims.len() as u64)
}

/// Notes which rows a changed order uses now and what each takes off; `dropped` are those it no longer uses.
pub async fn rewrite_uses(
    tx: &mut Tx,
    order: OrderId,
    uses: &[(DiscountId, Rupiah)],
    dropped: &[DiscountId],
) -> Result<()> {
    let now = tx.now();
    if !dropped.is_empty() {
        sql!("UPDATE discount_uses SET given_back_at = $2 WHERE order_id = $1 AND given_back_at IS NULL AND discount_id IN {ids}")
            .bind(order)
            .bind(now)
            .ids(dropped.iter().map(|id| id.get()))
            .run(tx)
            .await?;
    }
    if uses.is_empty() {
        return Ok(());
    }
    sql!(
        "WITH v(discount_id, amount) AS (VALUES {rows:ii})
         INSERT INTO discount_uses (discount_id, order_id, amount) SELECT v.discount_id, CAST($1 AS BIGINT), v.amount FROM v WHERE v.amount >= 0
         ON CONFLICT (discount_id, order_id) DO UPDATE SET amount = excluded.amount, given_back_at = NULL"
    )
    .bind(order)
    .rows(uses.iter().map(|(discount, amount)| [(*discount).into(), (*amount).into()]))
    .run(tx)
    .await
    .map(drop)
}
