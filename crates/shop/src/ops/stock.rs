//! Stock changed by hand (domain.md §4): always a delta, always with a reason.

use domain::{
    ids::ProductId,
    problem::Problem,
    quantity::Quantity,
    stock::{Adjustment, Movement, MovementKind, StockLevel},
};
use store::{Tx, places::By, stock};

use super::{Done, OpError};
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

/// Restock, breakage or count. What is promised to orders stays there.
pub async fn adjust(app: &App, product: ProductId, adjustment: Adjustment, reason: &str, by: &By) -> Done<()> {
    let mut tx = app.db.begin().await?;
    let (on_hand, reserved) = stock::level_locked(&mut tx, product).await?.ok_or(OpError::NotFound)?;
    let movement = Movement::adjust(product, StockLevel { on_hand, reserved }, adjustment, reason).map_err(at_field)?;
    let domain::stock::Cause::Reason(reason) = &movement.cause else { return Err(OpError::NotFound) };
    if !stock::adjust(&mut tx, product, movement.kind.code(), movement.delta.on_hand, reason, by).await? {
        return Err(OpError::Stale);
    }
    tx.commit().await?;
    Ok(())
}

/// A reason's problems stand at the reason, all others at the quantity.
fn at_field(problem: Problem) -> OpError {
    let field = match problem {
        Problem::Required | Problem::TooLong { .. } | Problem::BadCharacters | Problem::TooShort { .. } => "alasan",
        _ => "jumlah",
    };
    OpError::field(field, problem)
}
