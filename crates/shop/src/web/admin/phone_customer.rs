//! Who calls: found, or entered without a password; and the link with which the account becomes theirs (docs/decisions/0017).

use axum::response::Response;
use domain::{ids::CustomerId, people::Phone};
use store::{accounts::FoundRow, people_pages, places::Page};
use views::{
    admin::{ClaimPage, FoundCustomer, PhoneCustomerPage},
    form::FormState,
    format,
    frame::Tone,
    text, urls,
    whatsapp::whatsapp_link,
};

use super::{order_view::phone, parts::refuse, phone_order::fresh_key};
use crate::{
    ops::phone_customers::{self, CLAIM_DAYS, Entered, TypedCustomer},
    web::{
        ctx::{Admin, Id},
        posted::Typed,
        reply::{self, Answer},
    },
};

/// Customers a search shows.
const MOST_FOUND: i64 = 8;
/// So many digits are a phone number rather than a name.
const DIGITS_OF_A_PHONE: usize = 6;

/// The first step of an order by telephone: whoever the word finds, and the form for somebody new.
pub async fn search(admin: &Admin, q: &str) -> Answer {
    let mut found = Vec::new();
    if !q.is_empty() {
        let mut conn = admin.ctx.app.db.read().await?;
        let page = Page { skip: 0, take: MOST_FOUND };
        let rows =
            people_pages::customers(&mut conn, (Some(q), None), people_pages::CustomerSort::Newest, page).await?;
        found = rows
            .into_iter()
            .map(|row| FoundCustomer {
                id: row.id,
                name: row.name,
                username: row.username,
                phone: phone(&row.phone).0,
                orders: format::count(row.orders),
            })
            .collect();
    }
    let mut form = FormState::default();
    let is_number = q.chars().filter(char::is_ascii_digit).count() >= DIGITS_OF_A_PHONE;
    form.keep(if is_number { "no_hp" } else { "nama_pelanggan" }, q);
    reply::ok(&PhoneCustomerPage {
        frame: admin.frame(),
        q: q.to_owned(),
        found,
        form,
        key: fresh_key(admin),
        known: Vec::new(),
    })
}

/// GET of the form's address leads to who calls.
pub async fn back() -> Response {
    reply::to(urls::ADMIN_ORDER_NEW)
}

/// POST `/admin/pesanan/baru/pelanggan/` (form `phone-customer`)
pub async fn enter_customer(admin: Admin, Typed(posted): Typed) -> Answer {
    let typed = TypedCustomer {
        name: posted.owned("nama_pelanggan"),
        phone: posted.owned("no_hp"),
        address: posted.owned("alamat"),
        key: posted.owned("kunci"),
        really_new: posted.has("tetap"),
    };
    let (form, known) = match phone_customers::enter(&admin.ctx.app, &typed, &admin.by()).await {
        Ok(Entered::New(id)) => {
            let words = text::admin::CUSTOMER_ENTERED;
            return Ok(admin.ctx.go(&urls::admin_order_new_for(id), Tone::Good, words));
        }
        Ok(Entered::Again(id)) => {
            return Ok(admin.ctx.go(&urls::admin_order_new_for(id), Tone::Note, text::admin::CUSTOMER_THERE));
        }
        Ok(Entered::Known(rows)) => (posted.keep_all(), rows.into_iter().map(found).collect()),
        Err(error) => (refuse(posted.keep_all(), error)?, Vec::new()),
    };
    let key = if posted.has("kunci") { posted.owned("kunci") } else { fresh_key(&admin) };
    let page = PhoneCustomerPage { frame: admin.frame(), q: String::new(), found: Vec::new(), form, key, known };
    reply::refused(&page)
}

fn found(row: FoundRow) -> FoundCustomer {
    let orders = String::new();
    FoundCustomer { id: row.id, name: row.name, username: row.username, phone: phone(&row.phone).0, orders }
}

/// POST `/admin/pelanggan/<id>/tautan-masuk/` (form `customer-claim`): the link is shown this once, so it is no redirect.
pub async fn claim(admin: Admin, Id(id): Id<CustomerId>) -> Answer {
    let (person, token) = phone_customers::claim_link(&admin.ctx.app, id, &admin.by()).await?;
    let link = admin.ctx.app.mailer.address(&urls::password_reset(token.as_str()));
    let shop = &admin.ctx.snap.settings.shop.name;
    let words = text::chat::claim(shop, &person.name, &person.username, &link, CLAIM_DAYS);
    let chat = Phone::parse(&person.phone).ok().filter(Phone::is_mobile).map(|phone| whatsapp_link(&phone, &words));
    reply::ok(&ClaimPage {
        frame: admin.frame(),
        id,
        name: person.name,
        username: person.username,
        link,
        chat: chat.unwrap_or_default(),
        days: CLAIM_DAYS,
    })
}
