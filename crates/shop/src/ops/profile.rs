//! A customer's own profile (domain.md §11).

use domain::{
    ids::CustomerId,
    people::{Address, BirthDate, PersonName, Phone},
    problem::Problem,
    rights::Deed,
    settings::Settings,
};
use store::{
    accounts::{self, Contact, Profile},
    places::By,
};

use super::{
    Checked, Done, OpError,
    accounts::optional_email,
    audit::{self, Act, Changes},
    birthdays,
};
use crate::app::App;

/// A profile form as typed.
#[derive(Clone, Debug, Default)]
pub struct TypedProfile {
    pub name: String,
    pub address: String,
    pub birth_date: String,
    pub phone: String,
    pub email: String,
    pub consent: bool,
    /// Of the profile that was looked at; nothing where no page showed it.
    pub version: Option<i64>,
}

/// Changes a profile. The birth date can be corrected once (domain.md §8).
pub async fn change(app: &App, settings: &Settings, id: CustomerId, typed: &TypedProfile) -> Done<()> {
    let profile = parse(app, settings, typed)?;
    let mut tx = app.db.begin().await?;
    let before = accounts::customer(&mut tx, id).await?.ok_or(OpError::NotFound)?;
    if let Some(email) = &profile.email
        && accounts::customer_email_taken(&mut tx, email, id.get()).await?
    {
        return Err(OpError::field("email", Problem::Taken));
    }
    let corrects = before.birth_date != profile.birth_date.to_string();
    if corrects && before.birth_corrections > 0 {
        return Err(OpError::field("tanggal_lahir", Problem::BirthDateSettled));
    }
    if !accounts::update_profile(&mut tx, id, &profile).await? {
        return Err(OpError::Stale);
    }
    if corrects {
        birthdays::grant_at_once(app, &mut tx, settings, (id, profile.birth_date)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// An admin corrects a birth date, which a customer can do only once (domain.md §8).
pub async fn correct_birth_date(app: &App, settings: &Settings, id: CustomerId, typed: &str, by: &By) -> Done<()> {
    audit::allow(by, Deed::Customers)?;
    let today = settings.zone.day_of(app.clock.now());
    let birth_date = BirthDate::parse(typed, today).map_err(|problem| OpError::field("tanggal_lahir", problem))?;
    let mut tx = app.db.begin().await?;
    if !accounts::set_birth_date(&mut tx, id, birth_date).await? {
        return Err(OpError::NotFound);
    }
    audit::note(&mut tx, by, Act::Changed, id, Changes::none().hidden("tanggal_lahir", true)).await?;
    birthdays::grant_at_once(app, &mut tx, settings, (id, birth_date)).await?;
    tx.commit().await?;
    Ok(())
}

/// A customer's data as the office types them.
#[derive(Clone, Debug, Default)]
pub struct TypedContact {
    pub name: String,
    pub phone: String,
    pub address: String,
}

/// The office corrects name, phone and address of a customer who tells it, by telephone or at the counter. E-mail and password stay the
/// customer's own: they open the account.
pub async fn correct_contact(app: &App, (id, version): (CustomerId, i64), typed: &TypedContact, by: &By) -> Done<()> {
    audit::allow(by, Deed::Customers)?;
    let mut checked = Checked::default();
    let name = checked.take("nama_pelanggan", PersonName::parse(&typed.name));
    let phone = checked.take("no_hp", Phone::parse(&typed.phone));
    let address = checked.take("alamat", Address::parse(&typed.address));
    let (Some(name), Some(phone), Some(address)) = (name, phone, address) else { return Err(checked.refused()) };
    let mut tx = app.db.begin().await?;
    let before = accounts::customer(&mut tx, id).await?.ok_or(OpError::NotFound)?;
    let changes = Changes::none()
        .hidden("nama_pelanggan", before.name != name.as_str())
        .hidden("no_hp", before.phone != phone.as_str())
        .hidden("alamat", before.address != address.as_str());
    if !accounts::update_contact(&mut tx, id, version, &Contact { name, address, phone }).await? {
        return Err(OpError::Stale);
    }
    audit::note(&mut tx, by, Act::Changed, id, changes).await?;
    tx.commit().await?;
    Ok(())
}

fn parse(app: &App, settings: &Settings, typed: &TypedProfile) -> Done<Profile> {
    let today = settings.zone.day_of(app.clock.now());
    let mut checked = Checked::default();
    let name = checked.take("nama_pelanggan", PersonName::parse(&typed.name));
    let address = checked.take("alamat", Address::parse(&typed.address));
    let birth_date = checked.take("tanggal_lahir", BirthDate::parse(&typed.birth_date, today));
    let phone = checked.take("no_hp", Phone::parse(&typed.phone));
    let email = checked.take("email", optional_email(&typed.email));
    match (name, address, birth_date, phone, email) {
        (Some(name), Some(address), Some(birth_date), Some(phone), Some(email)) => {
            Ok(Profile { name, address, birth_date, phone, email, consent: typed.consent, version: typed.version })
        }
        _ => Err(checked.refused()),
    }
}
