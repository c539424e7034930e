//! Mails: written by `views::mails`, brought away by a transport, once for each delivery key (domain.md §10).

mod birthday;
mod deliver;
mod folder;
mod letters;
mod message;
mod reader;
mod reset;
mod smtp;

use std::{path::PathBuf, sync::Arc};

use async_trait::async_trait;
use domain::{settings::ShopInfo, time::UtcMillis};
use lettre::{Address, message::Mailbox};
use store::StoreError;
use views::mails::{Letter, Sender};

pub use birthday::send_birthday;
pub use deliver::{Delivered, LOOK_AGAIN, deliver, ran, ran_unasked};
pub use folder::Folder;
pub use letters::{OrderMail, order_letter};
pub use message::{file_name, message, message_id};
pub use reader::{Reader, broadcast_letter, reader, way_out, whose_way_out};
pub use reset::send_reset;
pub use smtp::Smtp;

/// Answers of a mail server that takes nobody's mails now, or not from this shop (RFC 5321, 3207, 4954).
const NOBODYS: [u16; 8] = [421, 454, 500, 503, 530, 534, 535, 538];

/// Why a mail did not go.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No server takes mail for this recipient; trying again is of no use.
    #[error("not an address: {0}")]
    Address(String),
    #[error("the mail could not be put together: {0}")]
    Message(#[from] lettre::error::Error),
    #[error("the mail could not be drawn: {0}")]
    Draw(String),
    #[error("the mail server: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
    #[error("the mail server took too long")]
    TimedOut,
    #[error("another run is sending this mail")]
    Taken,
    #[error("the folder of mails: {0}")]
    Folder(#[from] std::io::Error),
}

impl MailError {
    /// Whether trying again can not help: the server said a final no, or the address is none.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Address(_) | Self::Message(_) => true,
            Self::Smtp(error) => error.is_permanent(),
            _ => false,
        }
    }

    /// Whether it is this one recipient (or this one mail) that is not taken, now or ever, while others are. A server that takes nobody's
    /// mails does not answer, answers 421, or wants a secret first.
    pub fn is_about_the_recipient(&self) -> bool {
        match self {
            Self::Address(_) | Self::Message(_) => true,
            Self::Smtp(error) => error.status().is_some_and(|code| !NOBODYS.contains(&u16::from(code))),
            _ => false,
        }
    }
}

/// A letter with everything that stands on the outside.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// Delivery key; `Message-ID` follows from it, so that a mail sent twice can be known as the same.
    pub key: String,
    pub from: Mailbox,
    pub reply_to: Option<Mailbox>,
    pub to: Mailbox,
    pub at: UtcMillis,
    pub letter: Letter,
}

/// A way mails leave the shop.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Its name in the books.
    fn name(&self) -> &'static str;
    /// Brings one mail away; when this returns well, it is somebody else's to keep.
    async fn send(&self, envelope: &Envelope) -> Result<(), MailError>;
    /// Forgets mails it kept for itself, by their keys; most keep none.
    async fn forget(&self, _keys: &[String]) -> std::io::Result<()> {
        Ok(())
    }
}

/// Sends the shop's mails by one transport.
pub struct Mailer {
    /// The shop's address on the net, without a slash at the end.
    base: String,
    from: Mailbox,
    transport: Arc<dyn Transport>,
}

impl Default for Mailer {
    /// As without any option: mails lie in the default data folder.
    fn default() -> Self {
        Self::to_folder(PathBuf::from("data").join("mails"), None, "http://127.0.0.1:8000")
    }
}

impl Mailer {
    /// Without SMTP settings: mails are files in a folder.
    pub fn to_folder(folder: PathBuf, from: Option<Mailbox>, base: &str) -> Self {
        let from = from.unwrap_or_else(|| {
            Mailbox::new(None, Address::new("toko", "localhost").expect("a fixed address can be read"))
        });
        Self::with(Arc::new(Folder::new(folder)), from, base)
    }

    /// By a mail server; must be called within the runtime.
    pub fn by_smtp(url: &str, from: Mailbox, base: &str) -> Result<Self, MailError> {
        let smtp = Smtp::open(url, from.email.domain())?;
        Ok(Self::with(Arc::new(smtp), from, base))
    }

    /// By any transport.
    pub fn with(transport: Arc<dyn Transport>, from: Mailbox, base: &str) -> Self {
        Self { base: base.trim_end_matches('/').to_owned(), from, transport }
    }

    /// An address of the shop that works from outside its pages.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Forgets mails that lie with the transport: of somebody who went. They are no part of the books, so a failure is only noted.
    pub async fn forget(&self, keys: &[String]) {
        if let Err(error) = self.transport.forget(keys).await {
            tracing::error!(%error, "mails of a deleted customer could not be removed");
        }
    }

    /// Name of the transport.
    pub fn way(&self) -> &'static str {
        self.transport.name()
    }

    /// The shop as its mails show it.
    pub fn sender<'a>(&'a self, shop: &'a ShopInfo) -> Sender<'a> {
        Sender { name: &shop.name, address: &shop.address, phone: &shop.phone, base: &self.base }
    }

    /// Puts a letter into its envelope.
    fn envelope(
        &self,
        shop: &ShopInfo,
        key: &str,
        recipient: &str,
        at: UtcMillis,
        letter: Letter,
    ) -> Result<Envelope, MailError> {
        let to = recipient.trim().parse::<Address>().map_err(|_| MailError::Address(recipient.to_owned()))?;
        let name = self.from.name.clone().or_else(|| Some(shop.name.clone()).filter(|name| !name.is_empty()));
        let reply = shop.email.trim().parse::<Address>().ok().filter(|address| *address != self.from.email);
        Ok(Envelope {
            key: key.to_owned(),
            reply_to: reply.map(|address| Mailbox::new(name.clone(), address)),
            from: Mailbox::new(name, self.from.email.clone()),
            to: Mailbox::new(None, to),
            at,
            letter,
        })
    }
}
