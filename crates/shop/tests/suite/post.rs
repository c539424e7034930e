//! A mail server inside the test: remembers what it took, refuses on demand.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use async_trait::async_trait;
use shop::{
    app::{App, AppOptions},
    entropy::CountingEntropy,
    files::local::LocalFiles,
    mail::{Envelope, MailError, Mailer, Transport},
};

use crate::world::World;

/// The server.
#[derive(Default)]
pub struct Post {
    pub sent: AtomicUsize,
    pub refuses: AtomicBool,
    /// Everything taken, oldest first.
    pub taken: Mutex<Vec<Envelope>>,
}

#[async_trait]
impl Transport for Post {
    fn name(&self) -> &'static str {
        "test"
    }

    async fn send(&self, envelope: &Envelope) -> Result<(), MailError> {
        if self.refuses.load(Ordering::SeqCst) {
            return Err(MailError::TimedOut);
        }
        self.sent.fetch_add(1, Ordering::SeqCst);
        self.taken.lock().expect("nobody panicked").push(envelope.clone());
        Ok(())
    }
}

impl Post {
    /// Who got a mail, in the order of the addresses.
    pub fn recipients(&self) -> Vec<String> {
        let mut to: Vec<_> =
            self.taken.lock().expect("nobody panicked").iter().map(|mail| mail.to.to_string()).collect();
        to.sort();
        to
    }
}

/// A second program on the same shop, whose mails go to `post`.
pub fn posting(world: &World, post: Arc<Post>) -> Arc<App> {
    let folder = world.test.folder();
    let options = AppOptions {
        database: &world.test.options,
        files: Arc::new(LocalFiles::new(folder.join("files"))),
        clock: world.test.clock.clone(),
        entropy: Arc::new(CountingEntropy::default()),
        secure: false,
        behind_proxy: false,
        metrics_token: None,
        mail: Arc::new(Mailer::with(post, "toko@toko.example".parse().expect("a mailbox"), "http://shop.test")),
    };
    App::assemble(world.test.db.clone(), options).expect("the app stands")
}
