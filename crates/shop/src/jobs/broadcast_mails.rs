//! The mails of a message to many: to whoever agreed, each once by its delivery key. A cursor over the customers says how far it has come.

use std::{sync::Arc, time::Duration};

use anyhow::Context as _;
use async_trait::async_trait;
use domain::{
    ids::{BroadcastId, CustomerId},
    notice::Kind,
    placeholders,
};
use futures_util::future::join_all;
use riverqueue::JobArgs;
use serde::{Deserialize, Serialize};
use store::broadcasts::{self, ProgressRow, WillingRow};
use tokio::time::Instant;

use super::{Ran, Task, enqueue, quiet};
use crate::{
    app::App,
    mail::{self, Delivered, LOOK_AGAIN, MailError, Reader},
};

/// Mails side by side: as many as connections to the mail server are kept.
const AT_ONCE: i64 = 4;
/// A run hands on after this, so that it is not cut off in the middle of a mail: one takes up to 20 seconds, its note as long.
const SLICE: Duration = Duration::from_secs(10);

/// Mails a broadcast.
#[derive(Clone, Debug, Serialize, Deserialize, JobArgs)]
#[river(kind = "broadcast_mails")]
pub struct BroadcastMails {
    pub broadcast: i64,
}

#[async_trait]
impl Task for BroadcastMails {
    const QUEUE: &'static str = "broadcasts";
    const ATTEMPTS: i32 = 10;

    async fn run(self, app: &Arc<App>) -> anyhow::Result<Ran> {
        let id = BroadcastId::try_from(self.broadcast).context("the broadcast's number")?;
        let Some(message) = broadcasts::progress(&mut app.db.read().await?, id).await? else { return Ok(Ran::Done) };
        // Whom a message to segments is for is known once everybody was told.
        if message.segments.is_some() && message.told_at.is_none() {
            return Ok(Ran::Later(LOOK_AGAIN));
        }
        if let Some(pause) = quiet::pause(app).await? {
            return Ok(Ran::Later(pause));
        }
        let (began, mut at) = (Instant::now(), message.mailed_to);
        while began.elapsed() < SLICE {
            let readers = broadcasts::willing(&mut app.db.read().await?, id, at, AT_ONCE).await?;
            let Some(last) = readers.last().map(|reader| reader.id.get()) else {
                finish(app, id).await?;
                return Ok(Ran::Done);
            };
            let sent = match send(app, &message, readers).await {
                Err(MailError::Taken) => return Ok(Ran::Later(LOOK_AGAIN)),
                sent => sent?,
            };
            // The very first are all refused: that is rather the server's settings than the addresses.
            anyhow::ensure!(
                at > 0 || sent.went > 0 || sent.refused < AT_ONCE,
                "the mail server refused the first mails"
            );
            let step = Step { from: at, to: last, hand_on: began.elapsed() >= SLICE };
            if !move_on(app, id, step, &sent).await? {
                // Another run of this job was quicker; it goes on from there.
                return Ok(Ran::Done);
            }
            at = last;
        }
        Ok(Ran::Done)
    }
}

/// What became of a few mails.
#[derive(Default)]
struct Sent {
    went: i64,
    refused: i64,
    /// Whoever could not be reached now; each gets a job of its own.
    again: Vec<CustomerId>,
}

/// A step over the customers.
#[derive(Clone, Copy)]
struct Step {
    from: i64,
    to: i64,
    /// The rest is for a fresh job, which has all its tries before it.
    hand_on: bool,
}

async fn finish(app: &App, id: BroadcastId) -> store::Result<()> {
    let mut tx = app.db.begin().await?;
    broadcasts::all_mailed(&mut tx, id).await?;
    tx.commit().await
}

async fn move_on(app: &App, id: BroadcastId, step: Step, sent: &Sent) -> store::Result<bool> {
    let mut tx = app.db.begin().await?;
    let moved = broadcasts::mailed(&mut tx, id, step.from, step.to, sent.went).await?;
    if moved {
        for customer in &sent.again {
            enqueue(&mut tx, app, BroadcastMail { broadcast: id.get(), customer: customer.get() }).await?;
        }
        if step.hand_on {
            enqueue(&mut tx, app, BroadcastMails { broadcast: id.get() }).await?;
        }
    }
    tx.commit().await?;
    Ok(moved)
}

/// Sends a few mails. An address that no server takes is passed over, one that is not taken now is tried again by itself; when the server
/// takes nobody's, the run stops and is tried again.
async fn send(app: &App, message: &ProgressRow, readers: Vec<WillingRow>) -> Result<Sent, MailError> {
    let mut sent = Sent::default();
    let ids: Vec<_> = readers.iter().map(|reader| reader.id).collect();
    let delivered = join_all(readers.into_iter().map(|reader| one(app, message, reader))).await;
    for (id, delivered) in ids.into_iter().zip(delivered) {
        match delivered {
            Ok(Delivered::Now | Delivered::Before) => sent.went += 1,
            Ok(Delivered::Nobody) => {}
            Err(error) if error.is_about_the_recipient() && error.is_permanent() => sent.refused += 1,
            Err(error) if error.is_about_the_recipient() => sent.again.push(id),
            Err(error) => return Err(error),
        }
    }
    Ok(sent)
}

/// One mail of a broadcast that could not go with the others.
#[derive(Clone, Debug, Serialize, Deserialize, JobArgs)]
#[river(kind = "broadcast_mail")]
pub struct BroadcastMail {
    pub broadcast: i64,
    pub customer: i64,
}

#[async_trait]
impl Task for BroadcastMail {
    const QUEUE: &'static str = "broadcasts";
    const ATTEMPTS: i32 = 6;

    async fn run(self, app: &Arc<App>) -> anyhow::Result<Ran> {
        let id = BroadcastId::try_from(self.broadcast).context("the broadcast's number")?;
        if let Some(pause) = quiet::pause(app).await? {
            return Ok(Ran::Later(pause));
        }
        let mut conn = app.db.read().await?;
        let Some(message) = broadcasts::progress(&mut conn, id).await? else { return Ok(Ran::Done) };
        // Who no longer agrees is not found.
        let reader = broadcasts::willing(&mut conn, id, self.customer - 1, 1).await?.into_iter().next();
        drop(conn);
        match reader.filter(|reader| reader.id.get() == self.customer) {
            Some(reader) => mail::ran_unasked(one(app, &message, reader).await),
            None => Ok(Ran::Done),
        }
    }
}

async fn one(app: &App, message: &ProgressRow, reader: WillingRow) -> Result<Delivered, MailError> {
    let snapshot = app.snapshot().await?;
    let way_out = mail::way_out(app, reader.id).await?;
    let reader = Reader { id: reader.id, name: reader.name, email: reader.email, way_out };
    let body = match message.kind {
        Kind::Message => placeholders::fill(&message.body, &reader.name, &snapshot.settings.shop.name),
        _ => message.body.clone(),
    };
    let text = (message.heading.as_str(), body.as_str(), message.link.as_str());
    let letter = mail::broadcast_letter(&app.mailer, &snapshot.settings.shop, &reader, text)?;
    let key = format!("broadcast-{}-{}", message.id, reader.id);
    mail::deliver(app, &key, message.kind.code(), &reader.email, letter).await
}
