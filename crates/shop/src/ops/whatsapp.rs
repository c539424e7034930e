//! The WhatsApp queue of a message: the office writes to one person after the other, to each once.

use domain::{
    ids::{AdminId, BroadcastId, CustomerId},
    people::Phone,
    placeholders,
    rights::Deed,
};
use store::{StoreError, places::By, whatsapp};

use super::{
    Done, OpError,
    audit::{self, Act, Changes, Object, Thing},
};
use crate::app::App;

/// What became of an attempt to write to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is this admin's to write: this number, this text. Pressed twice it is the same.
    Mine(Phone, String),
    /// A colleague has written already.
    Others(String),
}

/// Takes somebody of the queue and notes that this admin writes to them; conditional, so that two admins never both do. Not found: nobody
/// of the queue.
pub async fn take(app: &App, id: BroadcastId, customer: CustomerId, admin: AdminId, by: &By) -> Done<Taken> {
    audit::allow(by, Deed::Messages)?;
    let shop = app.snapshot().await?.settings.shop.name.clone();
    let mut tx = app.db.begin().await?;
    let taken = whatsapp::take(&mut tx, id, customer, (admin, &by.name)).await?;
    let row = whatsapp::person(&mut tx, id, customer).await?.ok_or(OpError::NotFound)?;
    if taken {
        audit::note(&mut tx, by, Act::Sent, message(id), Changes::none().to("pelanggan", customer)).await?;
    }
    tx.commit().await?;
    match row.by_name {
        Some(name) if row.admin_id != Some(admin) => Ok(Taken::Others(name)),
        _ => Ok(Taken::Mine(phone(&row.phone)?, placeholders::fill(&row.body, &row.name, &shop))),
    }
}

fn message(id: BroadcastId) -> Object {
    Object::new(Thing::Message, id.get())
}

fn phone(stored: &str) -> Result<Phone, StoreError> {
    let corrupt = |cause: domain::Problem| StoreError::Corrupt { column: "phone".to_owned(), cause: cause.to_string() };
    Phone::parse(stored).map_err(corrupt)
}

/// Puts somebody back into the queue: the message was not sent after all. Again does nothing.
pub async fn put_back(app: &App, id: BroadcastId, customer: CustomerId, by: &By) -> Done<()> {
    audit::allow(by, Deed::Messages)?;
    let mut tx = app.db.begin().await?;
    whatsapp::person(&mut tx, id, customer).await?.ok_or(OpError::NotFound)?;
    if whatsapp::put_back(&mut tx, id, customer).await? {
        audit::note(&mut tx, by, Act::PutBack, message(id), Changes::none().to("pelanggan", customer)).await?;
    }
    tx.commit().await?;
    Ok(())
}
