//! Each mail once: the delivery key is looked up before and noted after.

use store::mails::{self, NewMail};
use views::mails::Letter;

use super::MailError;
use crate::app::App;

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivered {
    Now,
    /// An earlier run had sent it.
    Before,
    /// There is nobody to write to.
    Nobody,
}

/// Sends the mail of a delivery key, unless it has gone already. A mail that could not go is noted as waiting, for the office to see.
///
/// A program killed between the server's yes and the note sends again, with the same `Message-ID`.
pub async fn deliver(
    app: &App,
    key: &str,
    kind: &str,
    recipient: &str,
    letter: Letter,
) -> Result<Delivered, MailError> {
    if mails::is_sent(&mut app.db.read().await?, key).await? {
        return Ok(Delivered::Before);
    }
    let sent = send(app, key, recipient, &letter).await;
    let kept = without_secret(letter);
    let mut tx = app.db.begin().await?;
    let mail = NewMail {
        key,
        recipient,
        kind,
        subject: &kept.subject,
        text: &kept.text,
        html: &kept.html,
        transport: sent.is_ok().then(|| app.mailer.way()),
    };
    mails::note(&mut tx, &mail).await?;
    tx.commit().await?;
    sent.map(|()| Delivered::Now)
}

async fn send(app: &App, key: &str, recipient: &str, letter: &Letter) -> Result<(), MailError> {
    let snapshot = app.snapshot().await?;
    let envelope = app.mailer.envelope(&snapshot.settings.shop, key, recipient, app.clock.now(), letter.clone())?;
    app.mailer.transport.send(&envelope).await
}

/// The letter as it is kept: whoever reads the books cannot use its link.
fn without_secret(mut letter: Letter) -> Letter {
    if let Some(secret) = letter.secret.take() {
        letter.text = letter.text.replace(&secret, "…");
        letter.html = letter.html.replace(&secret, "…");
    }
    letter
}
