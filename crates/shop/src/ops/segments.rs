//! Segments: what the office saves, and who belongs to one (domain.md §12, docs/decisions/0013).

use domain::{
    Problem,
    ids::{CategoryId, ProductId, SegmentId},
    money::Rupiah,
    rights::Deed,
    segment::{Amounts, Asked, Conditions, Counts, Days, Ready, Reckoning, Spent},
    settings::Settings,
    text,
    time::UtcMillis,
};
use serde::{Deserialize, Serialize};
use store::{
    StoreError,
    places::By,
    segment_people::Wanted,
    segments::{self, NewSegment, Saved, SegmentRow},
};
use views::text::segment as words;

use super::{
    Checked, Done, OpError,
    audit::{self, Act, Changes, Object},
};
use crate::{app::App, snapshot::Snapshot};

const MAX_NAME: usize = 60;
/// More would make the list slow to read and to reckon.
pub const MAX_SAVED: usize = 50;

/// A segment form as typed.
#[derive(Clone, Debug, Default)]
pub struct TypedSegment<'a> {
    pub name: &'a str,
    pub loyal: bool,
    /// Days; empty where it is not asked.
    pub registered: &'a str,
    pub first_order: &'a str,
    pub sleeping: &'a str,
    pub birthday: bool,
    pub product: &'a str,
    pub category: &'a str,
    pub spent_from: &'a str,
    pub spent_to: &'a str,
    pub spent_days: &'a str,
    pub orders_from: &'a str,
    pub orders_to: &'a str,
    pub consent: bool,
    pub group: &'a str,
}

/// A value, or nothing for an empty field.
fn given<T>(typed: &str, parse: impl FnOnce(&str) -> Result<T, Problem>) -> Result<Option<T>, Problem> {
    if typed.trim().is_empty() { Ok(None) } else { parse(typed).map(Some) }
}

fn number(typed: &str) -> Result<u32, Problem> {
    typed.trim().parse().map_err(|_| Problem::NotANumber)
}

impl TypedSegment<'_> {
    fn parse(&self, snapshot: &Snapshot) -> Done<(String, Conditions)> {
        let mut checked = Checked::default();
        let name = checked.take("nama", text::one_line(self.name, MAX_NAME));
        let asked = Asked {
            loyal: self.loyal,
            registered: checked.take("daftar_hari", given(self.registered, Days::parse)).flatten(),
            first_order: checked.take("pertama_hari", given(self.first_order, Days::parse)).flatten(),
            sleeping: checked.take("tidur_hari", given(self.sleeping, Days::parse)).flatten(),
            birthday: self.birthday,
            product: checked.take("produk", given(self.product, |typed| product(snapshot, typed))).flatten(),
            category: checked.take("kategori", given(self.category, |typed| category(snapshot, typed))).flatten(),
            spent: self.spent(&mut checked),
            orders: self.orders(&mut checked),
            consent: self.consent,
            group: checked.take("kelompok", given(self.group, |typed| typed.trim().parse())).flatten(),
        };
        let conditions = if checked.is_fine() { checked.take("syarat", Conditions::try_from(asked)) } else { None };
        match (name, conditions) {
            (Some(name), Some(conditions)) => Ok((name, conditions)),
            _ => Err(checked.refused()),
        }
    }

    fn spent(&self, checked: &mut Checked) -> Option<Spent> {
        let from = checked.take("belanja_dari", given(self.spent_from, Rupiah::parse))?;
        let to = checked.take("belanja_sampai", given(self.spent_to, Rupiah::parse))?;
        let within = checked.take("belanja_hari", given(self.spent_days, Days::parse))?;
        if from.is_none() && to.is_none() && within.is_none() {
            return None;
        }
        let amounts = checked.take("belanja_sampai", Amounts::new(from.unwrap_or(Rupiah::ZERO), to))?;
        Some(Spent { amounts, within })
    }

    fn orders(&self, checked: &mut Checked) -> Option<Counts> {
        let from = checked.take("pesanan_dari", given(self.orders_from, number))?;
        let to = checked.take("pesanan_sampai", given(self.orders_to, number))?;
        if from.is_none() && to.is_none() {
            return None;
        }
        checked.take("pesanan_sampai", Counts::new(from.unwrap_or(0), to))
    }
}

fn product(snapshot: &Snapshot, typed: &str) -> Result<ProductId, Problem> {
    let id = typed.parse().map_err(|_| Problem::UnknownChoice)?;
    snapshot.product(id).map(|product| product.row.id).ok_or(Problem::UnknownChoice)
}

fn category(snapshot: &Snapshot, typed: &str) -> Result<CategoryId, Problem> {
    let id: CategoryId = typed.parse().map_err(|_| Problem::UnknownChoice)?;
    let known = snapshot.categories.iter().any(|category| category.id == id);
    if known { Ok(id) } else { Err(Problem::UnknownChoice) }
}

