//! Stock changed by hand (domain.md §4): always a delta, always with a reason.

use domain::{
    ids::ProductId,
    problem::Problem,
    quantity::Quantity,
    rights::Deed,
    stock::{Adjustment, Movement, MovementKind, StockLevel},
};
use store::{Tx, places::By, stock};

use super::{
    Done, OpError,
    audit::{self, Act, Changes, Object},
    broadcasts,
};
use crate::app::App;

/// What the words of the first entry in a product's ledger are.
pub async fn initial(tx: &mut Tx, product: ProductId, quantity: Quantity, reason: &str, by: &By) -> Done<()> {
    if quantity.is_zero() {
        return Ok(());
    }
    let kind = MovementKind::Initial.code();
    stock::adjust(tx, product, kind, quantity.thousandths(), reason, by).await?;
    Ok(())
}

/// Restock, breakage or count. What is promised to orders stays there. All customers are told of a restock of what is on sale
/// (domain.md §9), unless it is done quietly.
pub async fn adjust(app: &App, product: ProductId, adjustment: Adjustment, reason: &str, by: &By) -> Done<()> {
    change(app, product, adjustment, reason, by, false).await
}

/// The same without telling customers.
pub async fn adjust_quietly(app: &App, product: ProductId, adjustment: Adjustment, reason: &str, by: &By) -> Done<()> {
    change(app, product, adjustment, reason, by, true).await
}

async fn change(app: &App, product: ProductId, adjustment: Adjustment, reason: &str, by: &By, quiet: bool) -> Done<()> {
    audit::allow(by, Deed::MoveStock)?;
    let mut tx = app.db.begin().await?;
    let row = store::catalogue::product(&mut tx, product).await?.ok_or(OpError::NotFound)?;
    on_step(adjustment, row.step)?;
    let (on_hand, reserved) = stock::level_locked(&mut tx, product).await?.ok_or(OpError::NotFound)?;
    let movement = Movement::adjust(product, StockLevel { on_hand, reserved }, adjustment, reason)
        .map_err(|problem| at_field(promised(problem, row.unit.clone())))?;
    let domain::stock::Cause::Reason(reason) = &movement.cause else { return Err(OpError::NotFound) };
    if !stock::adjust(&mut tx, product, movement.kind.code(), movement.delta.on_hand, reason, by).await? {
        return Err(OpError::Stale);
    }
    let after = movement.delta.on_hand;
    let changes = Changes::none()
        .to("jenis", views::text::movement(movement.kind))
        .to("jumlah", signed(after))
        .to("alasan", reason);
    audit::note(&mut tx, by, Act::StockMoved, Object::from(product).named(&row.name), changes).await?;
    if let Adjustment::Restock(more) = adjustment
        && !quiet
        && row.archived_at.is_none()
    {
        let before = on_hand.saturating_sub(reserved);
        let levels = (before, before.saturating_add(more));
        broadcasts::restocked(&mut tx, app, (product, &row.name, &row.unit), levels, by).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// A change of the level with its sign.
pub fn signed(thousandths: i64) -> String {
    let size = Quantity::from_thousandths(thousandths.saturating_abs()).unwrap_or(Quantity::MAX);
    if thousandths < 0 { format!("−{size}") } else { format!("+{size}") }
}

/// Stock moves in the portions the product is sold in: half a post is a slip of the finger.
pub fn on_step(adjustment: Adjustment, step: Quantity) -> Done<()> {
    let (Adjustment::Restock(quantity) | Adjustment::Breakage(quantity) | Adjustment::Count(quantity)) = adjustment;
    if quantity.is_multiple_of(step) { Ok(()) } else { Err(OpError::field("jumlah", Problem::StockOffStep { step })) }
}

/// A count below what is promised is told with its unit.
pub fn promised(problem: Problem, unit: String) -> Problem {
    match problem {
        Problem::BelowMinimum { min } => Problem::BelowPromised { promised: min, unit },
        other => other,
    }
}

/// A reason's problems stand at the reason, all others at the quantity.
fn at_field(problem: Problem) -> OpError {
    let field = match problem {
        Problem::Required | Problem::TooLong { .. } | Problem::BadCharacters | Problem::TooShort { .. } => "alasan",
        _ => "jumlah",
    };
    OpError::field(field, problem)
}
