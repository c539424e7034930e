//! Each mail once: whoever sends it takes the turn of its delivery key before, and notes after what became of it.

use std::time::Duration;

use store::mails::{self, NewMail, Outcome, Turn};
use views::mails::Letter;

use super::{MailError, smtp::LONGEST};
use crate::{app::App, jobs::Ran};

/// A run that died in the middle of a mail holds its turn as long as a mail may take, and a little more.
const TURN: Duration = Duration::from_secs(LONGEST.as_secs() + 10);

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
/// A program killed between the server's yes and the note sends again, with the same `Message-ID` (docs/decisions/0009).
pub async fn deliver(
    app: &App,
    key: &str,
    kind: &str,
    recipient: &str,
    letter: Letter,
) -> Result<Delivered, MailError> {
    let kept = without_secret(letter.clone());
    let mail = NewMail { key, recipient, kind, subject: &kept.subject, text: &kept.text, html: kept_html(&kept) };
    let mut tx = app.db.begin().await?;
    let until = tx.now().plus_millis(TURN.as_millis() as i64);
    let turn = mails::take(&mut tx, &mail, until).await?;
    tx.commit().await?;
    match turn {
        Turn::Gone => return Ok(Delivered::Before),
        Turn::Taken => return Err(MailError::Taken),
        Turn::Mine => {}
    }
    let sent = send(app, key, recipient, &letter).await;
    count(app, &sent);
    let refusal = sent.as_ref().err().filter(|error| error.is_permanent()).map(ToString::to_string);
    let outcome = match (&sent, &refusal) {
        (Ok(()), _) => Outcome::Sent(app.mailer.way()),
        (Err(_), Some(words)) => Outcome::Refused(words),
        (Err(_), None) => Outcome::Waits,
    };
    let mut tx = app.db.begin().await?;
    mails::note(&mut tx, key, outcome).await?;
    tx.commit().await?;
    sent.map(|()| Delivered::Now)
}

/// How a job that sends one mail ended: while another run is at the same mail, it comes back later.
pub fn ran(delivered: Result<Delivered, MailError>) -> anyhow::Result<Ran> {
    match delivered {
        Ok(_) => Ok(Ran::Done),
        Err(MailError::Taken) => Ok(Ran::Later(TURN)),
        Err(error) => Err(error.into()),
    }
}

/// A message to many is kept once, as the message, and not again for each reader.
fn kept_html(letter: &Letter) -> &str {
    if letter.unsubscribe.is_some() { "" } else { &letter.html }
}

async fn send(app: &App, key: &str, recipient: &str, letter: &Letter) -> Result<(), MailError> {
    let snapshot = app.snapshot().await?;
    let envelope = app.mailer.envelope(&snapshot.settings.shop, key, recipient, app.clock.now(), letter.clone())?;
    app.mailer.transport.send(&envelope).await
}

/// Counts how a mail went.
fn count(app: &App, sent: &Result<(), MailError>) {
    let outcome = match sent {
        Ok(()) => "sent",
        Err(error) if error.is_permanent() => "refused",
        Err(_) => "failed",
    };
    app.metrics.mail(app.mailer.way(), outcome);
}

/// The letter as it is kept: whoever reads the books cannot use its link.
fn without_secret(mut letter: Letter) -> Letter {
    if let Some(secret) = letter.secret.take() {
        letter.text = letter.text.replace(&secret, "…");
        letter.html = letter.html.replace(&secret, "…");
    }
    letter
}
