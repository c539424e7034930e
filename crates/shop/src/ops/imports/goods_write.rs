//! Writing a table of products: categories, new ones with their first stock, changed ones, and the rows of the audit log.

use std::collections::HashMap;

use domain::{
    audit::{Act, Object},
    ids::CategoryId,
    import::key,
};
use store::{
    Tx,
    audit::Noted,
    import_rows::{self, ChangedProduct, Move},
    places::By,
};
use views::text::import as words;

use super::{
    goods::{Wanted, Work},
    json,
};
use crate::ops::{Done, OpError, audit::Changes, catalogue::described};

/// Writes it all; the rows of the audit log say the same as if each product had been typed by hand.
pub async fn write(tx: &mut Tx, mut work: Work, by: &By) -> Done<()> {
    let mut made: HashMap<String, CategoryId> = HashMap::new();
    let mut notes = Vec::new();
    for name in &work.categories {
        let id = store::catalogue::insert_category(tx, name, "").await?.ok_or(OpError::Stale)?;
        notes.push(Noted {
            act: Act::Created,
            object: Object::from(id).named(name),
            changes: json(&Changes::none().to("nama_kategori", name))?,
        });
        made.insert(key(name), id);
    }
    for wanted in work.new.iter_mut().chain(&mut work.changed) {
        if let Some(name) = &wanted.category {
            wanted.fields.category_id = made.get(&key(name)).copied();
        }
    }
    let new: Vec<_> = work.new.iter().map(|wanted| (&wanted.fields, wanted.archived)).collect();
    let ids = import_rows::insert_products(tx, &new).await?;
    let stocked = work.new.iter().zip(&ids).filter(|(wanted, _)| !wanted.stock.is_zero());
    let moves: Vec<Move<'_>> = stocked
        .map(|(wanted, id)| Move {
            product: *id,
            kind: domain::stock::MovementKind::Initial.code(),
            delta: wanted.stock.thousandths(),
            seen: None,
            reason: words::INITIAL_REASON,
        })
        .collect();
    if import_rows::move_levels(tx, &moves, by).await? != moves.len() as u64 {
        return Err(OpError::Stale);
    }
    let changed: Vec<ChangedProduct<'_>> = work.changed.iter().filter_map(changed).collect();
    if import_rows::update_products(tx, &changed).await? != changed.len() as u64 {
        return Err(OpError::Stale);
    }
    for (wanted, id) in work.new.iter().zip(&ids) {
        let changes = described(Changes::none(), None, &wanted.fields).to("stok_awal", wanted.stock);
        notes.push(Noted {
            act: Act::Created,
            object: Object::from(*id).named(&wanted.fields.name),
            changes: json(&changes)?,
        });
    }
    for wanted in &work.changed {
        notes.extend(noted(wanted)?);
    }
    store::audit::add_all(tx, &notes, by).await?;
    Ok(())
}

fn changed(wanted: &Wanted) -> Option<ChangedProduct<'_>> {
    let before = wanted.before.as_ref()?;
    Some(ChangedProduct { id: before.id, version: before.version, fields: &wanted.fields, archived: wanted.archived })
}

/// What changed about a product: its fields, and whether it is archived.
fn noted(wanted: &Wanted) -> Done<Vec<Noted>> {
    let Some(before) = &wanted.before else { return Ok(Vec::new()) };
    let object = || Object::from(before.id).named(&wanted.fields.name);
    let changes = described(Changes::none(), Some(before), &wanted.fields);
    let mut notes = Vec::new();
    if !changes.is_empty() {
        notes.push(Noted { act: Act::Changed, object: object(), changes: json(&changes)? });
    }
    if wanted.archived != before.archived_at.is_some() {
        let act = if wanted.archived { Act::Archived } else { Act::Restored };
        notes.push(Noted { act, object: object(), changes: json(&Changes::none())? });
    }
    Ok(notes)
}
