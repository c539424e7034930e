//! The mails of a message to many: to whoever agreed, each once by its delivery key. A cursor over the customers says how far it has come.

use std::{sync::Arc, time::Duration};

use anyhow::Context as _;
use async_trait::async_trait;
use domain::ids::BroadcastId;
use futures_util::future::join_all;
use riverqueue::JobArgs;
use serde::{Deserialize, Serialize};
use store::broadcasts::{self, ProgressRow, WillingRow};
use tokio::time::Instant;

use super::{Ran, Task};
use crate::{
    app::App,
    mail::{self, Delivered, MailError, Reader},
};

/// Mails side by side: as many as connections to the mail server are kept.
const AT_ONCE: i64 = 4;
/// A run ends after this, so that it is never cut off in the middle of a mail.
const SLICE: Duration = Duration::from_secs(25);

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
        let (began, mut at) = (Instant::now(), message.mailed_to);
        while began.elapsed() < SLICE {
            let readers = broadcasts::willing(&mut app.db.read().await?, id, at, AT_ONCE).await?;
            let Some(last) = readers.last().map(|reader| reader.id.get()) else {
                finish(app, id).await?;
                return Ok(Ran::Done);
            };
            let sent = send(app, &message, readers).await?;
            if !move_on(app, id, at, last, sent).await? {
                // Another run of this job was quicker; it goes on from there.
                return Ok(Ran::Done);
            }
            at = last;
        }
        Ok(Ran::Later(Duration::ZERO))
    }
}

async fn finish(app: &App, id: BroadcastId) -> store::Result<()> {
    let mut tx = app.db.begin().await?;
    broadcasts::all_mailed(&mut tx, id).await?;
    tx.commit().await
}

async fn move_on(app: &App, id: BroadcastId, from: i64, to: i64, sent: i64) -> store::Result<bool> {
    let mut tx = app.db.begin().await?;
    let moved = broadcasts::mailed(&mut tx, id, from, to, sent).await?;
    tx.commit().await?;
    Ok(moved)
}

/// Sends a few mails; how many went. An address that no server takes is passed over; any other trouble stops the run, to be tried again.
async fn send(app: &App, message: &ProgressRow, readers: Vec<WillingRow>) -> Result<i64, MailError> {
    let mut went = 0;
    for delivered in join_all(readers.into_iter().map(|reader| one(app, message, reader))).await {
        match delivered {
            Ok(Delivered::Now | Delivered::Before) => went += 1,
            Ok(Delivered::Nobody) => {}
            Err(error) if error.is_about_the_recipient() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(went)
}

async fn one(app: &App, message: &ProgressRow, reader: WillingRow) -> Result<Delivered, MailError> {
    let snapshot = app.snapshot().await?;
    let way_out = mail::way_out(app, reader.id).await?;
    let reader = Reader { id: reader.id, name: reader.name, email: reader.email, way_out };
    let text = (message.heading.as_str(), message.body.as_str(), message.link.as_str());
    let letter = mail::broadcast_letter(&app.mailer, &snapshot.settings.shop, &reader, text)?;
    let key = format!("broadcast-{}-{}", message.id, reader.id);
    mail::deliver(app, &key, message.kind.code(), &reader.email, letter).await
}
