//! Several products of the list done at once: archived, brought back, put in a category.

use axum::response::Response;
use domain::ids::{CategoryId, ProductId};
use views::{frame::Tone, text::bulk as words, urls};

use super::bulk::{self, Outcome};
use crate::{
    ops::{catalogue, category_moves},
    web::{
        ctx::Admin,
        posted::{Posted, Typed},
        reply::{self, Answer},
    },
};

/// What is done with each.
enum What {
    Archive(bool),
    /// Into this category, or out of any.
    Move(Option<CategoryId>),
}

impl What {
    /// What the pressed button says; nothing when it says nothing that can be done.
    fn read(posted: &Posted) -> Option<Self> {
        match (posted.text("aksi"), posted.text("kategori")) {
            ("arsip", _) => Some(Self::Archive(true)),
            ("kembali", _) => Some(Self::Archive(false)),
            ("kategori", words::NO_CATEGORY) => Some(Self::Move(None)),
            ("kategori", id) => id.parse().ok().map(|id| Self::Move(Some(id))),
            _ => None,
        }
    }
}

/// POST `/admin/produk/massal/` (form `products-bulk`).
pub async fn bulk(admin: Admin, Typed(posted): Typed) -> Answer {
    let chosen: Vec<ProductId> = bulk::chosen(posted.all("produk"));
    let back = bulk::list_of(&posted, urls::ADMIN_PRODUCTS);
    if chosen.is_empty() {
        return Ok(bulk::nothing(&admin, &back));
    }
    let Some(what) = What::read(&posted) else {
        return Ok(admin.ctx.go(&back, Tone::Note, words::NO_CATEGORY_CHOSEN));
    };
    let (app, snap, by) = (&admin.ctx.app, &admin.ctx.snap, admin.by());
    let mut outcome = Outcome::default();
    for id in chosen {
        let Some(product) = snap.product(id) else {
            outcome.refused(words::number(id.get()), words::UNKNOWN);
            continue;
        };
        let name = &product.row.name;
        match what {
            What::Archive(true) if !product.on_sale() => outcome.refused(name, words::ARCHIVED_BEFORE),
            What::Archive(false) if product.on_sale() => outcome.refused(name, words::ON_SALE),
            What::Archive(archived) => outcome.note(name, catalogue::archive(app, id, archived, &by).await),
            What::Move(category) if product.row.category_id == category => {
                outcome.refused(name, words::THERE_ALREADY);
            }
            What::Move(category) => outcome.note(name, category_moves::put(app, id, category, &by).await),
        }
        if outcome.stopped() {
            break;
        }
    }
    let said = match what {
        What::Archive(true) => words::archived(outcome.done),
        What::Archive(false) => words::brought_back(outcome.done),
        What::Move(_) => words::moved(outcome.done),
    };
    outcome.tell(&admin, &back, said)
}

/// GET of the form's address leads to the list.
pub async fn back() -> Response {
    reply::to(urls::ADMIN_PRODUCTS)
}
