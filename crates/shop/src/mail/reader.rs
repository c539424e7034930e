//! Mails that need consent (domain.md §10): who gets them, and each reader's own way out of them.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{ids::CustomerId, notice::Kind, settings::ShopInfo};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use store::{StoreError, preferences};
use views::{
    mails::{self, Letter},
    urls,
};

use super::{MailError, Mailer};
use crate::app::App;

/// Name of the secret that the ways out are sealed with.
const SECRET: &str = "unsubscribe";
/// Bytes of the seal.
const SEAL: usize = 16;

/// A customer who agreed to mails of a kind.
#[derive(Clone, Debug)]
pub struct Reader {
    pub id: CustomerId,
    pub name: String,
    pub email: String,
    /// The address that ends such mails; goes into [`Letter::unsubscribe`].
    pub way_out: String,
}

/// The customer as a reader of mails of this kind; `None` without an e-mail, without consent, or with the kind switched off.
pub async fn reader(app: &App, id: CustomerId, kind: Kind) -> Result<Option<Reader>, StoreError> {
    let row = preferences::reachable(&mut app.db.read().await?, id, kind).await?;
    let Some(row) = row.filter(|row| row.consents) else { return Ok(None) };
    let Some(email) = row.email else { return Ok(None) };
    Ok(Some(Reader { id, name: row.name, email, way_out: way_out(app, id).await? }))
}

/// The address at which a customer ends mails that need consent. It stays the same, so that old mails end them too.
pub async fn way_out(app: &App, id: CustomerId) -> Result<String, StoreError> {
    let seal = seal(&secret(app).await?, id);
    Ok(app.mailer.address(&urls::unsubscribe(&format!("{id}-{seal}"))))
}

/// Whose way out a token of such an address is; `None` when it is nobody's.
pub async fn whose_way_out(app: &App, token: &str) -> Result<Option<CustomerId>, StoreError> {
    let Some((id, given)) = token.split_once('-') else { return Ok(None) };
    let Ok(id) = id.parse::<CustomerId>() else { return Ok(None) };
    let right = seal(&secret(app).await?, id);
    let same: bool = subtle::ConstantTimeEq::ct_eq(right.as_bytes(), given.as_bytes()).into();
    Ok(same.then_some(id))
}

fn seal(secret: &[u8], id: CustomerId) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("a key of any length will do");
    mac.update(id.to_string().as_bytes());
    URL_SAFE_NO_PAD.encode(&mac.finalize().into_bytes()[..SEAL])
}

/// The shop's secret, made when it is needed first and the same in all its processes.
async fn secret(app: &App) -> Result<Vec<u8>, StoreError> {
    let made = async || {
        let mut fresh = [0; 32];
        app.entropy.fill(&mut fresh);
        let mut tx = app.db.begin().await?;
        let secret = preferences::secret(&mut tx, SECRET, &fresh).await?;
        tx.commit().await?;
        Ok(secret)
    };
    app.unsubscribe_secret.get_or_try_init(made).await.cloned()
}

/// The mail of a message to many.
pub fn broadcast_letter(
    mailer: &Mailer,
    shop: &ShopInfo,
    reader: &Reader,
    message: (&str, &str, &str),
) -> Result<Letter, MailError> {
    let (heading, body, link) = message;
    mails::broadcast(mailer.sender(shop), &reader.name, (heading, body, link), &reader.way_out)
        .map_err(|error| MailError::Draw(error.to_string()))
}
