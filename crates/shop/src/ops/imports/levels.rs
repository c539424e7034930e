//! Tables of stock: what came in, what broke, what was counted, as rows of the ledger with a reason (domain.md §4).

use std::collections::HashMap;

use domain::{
    audit::{Act, Object},
    ids::ProductId,
    import::{Column, key},
    problem::Problem,
    quantity::Quantity,
    stock::{Adjustment, Cause, Movement, MovementKind, StockLevel},
};
use store::{
    Tx,
    audit::Noted,
    catalogue::ProductRow,
    import_rows::{self, Move},
    places::By,
};
use views::text::{self, import as words};

use super::{
    json,
    lookup::{by_name, find},
    plan::{Fate, Field, Outcome, Plan, RowCheck},
    table::{Row, Table},
};
use crate::ops::{
    Done, OpError,
    audit::Changes,
    stock::{on_step, promised, signed},
};

/// One movement that is written.
#[derive(Clone, Debug)]
pub struct Wanted {
    product: ProductId,
    name: String,
    kind: MovementKind,
    /// Thousandths.
    delta: i64,
    /// A count is a difference from what was there.
    seen: Option<Quantity>,
    reason: String,
}

/// What a table would do to the levels of these products; `reason` stands for rows without one.
pub fn plan(table: &Table, products: &[ProductRow], reason: &str) -> Plan<Vec<Wanted>> {
    let (numbered, named) = (products.iter().map(|product| (product.id, product)).collect(), by_name(products));
    let mut plan = Plan { outcomes: Vec::with_capacity(table.lines()), work: Vec::new() };
    let mut seen: HashMap<String, u32> = HashMap::new();
    for row in table.rows() {
        let mut check = RowCheck::default();
        let product = match find(row, &numbered, &named) {
            Ok(Some(product)) => Some(product),
            Ok(None) => {
                check.refuse(Column::Name, Problem::UnknownProduct);
                None
            }
            Err((column, problem)) => {
                check.refuse(column, problem);
                None
            }
        };
        // A column sorted alone in a spreadsheet would book everything on the wrong goods.
        if let Some(product) = product
            && !row.text(Column::Name).is_empty()
            && key(row.text(Column::Name)) != key(&product.name)
        {
            check.refuse(Column::Id, Problem::NumberOfAnother { name: product.name.clone() });
        }
        let name = product.map_or_else(|| row.text(Column::Name).to_owned(), |product| product.name.clone());
        let this = product.map_or_else(|| format!("n{}", key(&name)), |product| format!("#{}", product.id));
        if let Some(line) = seen.insert(this, row.line) {
            check.refuse(Column::Name, Problem::SameAsRow { line });
        }
        let outcome = match product {
            Some(product) => one(row, product, reason, check, &mut plan.work),
            None => check.outcome(row.line, name),
        };
        plan.outcomes.push(outcome);
    }
    plan
}

/// One row about a product that is there.
fn one(row: Row<'_>, product: &ProductRow, default: &str, mut check: RowCheck, work: &mut Vec<Wanted>) -> Outcome {
    let (line, name) = (row.line, product.name.clone());
    let filled: Vec<Column> = [Column::Restock, Column::Breakage, Column::Counted]
        .into_iter()
        .filter(|column| !row.text(*column).is_empty())
        .collect();
    let column = match filled.as_slice() {
        [] if check.is_fine() => {
            return Outcome::same(line, name, words::NOTHING_FILLED);
        }
        [] => return check.outcome(line, name),
        [one] => *one,
        [_, second, ..] => {
            check.refuse(*second, Problem::OneMovementOnly);
            return check.outcome(line, name);
        }
    };
    let reason = if row.text(Column::Reason).is_empty() { default } else { row.text(Column::Reason) };
    let Some(movement) = movement((row, column), product, reason, &mut check).filter(|_| check.is_fine()) else {
        return check.outcome(line, name);
    };
    if movement.delta == 0 {
        return Outcome::same(line, name, words::AS_IT_IS);
    }
    let after = Quantity::from_thousandths(product.on_hand.thousandths() + movement.delta).unwrap_or(Quantity::ZERO);
    let with_unit = |quantity: Quantity| format!("{quantity} {}", product.unit);
    let fields = vec![
        Field { column, before: String::new(), after: signed(movement.delta) },
        Field { column: Column::OnHand, before: with_unit(product.on_hand), after: with_unit(after) },
        Field { column: Column::Reason, before: String::new(), after: movement.reason.clone() },
    ];
    work.push(movement);
    Outcome { line, name, fate: Fate::Changed, fields, unread: Vec::new() }
}

/// The movement of a row, checked like one typed by hand.
fn movement(
    (row, column): (Row<'_>, Column),
    product: &ProductRow,
    reason: &str,
    check: &mut RowCheck,
) -> Option<Wanted> {
    let quantity = check.take(column, Quantity::parse(row.text(column)))?;
    let (adjustment, seen) = match column {
        Column::Restock => (Adjustment::Restock(quantity), None),
        Column::Breakage => (Adjustment::Breakage(quantity), None),
        _ => (Adjustment::Count(quantity), Some(product.on_hand)),
    };
    // Somebody counted against what the table says: what moved since then is neither missing nor found.
    if let Some(now) = seen
        && !row.text(Column::OnHand).is_empty()
    {
        let then = check.take(Column::OnHand, Quantity::parse(row.text(Column::OnHand)))?;
        if then != now {
            check.refuse(column, Problem::LevelMoved { then, now });
        }
    }
    if let Err(OpError::Fields(problems)) = on_step(adjustment, product.step) {
        for (_, problem) in problems {
            check.refuse(column, problem);
        }
    }
    let level = StockLevel { on_hand: product.on_hand, reserved: product.reserved };
    match Movement::adjust(product.id, level, adjustment, reason) {
        Ok(Movement { kind, delta, cause: Cause::Reason(reason), .. }) => {
            Some(Wanted { product: product.id, name: product.name.clone(), kind, delta: delta.on_hand, seen, reason })
        }
        Ok(_) => None,
        Err(
            problem @ (Problem::Required | Problem::TooLong { .. } | Problem::BadCharacters | Problem::TooShort { .. }),
        ) => {
            check.refuse(Column::Reason, problem);
            None
        }
        Err(problem) => {
            check.refuse(column, promised(problem, product.unit.clone()));
            None
        }
    }
}

/// Writes the movements.
pub async fn write(tx: &mut Tx, work: &[Wanted], by: &By) -> Done<()> {
    let moves: Vec<Move<'_>> = work
        .iter()
        .map(|one| Move {
            product: one.product,
            kind: one.kind.code(),
            delta: one.delta,
            seen: one.seen,
            reason: &one.reason,
        })
        .collect();
    if import_rows::move_levels(tx, &moves, by).await? != moves.len() as u64 {
        return Err(OpError::Stale);
    }
    let mut notes = Vec::with_capacity(work.len());
    for one in work {
        let changes = Changes::none()
            .to("jenis", text::movement(one.kind))
            .to("jumlah", signed(one.delta))
            .to("alasan", &one.reason);
        notes.push(Noted {
            act: Act::StockMoved,
            object: Object::from(one.product).named(&one.name),
            changes: json(&changes)?,
        });
    }
    store::audit::add_all(tx, &notes, by).await?;
    Ok(())
}
