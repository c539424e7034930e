//! Tables of products, stock and customers brought in (docs/decisions/0021): kept first, looked at, then taken as a whole or not at all.
//! What is written is what was shown: the seal of the plan comes back with the form.

mod goods;
mod goods_write;
mod labels;
mod levels;
mod lookup;
mod people;
mod plan;
mod table;

use domain::{import::ImportKind, problem::Problem, text as typed};
use sha2::{Digest as _, Sha256};
use store::{
    Conn, StoreError, Tx,
    catalogue::{CategoryRow, ProductRow},
    import_rows,
    imports::{self, Figures, ImportRow, NewImport},
    places::By,
};

use views::text::import as words;

use super::{
    Checked, Done, OpError,
    audit::{self, Act, Changes, Object, Thing},
};
use crate::{app::App, sheets::read};

pub use plan::{Fate, Field, Outcome, Preview};
pub use table::Table;

/// Longest reason of a movement of stock.
const MAX_REASON: usize = 200;
const MAX_FILE_NAME: usize = 120;
/// Days after which a table that nobody decided about is dropped.
pub const KEPT_DAYS: i64 = 3;

/// A file that came with the form.
#[derive(Clone, Debug)]
pub struct Uploaded<'a> {
    pub kind: ImportKind,
    /// Of the form: the same file sent twice by it is one import.
    pub key: &'a str,
    pub file_name: &'a str,
    /// For stock: why it moves, where a row does not say it; may be empty.
    pub reason: &'a str,
    pub bytes: bytes::Bytes,
}

/// An import that was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begun {
    pub id: i64,
    /// It would change nothing and is closed already.
    pub nothing: bool,
    /// Rows whose stock is not read ([`Outcome::unread`]).
    pub unread: usize,
}

/// Reads a file and keeps its table until somebody decides; nothing of the shop is changed. Nobody need decide about one that does nothing.
pub async fn begin(app: &App, file: Uploaded<'_>, by: &By) -> Done<Begun> {
    audit::allow(by, file.kind.deed())?;
    let (kind, bytes) = (file.kind, file.bytes.clone());
    let understood = tokio::task::spawn_blocking(move || Table::understand(kind, read::table(&bytes)?)).await;
    let mut checked = Checked::default();
    let table = checked.take("berkas", understood.unwrap_or(Err(Problem::SheetBroken)));
    let reason = checked.take("alasan", typed::optional(file.reason, MAX_REASON));
    let (Some(table), Some(reason)) = (table, reason) else { return Err(checked.refused()) };
    let file_name: String = file.file_name.chars().filter(|letter| !letter.is_control()).take(MAX_FILE_NAME).collect();
    let new = NewImport {
        kind,
        form_key: &form_key(&file),
        file_name: &file_name,
        reason: &reason.unwrap_or_default(),
        cells: &json(&table)?,
        lines: table.lines() as i64,
    };
    let today = app.snapshot().await?.settings.zone.day_of(app.clock.now());
    let mut tx = app.db.begin().await?;
    let (id, is_new) = imports::insert(&mut tx, &new, by).await?;
    if !is_new {
        return Ok(Begun { id, nothing: false, unread: 0 });
    }
    let changes = Changes::none().to("jenis", words::kind(kind)).to("baris", table.lines());
    audit::note(&mut tx, by, Act::Created, Object::new(Thing::Import, id), changes).await?;
    let preview = planned(&mut tx, (kind, &table, new.reason), (today, id)).await?.preview(table);
    let nothing = preview.changes_nothing();
    if nothing {
        imports::end(&mut tx, id, Some(preview.figures()), by).await?;
    }
    tx.commit().await?;
    Ok(Begun { id, nothing, unread: preview.unread() })
}

/// A corrected file by the same form (the browser went back to it) is another import.
fn form_key(file: &Uploaded<'_>) -> String {
    let digest = Sha256::new().chain_update(&file.bytes).chain_update(file.reason).finalize();
    let hex = digest.iter().take(16).map(|byte| format!("{byte:02x}"));
    hex.fold(format!("{}-{}-", file.kind, file.key), |key, byte| key + &byte)
}

/// The work of a table, with its preview.
enum Planned {
    Goods(plan::Plan<goods::Work>),
    Levels(plan::Plan<Vec<levels::Wanted>>),
    People(plan::Plan<Vec<people::Wanted>>),
}

impl Planned {
    fn preview(&self, table: Table) -> Preview {
        let (outcomes, seal) = match self {
            Self::Goods(plan) => (&plan.outcomes, plan.seal()),
            Self::Levels(plan) => (&plan.outcomes, plan.seal()),
            Self::People(plan) => (&plan.outcomes, plan.seal()),
        };
        Preview { outcomes: outcomes.clone(), seal, unknown: table.unknown }
    }
}

fn parsed(stored: &ImportRow) -> Done<(ImportKind, Option<Table>)> {
    let corrupt = |cause: String| StoreError::Corrupt { column: "imports".to_owned(), cause };
    let kind = stored.kind.parse().map_err(|_| corrupt(stored.kind.clone()))?;
    let table = stored.cells.as_deref().map(serde_json::from_str).transpose();
    Ok((kind, table.map_err(|cause| corrupt(cause.to_string()))?))
}

