//! What people want to hear of (domain.md §10).

use domain::{
    ids::CustomerId,
    notice::{Audience, Channel, Kind},
};
use store::{Recipient, preferences};

use super::{Done, OpError};
use crate::app::App;

fn audience(whose: Recipient) -> Audience {
    match whose {
        Recipient::Customer(_) => Audience::Customer,
        Recipient::Employee(_) => Audience::Employee,
        Recipient::Admin(_) => Audience::Admin,
    }
}

fn off(audience: Audience, wants: impl Fn(Kind, Channel) -> bool) -> Vec<(Kind, Channel)> {
    Kind::switches(audience).filter(|(kind, channel)| !wants(*kind, *channel)).collect()
}

/// Keeps what somebody wants to hear of: of all they may switch off, everything that `wants` says no to is switched off.
pub async fn save(app: &App, whose: Recipient, wants: impl Fn(Kind, Channel) -> bool) -> Done<()> {
    let off = off(audience(whose), wants);
    let mut tx = app.db.begin().await?;
    preferences::replace(&mut tx, whose, &off).await?;
    tx.commit().await?;
    Ok(())
}

/// The same for a customer, together with the consent to mails of the shop and the refusal of personal offers (docs/decisions/0014).
pub async fn save_mine(
    app: &App,
    customer: CustomerId,
    (consents, refuses_profiling): (bool, bool),
    wants: impl Fn(Kind, Channel) -> bool,
) -> Done<()> {
    let mut tx = app.db.begin().await?;
    if !preferences::set_consent(&mut tx, customer, consents).await? {
        return Err(OpError::NotFound);
    }
    preferences::refuse_profiling(&mut tx, customer, refuses_profiling).await?;
    let off = off(Audience::Customer, wants);
    preferences::replace(&mut tx, Recipient::Customer(customer.get()), &off).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends all mails that need consent for a customer. Only the customer, signed in, begins them again.
pub async fn end_consent(app: &App, customer: CustomerId) -> Done<()> {
    let mut tx = app.db.begin().await?;
    if !preferences::set_consent(&mut tx, customer, false).await? {
        return Err(OpError::NotFound);
    }
    tx.commit().await?;
    Ok(())
}
