//! Notes and labels of the office on its customers (domain.md §12).

use domain::{
    crm::{self, TagName},
    ids::{AdminId, CustomerId, NoteId, TagId},
    problem::Problem,
    rights::{AdminKind, Deed},
};
use store::{
    OnLink, StoreError, Tx,
    notes::{self, NewNote, NoteRow},
    places::By,
    tags::{self, Renamed},
};

use super::{
    Done, OpError,
    audit::{self, Act, Changes, Object},
    by_admin,
};
use crate::app::App;

/// Most customers who get a label at once.
pub const MOST_LABELLED: usize = 1000;

/// The admin who does something here.
#[derive(Clone, Copy, Debug)]
pub struct Who<'a> {
    pub id: AdminId,
    pub name: &'a str,
    /// Owners may take away what others wrote.
    pub kind: AdminKind,
}

impl Who<'_> {
    fn by(self) -> By {
        by_admin(self.id, self.name, self.kind)
    }
}

/// That a note of a customer changed; what it says is nobody's business (docs/decisions/0016).
async fn noted(tx: &mut Tx, by: &By, act: Act, customer: CustomerId) -> Result<(), StoreError> {
    audit::note(tx, by, act, customer, Changes::none().hidden("catatan", true)).await
}

/// Writes a note. The same form (`cause`) again is the same note.
pub async fn add_note(app: &App, customer: CustomerId, typed: &str, who: Who<'_>, cause: Option<&str>) -> Done<()> {
    let by = who.by();
    audit::allow(&by, Deed::Customers)?;
    let body = crm::note(typed).map_err(|problem| OpError::field("isi", problem))?;
    let mut tx = app.db.begin().await?;
    let new = NewNote { customer, by: (who.id, who.name), body: &body, cause };
    if !notes::insert(&mut tx, &new).await? {
        return Err(OpError::NotFound);
    }
    noted(&mut tx, &by, Act::Changed, customer).await?;
    tx.commit().await?;
    Ok(())
}

/// Changes one's own note, as long as it is the one that was opened; whom it is about. Somebody else's is as unknown as none.
pub async fn change_note(app: &App, (id, version): (NoteId, i64), typed: &str, who: Who<'_>) -> Done<CustomerId> {
    let by = who.by();
    audit::allow(&by, Deed::Customers)?;
    let mut tx = app.db.begin().await?;
    let note = own(&mut tx, id, who).await?;
    let body = crm::note(typed).map_err(|problem| OpError::field("isi", problem))?;
    // Pressed twice it is the same.
    if note.body == body {
        return Ok(note.customer_id);
    }
    if !notes::change(&mut tx, (id, version), who.id, &body).await? {
        return Err(OpError::Stale);
    }
    noted(&mut tx, &by, Act::Changed, note.customer_id).await?;
    tx.commit().await?;
    Ok(note.customer_id)
}

/// Somebody's own note.
pub async fn own(on: &mut impl OnLink, id: NoteId, who: Who<'_>) -> Done<NoteRow> {
    let note = notes::find(on, id).await?.filter(|note| note.admin_id == who.id);
    note.ok_or(OpError::NotFound)
}

/// Takes away one's own note, or any as an owner; whom it was about.
pub async fn delete_note(app: &App, id: NoteId, who: Who<'_>) -> Done<CustomerId> {
    let by = who.by();
    audit::allow(&by, Deed::Customers)?;
    let mut tx = app.db.begin().await?;
    let written_by = (who.kind != AdminKind::Owner).then_some(who.id);
    let customer = notes::delete(&mut tx, id, written_by).await?.ok_or(OpError::NotFound)?;
    noted(&mut tx, &by, Act::Deleted, customer).await?;
    tx.commit().await?;
    Ok(customer)
}

/// Forgets everything the office wrote about a customer. Whoever deletes an account calls it in that transaction (domain.md §11: the
/// books stay, the person goes).
pub async fn forget(tx: &mut Tx, customer: CustomerId) -> Result<(), StoreError> {
    notes::forget_customer(tx, customer).await
}

fn tag_name(typed: &str) -> Done<TagName> {
    TagName::parse(typed).map_err(|problem| OpError::field("label", problem))
}

/// Puts a label on customers; it is made if there is none of this name. How many customers have it now of those who were meant.
pub async fn label(app: &App, typed: &str, customers: &[CustomerId], by: &By) -> Done<u64> {
    audit::allow(by, Deed::Customers)?;
    let name = tag_name(typed)?;
    let chosen = &customers[..customers.len().min(MOST_LABELLED)];
    let mut tx = app.db.begin().await?;
    let tag = tags::named(&mut tx, &name).await?;
    let labelled = tags::put_on(&mut tx, tag, chosen).await?;
    if labelled == 0 {
        return Err(OpError::NotFound);
    }
    let changes = match chosen {
        [one] => Changes::none().to("pelanggan", one),
        many => Changes::none().to("jumlah", many.len()),
    };
    audit::note(&mut tx, by, Act::Changed, Object::from(tag).named(name.as_str()), changes).await?;
    tx.commit().await?;
    Ok(labelled)
}

/// Takes a label off a customer; one that is off already stays off.
pub async fn unlabel(app: &App, tag: TagId, customer: CustomerId, by: &By) -> Done<()> {
    audit::allow(by, Deed::Customers)?;
    let mut tx = app.db.begin().await?;
    if !tags::take_off(&mut tx, tag, customer).await? {
        return Err(OpError::NotFound);
    }
    audit::note(&mut tx, by, Act::Changed, tag, Changes::none().of("pelanggan", customer, "")).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives a label another name; a name that another label has is a problem of the field.
pub async fn rename_tag(app: &App, tag: TagId, typed: &str, by: &By) -> Done<()> {
    audit::allow(by, Deed::Customers)?;
    let name = tag_name(typed)?;
    let mut tx = app.db.begin().await?;
    match tags::rename(&mut tx, tag, &name).await {
        Ok(Renamed::Done) => {}
        Ok(Renamed::Taken) => return Err(OpError::field("label", Problem::Taken)),
        // Somebody gave another label this name in the same moment.
        Err(error) if error.is_unique_violation() => return Err(OpError::field("label", Problem::Taken)),
        Ok(Renamed::Unknown) => return Err(OpError::NotFound),
        Err(error) => return Err(error.into()),
    }
    audit::note(&mut tx, by, Act::Changed, tag, Changes::none().to("nama", name.as_str())).await?;
    tx.commit().await?;
    Ok(())
}

/// Makes two labels one: whoever had the first has the second.
pub async fn merge_tags(app: &App, tag: TagId, into: Option<TagId>, by: &By) -> Done<()> {
    audit::allow(by, Deed::Customers)?;
    let into = into.filter(|into| *into != tag).ok_or(OpError::field("ke", Problem::UnknownChoice))?;
    let mut tx = app.db.begin().await?;
    if !tags::merge(&mut tx, tag, into).await? {
        return Err(OpError::NotFound);
    }
    audit::note(&mut tx, by, Act::Deleted, tag, Changes::none().to("ke", into)).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a label away from everybody.
pub async fn delete_tag(app: &App, tag: TagId, by: &By) -> Done<()> {
    audit::allow(by, Deed::Customers)?;
    let mut tx = app.db.begin().await?;
    if !tags::delete(&mut tx, tag).await? {
        return Err(OpError::NotFound);
    }
    audit::note(&mut tx, by, Act::Deleted, tag, Changes::none()).await?;
    tx.commit().await?;
    Ok(())
}
