//! Customers of the telephone (docs/decisions/0017): entered by the office with name, phone and address, without a password. The account
//! becomes theirs by a one-time link.

use domain::{
    ids::CustomerId,
    people::{Address, PersonName, Phone, Username},
    rights::Deed,
};
use sha2::{Digest as _, Sha256};
use store::{
    accounts::{self, FoundRow, KnownCustomer},
    places::By,
};

use super::{
    Checked, Done, OpError,
    audit::{self, Act, Changes},
};
use crate::{app::App, entropy::Token};

/// How long the link works that makes an account its person's own: it is read out of a chat, not out of a mail that was just asked for.
pub const CLAIM_DAYS: i64 = 3;
/// Letters of the name in a generated username.
const NAME_LETTERS: usize = 20;

/// What the office types.
#[derive(Clone, Debug, Default)]
pub struct TypedCustomer {
    pub name: String,
    pub phone: String,
    pub address: String,
    /// Of the form: sent twice, it is one customer.
    pub key: String,
    /// The office knows of others with this phone and means somebody new.
    pub really_new: bool,
}

/// How entering ended.
#[derive(Clone, Debug)]
pub enum Entered {
    New(CustomerId),
    /// The same form was sent before.
    Again(CustomerId),
    /// Somebody has this phone already: ask whether it is them.
    Known(Vec<FoundRow>),
}

/// Enters a customer without a password: nobody can sign in with the account until its person has set one.
pub async fn enter(app: &App, typed: &TypedCustomer, by: &By) -> Done<Entered> {
    audit::allow(by, Deed::Customers)?;
    let new = parse(typed)?;
    let mut tx = app.db.begin().await?;
    let found = accounts::found(&mut tx, new.phone.as_str(), &new.username.key()).await?;
    if let Some(before) = found.iter().find(|row| row.username == new.username.as_str()) {
        return Ok(Entered::Again(before.id));
    }
    if !found.is_empty() && !typed.really_new {
        return Ok(Entered::Known(found));
    }
    let Some(id) = accounts::insert_known(&mut tx, &new).await? else {
        // The other sending of the same form was faster.
        drop(tx);
        let found = accounts::found(&mut app.db.read().await?, "", &new.username.key()).await?;
        return found.first().map(|row| Entered::Again(row.id)).ok_or(OpError::Stale);
    };
    let changes = Changes::none().hidden("nama_pelanggan", true).hidden("no_hp", true).hidden("alamat", true);
    audit::note(&mut tx, by, Act::Created, id, changes).await?;
    tx.commit().await?;
    Ok(Entered::New(id))
}

fn parse(typed: &TypedCustomer) -> Done<KnownCustomer> {
    let mut checked = Checked::default();
    let name = checked.take("nama_pelanggan", PersonName::parse(&typed.name));
    let phone = checked.take("no_hp", Phone::parse(&typed.phone));
    let address = checked.take("alamat", Address::parse(&typed.address));
    let username = checked.take("nama_pelanggan", generated_username(&typed.name, &typed.key));
    match (name, phone, address, username) {
        (Some(name), Some(phone), Some(address), Some(username)) if checked.is_fine() => {
            Ok(KnownCustomer { username, name, address, phone })
        }
        _ => Err(checked.refused()),
    }
}

/// A username from the name and the form's key: readable, and the same for the same form.
pub fn generated_username(name: &str, key: &str) -> Result<Username, domain::problem::Problem> {
    let letters = name.to_lowercase();
    let words = letters.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug: String = words.collect::<Vec<_>>().join(".").chars().take(NAME_LETTERS).collect();
    if slug.is_empty() {
        "pelanggan".clone_into(&mut slug);
    }
    let digest = Sha256::digest(key.as_bytes());
    let number = digest.iter().take(4).fold(0_u32, |number, byte| number << 8 | u32::from(*byte)) % 1_000_000;
    Username::parse(&format!("{}.{number:06}", slug.trim_end_matches('.')))
}

/// A new one-time link for a customer who has no password yet, with which they set one. Nobody's password is ever touched by it: for an
/// account that somebody signs in with, there is none.
pub async fn claim_link(app: &App, id: CustomerId, by: &By) -> Done<(FoundRow, Token)> {
    audit::allow(by, Deed::Customers)?;
    let token = Token::new(app.entropy.as_ref());
    let mut tx = app.db.begin().await?;
    let found = accounts::found_by_id(&mut tx, id).await?.filter(|row| row.unclaimed).ok_or(OpError::NotFound)?;
    let end = tx.now().plus_hours(24 * CLAIM_DAYS);
    store::resets::put(&mut tx, &token.hash(), id, end).await?;
    audit::note(&mut tx, by, Act::LinkMade, id, Changes::none()).await?;
    tx.commit().await?;
    Ok((found, token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_form_makes_the_same_username() {
        let one = generated_username("Hj. Siti Aminah, S.Pd", "kunci").expect("a username");
        assert_eq!(one, generated_username("Hj. Siti Aminah, S.Pd", "kunci").expect("a username"));
        assert!(one.as_str().starts_with("hj.siti.aminah.s.pd."), "{one}");
        assert_ne!(one, generated_username("Hj. Siti Aminah, S.Pd", "lain").expect("a username"));
        assert!(generated_username("五郎", "k").expect("a username").as_str().starts_with("pelanggan."));
    }
}
