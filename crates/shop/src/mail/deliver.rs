//! Each mail once: whoever sends it takes the turn of its delivery key before, and notes after what became of it.

use std::time::Duration;

use store::mails::{self, NewMail, Outcome, Turn};
use views::mails::Letter;

use super::{MailError, smtp::LONGEST};
use crate::{app::App, jobs::Ran};

/// Sending and noting a mail takes no longer. The turn of a run whose process died ends earlier (`jobs::takeover`).
const TURN: Duration = Duration::from_secs(LONGEST.as_secs() + 40);
/// Whoever finds a mail in another's hands looks again after this.
pub const LOOK_AGAIN: Duration = Duration::from_secs(10);

/// Seconds between the tries to note a mail that has gone; all of them fit into the time of a job.
const PAUSES: [u64; 5] = [1, 2, 4, 8, 8];

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
    let by = app.worker.get().map(String::as_str);
    let turn = mails::take(&mut tx, &mail, by, until).await?;
    tx.commit().await?;
    match turn {
        Turn::Gone => return Ok(Delivered::Before),
        Turn::Taken => return Err(MailError::Taken),
        Turn::Mine => {}
    }
    let sent = send(app, key, recipient, &letter).await;
    count(app, &sent);
    match sent {
        Ok(()) => note_patiently(app, key).await.map(|()| Delivered::Now),
        Err(error) => {
            let words = error.is_permanent().then(|| error.to_string());
            note(app, key, words.as_deref().map_or(Outcome::Waits, Outcome::Refused)).await.and(Err(error))
        }
    }
}

async fn note(app: &App, key: &str, outcome: Outcome<'_>) -> Result<(), MailError> {
    let mut tx = app.db.begin().await?;
    mails::note(&mut tx, key, outcome).await?;
    Ok(tx.commit().await?)
}

/// The mail has gone: without the note it would go again. A database that restarts is waited for.
async fn note_patiently(app: &App, key: &str) -> Result<(), MailError> {
    let sent = Outcome::Sent(app.mailer.way());
    for pause in PAUSES {
        match note(app, key, sent).await {
            Ok(()) => return Ok(()),
            Err(error) => tracing::warn!(%error, key, "a mail that has gone could not be noted; trying again"),
        }
        tokio::time::sleep(Duration::from_secs(pause)).await;
    }
    note(app, key, sent).await
}

/// How a job that sends one mail ended: while another run is at the same mail, it comes back later.
pub fn ran(delivered: Result<Delivered, MailError>) -> anyhow::Result<Ran> {
    match delivered {
        Ok(_) => Ok(Ran::Done),
        Err(MailError::Taken) => Ok(Ran::Later(LOOK_AGAIN)),
        Err(error) => Err(error.into()),
    }
}

/// The same for a mail nobody waits for: one that is refused for good is noted, for the office to see, and neither tried again nor told.
pub fn ran_unasked(delivered: Result<Delivered, MailError>) -> anyhow::Result<Ran> {
    match delivered {
        Err(error) if error.is_about_the_recipient() && error.is_permanent() => Ok(Ran::Done),
        other => ran(other),
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

/// The letter as it is kept: whoever reads the books cannot use its links.
fn without_secret(mut letter: Letter) -> Letter {
    for secret in [letter.secret.take(), letter.unsubscribe.clone()].into_iter().flatten() {
        letter.text = letter.text.replace(&secret, "…");
        letter.html = letter.html.replace(&secret, "…");
    }
    letter
}