/// What an import would do now; nothing once it is decided. Goods are read from the catalogue in memory.
pub async fn preview(app: &App, conn: &mut Conn, stored: &ImportRow) -> Done<Option<Preview>> {
    let (kind, table) = parsed(stored)?;
    let Some(table) = table else { return Ok(None) };
    let snap = app.snapshot().await?;
    let today = snap.settings.zone.day_of(app.clock.now());
    let planned = match kind {
        ImportKind::Products => {
            let products: Vec<ProductRow> = snap.products.iter().map(|product| product.row.clone()).collect();
            Planned::Goods(goods::plan(&table, &products, &snap.categories))
        }
        ImportKind::Stock => {
            let products: Vec<ProductRow> = snap.products.iter().map(|product| product.row.clone()).collect();
            Planned::Levels(levels::plan(&table, &products, &stored.reason))
        }
        ImportKind::Customers => {
            let known = known(conn, &table).await?;
            Planned::People(people::plan(&table, &known, (today, stored.id)))
        }
    };
    Ok(Some(planned.preview(table)))
}

async fn known(on: &mut impl store::OnLink, table: &Table) -> Result<people::There, StoreError> {
    let asked = people::questions(table);
    let asked: Vec<(i64, &str)> = asked.iter().map(|(kind, word)| (*kind, word.as_str())).collect();
    // Labels are counted only where the table brings some.
    let labels = if labels::are_in(table) { store::tags::all(on).await? } else { Vec::new() };
    Ok(people::There { people: import_rows::known(on, &asked).await?, labels })
}

/// Takes an import as a whole, if it still does what was shown (`seal`). Refused when a row is wrong; stale when it would do something else.
pub async fn apply(app: &App, id: i64, seal: &str, by: &By) -> Done<Figures> {
    let settings = &app.snapshot().await?.settings;
    let mut tx = app.db.begin().await?;
    let stored = imports::lock(&mut tx, id).await?.ok_or(OpError::NotFound)?;
    let (kind, table) = parsed(&stored)?;
    audit::allow(by, kind.deed())?;
    let table = table.ok_or_else(|| OpError::field("", Problem::ImportClosed))?;
    let planned = planned(&mut tx, (kind, &table, &stored.reason), (settings.zone.day_of(app.clock.now()), id)).await?;
    let preview = planned.preview(table);
    if preview.wrong() > 0 {
        return Err(OpError::field("berkas", Problem::RowsWrong));
    }
    if preview.seal != seal {
        return Err(OpError::Stale);
    }
    match planned {
        Planned::Goods(plan) => goods_write::write(&mut tx, plan.work, by).await?,
        Planned::Levels(plan) => levels::write(&mut tx, &plan.work, by).await?,
        Planned::People(plan) => people::write(app, &mut tx, settings, &plan.work, by).await?,
    }
    let figures = preview.figures();
    if !imports::end(&mut tx, id, Some(figures), by).await? {
        return Err(OpError::field("", Problem::ImportClosed));
    }
    let changes =
        Changes::none().to("jenis", words::kind(kind)).to("baru", figures.created).to("diubah", figures.changed);
    audit::note(&mut tx, by, Act::Imported, Object::new(Thing::Import, id), changes).await?;
    tx.commit().await?;
    Ok(figures)
}

/// The plan from what stands in the database at this moment.
async fn planned(
    tx: &mut Tx,
    (kind, table, reason): (ImportKind, &Table, &str),
    (today, id): (domain::time::ShopDay, i64),
) -> Done<Planned> {
    Ok(match kind {
        ImportKind::Products => {
            let products = store::catalogue::products(tx).await?;
            let categories: Vec<CategoryRow> = store::catalogue::categories(tx).await?;
            Planned::Goods(goods::plan(table, &products, &categories))
        }
        ImportKind::Stock => Planned::Levels(levels::plan(table, &store::catalogue::products(tx).await?, reason)),
        ImportKind::Customers => {
            let known = known(tx, table).await?;
            Planned::People(people::plan(table, &known, (today, id)))
        }
    })
}

/// Throws a waiting import away; its table goes.
pub async fn discard(app: &App, id: i64, by: &By) -> Done<ImportKind> {
    let mut tx = app.db.begin().await?;
    let stored = imports::lock(&mut tx, id).await?.ok_or(OpError::NotFound)?;
    let (kind, _) = parsed(&stored)?;
    audit::allow(by, kind.deed())?;
    if !imports::end(&mut tx, id, None, by).await? {
        return Err(OpError::field("", Problem::ImportClosed));
    }
    audit::note(&mut tx, by, Act::Cancelled, Object::new(Thing::Import, id), Changes::none()).await?;
    tx.commit().await?;
    Ok(kind)
}

/// Notes that a table left the shop: whoever takes all customers' data along is known.
pub async fn exported(app: &App, kind: ImportKind, rows: usize, by: &By) -> Done<()> {
    audit::allow(by, kind.deed())?;
    let mut tx = app.db.begin().await?;
    let changes = Changes::none().to("jenis", words::kind(kind)).to("baris", rows);
    audit::note(&mut tx, by, Act::Exported, Object::whole(Thing::Import), changes).await?;
    tx.commit().await?;
    Ok(())
}

fn json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value)
        .map_err(|cause| StoreError::Corrupt { column: "imports".to_owned(), cause: cause.to_string() })
}
