//! Counting the yard (domain.md §4): a sheet, its lines saved one by one by several people, and one approval that turns the differences
//! into rows of the ledger.

use domain::{
    ids::{CategoryId, ProductId},
    problem::Problem,
    quantity::{Quantity, SaleRule},
    rights::Deed,
    text as typed,
};
use store::{
    counts::{self, CountHead, CountLineRow},
    places::By,
};
use views::text;

use super::{
    Done, OpError,
    audit::{self, Act, Changes, Object, Thing},
};
use crate::app::App;

/// Longest note of a sheet.
const MAX_NOTE: usize = 120;

/// Opens a sheet over all goods on sale or one category.
pub async fn open(app: &App, category: Option<CategoryId>, note: &str, by: &By) -> Done<i64> {
    audit::allow(by, Deed::MoveStock)?;
    let note = typed::optional(note, MAX_NOTE).map_err(|problem| OpError::field("catatan", problem))?;
    let snap = app.snapshot().await?;
    let unknown = || OpError::field("kategori", Problem::UnknownChoice);
    let category = match category {
        Some(id) => Some(snap.category(id).ok_or_else(unknown)?),
        None => None,
    };
    let mut tx = app.db.begin().await?;
    let named = category.map(|row| (row.id, row.name.as_str()));
    let (id, lines) = counts::open(&mut tx, named, &note.unwrap_or_default(), by).await?;
    if lines == 0 {
        return Err(OpError::field("kategori", Problem::NothingToCount));
    }
    let changes = Changes::none().to("kategori", category.map_or("", |row| row.name.as_str()));
    audit::note(&mut tx, by, Act::Created, sheet(id), changes).await?;
    tx.commit().await?;
    Ok(id)
}

fn sheet(id: i64) -> Object {
    Object::new(Thing::Count, id)
}

/// A line as it was typed, of the version that was shown.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    pub product: ProductId,
    pub version: i64,
    /// Empty takes the line back.
    pub typed: &'a str,
}

/// Saves one line: how much was counted, beside what the books say now.
pub async fn put(app: &App, id: i64, line: Line<'_>, by: &By) -> Done<()> {
    audit::allow(by, Deed::MoveStock)?;
    let counted = quantity(line.typed)?;
    let mut tx = app.db.begin().await?;
    open_head(counts::lock(&mut tx, id).await?)?;
    if let Some(counted) = counted {
        let product = store::catalogue::product(&mut tx, line.product).await?.ok_or(OpError::NotFound)?;
        if !counted.is_multiple_of(product.step) {
            return Err(OpError::field("jumlah", Problem::StockOffStep { step: product.step }));
        }
    }
    if !counts::put(&mut tx, (id, line.product, line.version), counted, by).await? {
        return Err(OpError::Stale);
    }
    counts::touch(&mut tx, id).await?;
    let counted = counted.map(|counted| counted.to_string()).unwrap_or_default();
    let changes = Changes::none().to("produk", line.product).to("jumlah", counted);
    audit::note(&mut tx, by, Act::Changed, sheet(id), changes).await?;
    tx.commit().await?;
    Ok(())
}

fn quantity(typed: &str) -> Done<Option<Quantity>> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let max = SaleRule::MAX_PER_LINE;
    match Quantity::parse(typed) {
        Ok(counted) if counted <= max => Ok(Some(counted)),
        Ok(_) | Err(Problem::QuantityTooLarge { .. }) => {
            Err(OpError::field("jumlah", Problem::QuantityTooLarge { max }))
        }
        Err(problem) => Err(OpError::field("jumlah", problem)),
    }
}

fn open_head(head: Option<CountHead>) -> Done<CountHead> {
    let head = head.ok_or(OpError::NotFound)?;
    if head.state == "open" { Ok(head) } else { Err(OpError::field("", Problem::CountClosed)) }
}

/// Turns the differences of a sheet into rows of the ledger, once; `seen` is the version of the sheet that was looked at. Refused as a
/// whole where goods that are promised would be taken away.
pub async fn approve(app: &App, id: i64, seen: i64, by: &By) -> Done<()> {
    audit::allow(by, Deed::ApproveCounts)?;
    let mut tx = app.db.begin().await?;
    let head = open_head(counts::lock(&mut tx, id).await?)?;
    if head.version != seen {
        return Err(OpError::Stale);
    }
    let lines = counts::lines(&mut tx, id).await?;
    if lines.iter().all(|line| line.counted.is_none()) {
        return Err(OpError::field("", Problem::NothingCounted));
    }
    let differing = lines.iter().filter(|line| line.variance().is_some_and(|variance| variance != 0)).count();
    let moved = counts::apply(&mut tx, id, &text::count_reason(id), by).await?;
    if moved != differing as u64 {
        return Err(OpError::field("", Problem::CountBelowPromised));
    }
    if !counts::close(&mut tx, id, "approved", Some(value(&lines)), by).await? {
        return Err(OpError::Stale);
    }
    audit::note(&mut tx, by, Act::Approved, sheet(id), Changes::none().to("selisih", moved)).await?;
    tx.commit().await?;
    Ok(())
}

/// Value of all differences in rupiah at the prices of the moments of counting, with its sign.
pub fn value(lines: &[CountLineRow]) -> i64 {
    let total: i128 = lines.iter().filter_map(value_of).sum();
    i64::try_from(total).unwrap_or(if total < 0 { i64::MIN } else { i64::MAX })
}

/// Value of one line's difference, rounded towards zero.
pub fn value_of(line: &CountLineRow) -> Option<i128> {
    Some(i128::from(line.variance()?) * i128::from(line.price?.get()) / 1000)
}

/// Throws a sheet away: nothing of it was booked.
pub async fn cancel(app: &App, id: i64, by: &By) -> Done<()> {
    audit::allow(by, Deed::MoveStock)?;
    let mut tx = app.db.begin().await?;
    open_head(counts::lock(&mut tx, id).await?)?;
    if !counts::close(&mut tx, id, "cancelled", None, by).await? {
        return Err(OpError::Stale);
    }
    audit::note(&mut tx, by, Act::Cancelled, sheet(id), Changes::none()).await?;
    tx.commit().await?;
    Ok(())
}