fn json(conditions: &Conditions) -> String {
    serde_json::to_string(conditions).expect("conditions are plain JSON")
}

/// The conditions of a saved segment.
pub fn conditions(row: &SegmentRow) -> Result<Conditions, StoreError> {
    serde_json::from_str(&row.conditions)
        .map_err(|cause| StoreError::Corrupt { column: "conditions".to_owned(), cause: cause.to_string() })
}

/// Saves a new segment; the same form (`key`) sent twice is one.
pub async fn create(app: &App, key: &str, typed: &TypedSegment<'_>, by: &By) -> Done<SegmentId> {
    audit::allow(by, Deed::Customers)?;
    let (name, conditions) = typed.parse(app.snapshot().await?.as_ref())?;
    let new = NewSegment { cause: key.to_owned(), name, conditions: json(&conditions), by_name: by.name.clone() };
    let mut tx = app.db.begin().await?;
    let saved = segments::insert(&mut tx, &new, MAX_SAVED as i64).await?;
    settle(saved, tx, (by, Act::Created, &new.name)).await
}

/// Changes a segment that still has this version.
pub async fn change(app: &App, id: SegmentId, version: i64, typed: &TypedSegment<'_>, by: &By) -> Done<SegmentId> {
    audit::allow(by, Deed::Customers)?;
    let (name, conditions) = typed.parse(app.snapshot().await?.as_ref())?;
    let mut tx = app.db.begin().await?;
    segments::find(&mut tx, id).await?.ok_or(OpError::NotFound)?;
    let saved = segments::change(&mut tx, id, version, &name, &json(&conditions)).await?;
    settle(saved, tx, (by, Act::Changed, &name)).await
}

async fn settle(saved: Saved, mut tx: store::Tx, (by, act, name): (&By, Act, &str)) -> Done<SegmentId> {
    match saved {
        Saved::As(id) => {
            audit::note(&mut tx, by, act, Object::from(id).named(name), Changes::none()).await?;
            tx.commit().await?;
            Ok(id)
        }
        Saved::Taken => Err(OpError::field("nama", Problem::Taken)),
        Saved::TooMany => Err(OpError::field("", Problem::NumberOutOfRange { min: 0, max: MAX_SAVED as i64 })),
        Saved::Stale => Err(OpError::Stale),
    }
}

/// Deletes a segment that still has this version.
pub async fn delete(app: &App, id: SegmentId, version: i64, by: &By) -> Done<()> {
    audit::allow(by, Deed::Customers)?;
    let mut tx = app.db.begin().await?;
    let segment = segments::find(&mut tx, id).await?.ok_or(OpError::NotFound)?;
    if !segments::delete(&mut tx, id, version).await? {
        return Err(OpError::Stale);
    }
    audit::note(&mut tx, by, Act::Deleted, Object::from(id).named(&segment.name), Changes::none()).await?;
    tx.commit().await?;
    Ok(())
}

/// A segment as pages and forms name it: the code of a ready-made one, or the number of a saved one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Ready(Ready),
    Saved(SegmentId),
}

impl Which {
    /// `None` for what names no segment.
    pub fn parse(code: &str) -> Option<Self> {
        code.parse().map(Self::Ready).or_else(|_| code.parse().map(Self::Saved)).ok()
    }
}

/// A segment with its name, as a message to it keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Aimed {
    pub name: String,
    pub conditions: Conditions,
}

/// The segments with these codes. Refused at the field `kepada` when there is none, or one is not there.
pub fn aimed(codes: &[String], saved: &[SegmentRow]) -> Done<Vec<Aimed>> {
    let mut chosen: Vec<Aimed> = Vec::new();
    for code in codes {
        chosen.push(match Which::parse(code) {
            Some(Which::Ready(ready)) => Aimed { name: words::ready(ready).to_owned(), conditions: ready.conditions() },
            Some(Which::Saved(id)) => {
                let row = saved.iter().find(|row| row.id == id);
                let row = row.ok_or_else(|| OpError::field("kepada", Problem::UnknownChoice))?;
                Aimed { name: row.name.clone(), conditions: conditions(row)? }
            }
            None => return Err(OpError::field("kepada", Problem::UnknownChoice)),
        });
    }
    if chosen.is_empty() { Err(OpError::field("kepada", Problem::Required)) } else { Ok(chosen) }
}

/// Segments about to be reckoned by the rules of the shop, as of a moment.
pub fn wanted<'a>(settings: &Settings, now: UtcMillis, segments: impl IntoIterator<Item = &'a Conditions>) -> Wanted {
    let at = Reckoning { zone: settings.zone.clone(), now, loyal_threshold: settings.discounts.loyal_threshold };
    let segments = segments.into_iter().map(|conditions| conditions.bounds(&at)).collect();
    Wanted { at, segments }
}
