//! The WhatsApp queue of a message: one person after the other, each once (domain.md §10).

use askama::Template;
use domain::ids::{BroadcastId, CustomerId};

use crate::{frame::Frame, parts::Paging};

/// Somebody of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhatsappPerson {
    pub id: CustomerId,
    pub name: String,
    pub phone: String,
    /// Who wrote, and when; `None` for who waits.
    pub sent: Option<String>,
}

/// `/admin/notifikasi/<id>/whatsapp/`, GET `lihat` = `terkirim`, forms `whatsapp` and `whatsapp-undo`: `pelanggan`, `aksi` = `kirim` | `batal`, `sadar` = `ya` in the quiet hours.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/notifications/whatsapp.html")]
pub struct WhatsappPage {
    pub frame: Frame,
    pub id: BroadcastId,
    pub heading: String,
    pub body: String,
    pub people: Vec<WhatsappPerson>,
    pub sent: i64,
    /// Who was written to stands first.
    pub sent_first: bool,
    /// Not everybody was told yet: of a message to segments more may come.
    pub growing: bool,
    /// When the quiet hours end, if it is quiet now (`format::time`).
    pub quiet_until: Option<String>,
    pub paging: Paging,
}
