//! Which order uses which discount, and limited uses (domain.md §8).

use domain::{
    ids::{DiscountId, OrderId},
    money::Rupiah,
};

use crate::{OnLink, Result, Tx, discount_pages::AnyRow, record, sql};

/// A discount row that an order uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    pub discount: DiscountId,
    /// What it takes off.
    pub amount: Rupiah,
    pub claim: Claim,
}

/// What an order still needs to use a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Nothing: it uses the row already, also when the office has ended it since.
    Held,
    /// One of the uses that are left, if there still is one.
    OneOf,
    /// That the row still counts, and still without a limit.
    Unlimited,
}

/// Claims what an order uses from now on, gives back what it no longer uses (`dropped`) and notes both. All of it or, when false, not all:
/// somebody else took the last use, or the office ended the row or set a limit; the caller then rolls back.
///
/// An order does not count an unlimited row down, so that orders need not wait for each other at a discount for everybody. Whoever sets a
/// limit waits for them and counts them instead ([`crate::discounts::lock`], docs/decisions/0007).
pub async fn claim(tx: &mut Tx, order: OrderId, uses: &[Use], dropped: &[DiscountId]) -> Result<bool> {
    let claimed = uses.iter().filter_map(|used| match used.claim {
        Claim::Held => None,
        Claim::OneOf => Some(Turn { discount: used.discount, taken: 1, alone: true }),
        Claim::Unlimited => Some(Turn { discount: used.discount, taken: 0, alone: false }),
    });
    let given_back = dropped.iter().map(|discount| Turn { discount: *discount, taken: -1, alone: true });
    let turns: Vec<Turn> = claimed.chain(given_back).collect();
    if !take_turns(tx, &turns).await? {
        return Ok(false);
    }
    if !dropped.is_empty() {
        let now = tx.now();
        sql!("UPDATE discount_uses SET given_back_at = $2 WHERE order_id = $1 AND given_back_at IS NULL AND discount_id IN {ids}")
            .bind(order)
            .bind(now)
            .ids(dropped.iter().map(|id| id.get()))
            .run(tx)
            .await?;
    }
    note(tx, order, uses).await
}

/// An order's turn at a row.
#[derive(Clone, Copy)]
struct Turn {
    discount: DiscountId,
    /// Uses taken of a row with a limit; `-1` gives one back.
    taken: i64,
    /// Whether everybody else waits until the end of the transaction, or only those who take a turn alone.
    alone: bool,
}

/// Waits for the turns, in ascending order of the rows, and counts the limited ones up or down; false when one of them has no use left or
/// was ended.
async fn take_turns(tx: &mut Tx, turns: &[Turn]) -> Result<bool> {
    if turns.is_empty() {
        return Ok(true);
    }
    let counted = sql!(
        "WITH v(row_id, taken, alone) AS (VALUES {rows:iii}),
            turns AS {materialized} (SELECT {discount_turn:row_id:alone} AS turn FROM (SELECT row_id, alone FROM v ORDER BY row_id) w)
         UPDATE discounts SET uses_left = uses_left - taken FROM v
         WHERE (SELECT COUNT(*) FROM turns) > 0 AND id = row_id AND alone = 1
            AND (taken < 0 OR (active = 1 AND (uses_left IS NULL OR uses_left > 0)))"
    )
    .rows(turns.iter().map(|turn| [turn.discount.into(), turn.taken.into(), i64::from(turn.alone).into()]))
    .run(tx)
    .await?;
    Ok(counted == turns.iter().filter(|turn| turn.alone).count() as u64)
}

/// Notes which rows an order uses and what each takes off; false when an unlimited one has got a limit or was ended before our turn came.
async fn note(tx: &mut Tx, order: OrderId, uses: &[Use]) -> Result<bool> {
    if uses.is_empty() {
        return Ok(true);
    }
    let noted = sql!(
        "WITH v(discount_id, amount, unlimited) AS (VALUES {rows:iii})
         INSERT INTO discount_uses (discount_id, order_id, amount)
         SELECT d.id, CAST($1 AS BIGINT), v.amount FROM v JOIN discounts d ON d.id = v.discount_id
         WHERE v.unlimited = 0 OR (d.active = 1 AND d.uses_left IS NULL)
         ON CONFLICT (discount_id, order_id) DO UPDATE SET amount = excluded.amount, given_back_at = NULL"
    )
    .bind(order)
    .rows(uses.iter().map(|used| {
        let unlimited = i64::from(used.claim == Claim::Unlimited);
        [used.discount.into(), used.amount.into(), unlimited.into()]
    }))
    .run(tx)
    .await?;
    Ok(noted == uses.len() as u64)
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
    // Also of those without a limit: one may be set while we wait.
    let turns: Vec<Turn> = given.iter().map(|row| Turn { discount: row.discount_id, taken: -1, alone: true }).collect();
    take_turns(tx, &turns).await.map(drop)
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
