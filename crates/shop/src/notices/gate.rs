//! On PostgreSQL: finds out which notifications are settled before open pages look (docs/decisions/0008). One statement for all pages of
//! the process, after each hint.

use std::{sync::Arc, time::Duration};

use store::{Db, horizon::Horizon};
use tokio::time;

use super::{
    hub::Hub,
    news::{Mailbox, People},
    trouble::Trouble,
};

/// While a notification waits for an older transaction, this often is looked again.
const LOOK_AGAIN: Duration = Duration::from_millis(25);

/// Before the first page opens, transactions of other processes may take this long to end.
const FIRST_LOOKS: u32 = 100;

/// Takes the place before the hub: what is told from now on waits until it is settled.
pub async fn keep(db: &Db, hub: &Hub) -> store::Result<impl Future<Output = ()> + use<>> {
    let mut horizon = Horizon::default();
    for _ in 0..FIRST_LOOKS {
        horizon.look(db).await?;
        if !horizon.is_waiting() {
            break;
        }
        time::sleep(LOOK_AGAIN).await;
    }
    // Nobody has a page open yet who could miss anything.
    horizon.give_up();
    let gate = Arc::new(Mailbox::default());
    hub.keep_behind(gate.clone(), horizon.settled());
    Ok(let_through(db.clone(), hub.clone(), gate, horizon))
}

async fn let_through(db: Db, hub: Hub, gate: Arc<Mailbox>, mut horizon: Horizon) {
    let mut trouble = Trouble::with("reading what is settled");
    let mut waiting = super::news::News::default();
    loop {
        if horizon.is_waiting() {
            let _ = time::timeout(LOOK_AGAIN, gate.filled()).await;
        } else {
            gate.filled().await;
        }
        waiting.merge(gate.empty());
        while let Err(error) = horizon.look(&db).await {
            trouble.wait(error).await;
            waiting.merge(gate.empty());
        }
        trouble.over();
        let before = hub.settled();
        hub.settle(horizon.settled());
        if !horizon.is_waiting() {
            hub.wake(&std::mem::take(&mut waiting.people));
        } else if horizon.settled() > before {
            hub.wake(&People::clone(&waiting.people));
        }
    }
}
