//! One customer with everything the office knows (domain.md §12).

use axum::response::Response;
use domain::{
    ids::{CustomerId, NoteId},
    loyalty,
    order::OrderState,
    time::ShopDay,
};
use store::customer_file::{self, CustomerRow, File};
use views::{
    admin::{CustomerPage, CustomerWho, OrderSums},
    form::FormState,
    format,
    frame::Tone,
    parts::NamedProduct,
    text::{self, crm::Contact},
    urls,
    whatsapp::whatsapp_link,
};

use super::{
    customer_gone, customer_parts as parts,
    overtaken::{self, Latest},
    parts::{refuse, version},
};
use crate::{
    entropy,
    ops::profile::{self, TypedContact},
    web::{
        ctx::{Admin, Ctx, Id},
        fault::Fault,
        posted::Typed,
        reply::{self, Answer},
    },
};

pub async fn show(admin: Admin, Id(id): Id<CustomerId>) -> Answer {
    match draw(&admin, id, Refused::default()).await {
        Err(Fault::NotFound) => customer_gone::show(&admin, id).await,
        drawn => reply::ok(&drawn?),
    }
}

/// A form of the page that was refused.
#[derive(Default)]
pub struct Refused {
    /// By its `data-form` name.
    pub form: Option<(&'static str, FormState)>,
    /// The form of one note.
    pub note: Option<(NoteId, FormState)>,
}

impl Refused {
    pub fn form(name: &'static str, state: FormState) -> Self {
        Self { form: Some((name, state)), note: None }
    }
}

/// The page, with the forms as they were refused.
pub async fn draw(admin: &Admin, id: CustomerId, refused: Refused) -> Result<CustomerPage, Fault> {
    let ctx = &admin.ctx;
    let favourites = i64::from(ctx.snap.settings.discounts.favourites_count);
    let mut conn = ctx.app.db.read().await?;
    let rows = customer_file::customer(&mut conn, id, favourites, ctx.now).await?;
    let file = customer_file::file(&mut conn, id, ctx.now).await?;
    drop(conn);
    let row = rows.first().ok_or(Fault::NotFound)?;
    page(admin, row, &rows, file, refused)
}

/// GET of a form's address leads to the customer.
pub async fn back(Id(id): Id<CustomerId>) -> Response {
    reply::to(&urls::admin_customer(id))
}

/// POST `/admin/pelanggan/<id>/tanggal-lahir/` (form `customer`)
pub async fn correct_birth_date(admin: Admin, Id(id): Id<CustomerId>, Typed(posted): Typed) -> Answer {
    let (app, settings) = (&admin.ctx.app, &admin.ctx.snap.settings);
    match profile::correct_birth_date(app, settings, id, posted.text("tanggal_lahir"), &admin.by()).await {
        Ok(()) => Ok(admin.ctx.go(&urls::admin_customer(id), Tone::Good, text::birthday::BIRTH_DATE_SAVED)),
        Err(error) => {
            let form = refuse(posted.keep_all(), error)?;
            reply::refused(&draw(&admin, id, Refused::form("customer", form)).await?)
        }
    }
}

/// POST `/admin/pelanggan/<id>/data/` (form `customer-data`)
pub async fn correct_data(admin: Admin, Id(id): Id<CustomerId>, Typed(posted): Typed) -> Answer {
    let typed = TypedContact {
        name: posted.owned("nama_pelanggan"),
        phone: posted.owned("no_hp"),
        address: posted.owned("alamat"),
    };
    match profile::correct_contact(&admin.ctx.app, (id, version(&posted)), &typed, &admin.by()).await {
        Ok(()) => Ok(admin.ctx.go(&urls::admin_customer(id), Tone::Good, text::crm::DATA_SAVED)),
        Err(error) => {
            let mut page = draw(&admin, id, Refused::default()).await?;
            let latest = Latest { form: page.forms.get("customer-data"), address: urls::admin_customer(id), of: None };
            let form = match overtaken::refused(&admin, posted.keep_all(), error, latest).await? {
                Ok(form) => form,
                Err(saved) => return Ok(saved),
            };
            page.forms = page.forms.with("customer-data", form);
            reply::refused(&page)
        }
    }
}

fn page(
    admin: &Admin,
    row: &CustomerRow,
    rows: &[CustomerRow],
    file: File,
    refused: Refused,
) -> Result<CustomerPage, Fault> {
    let ctx = &admin.ctx;
    let named = |row: &CustomerRow| Some(NamedProduct { id: row.favourite_id?, name: row.favourite_name.clone()? });
    let forms = parts::forms(admin, row);
    let forms = match refused.form {
        Some((name, state)) => forms.with(name, state),
        None => forms,
    };
    Ok(CustomerPage {
        frame: admin.frame(),
        id: row.id,
        who: who(ctx, row),
        last_contact: last_contact(ctx, row),
        sums: sums(ctx, row),
        favourites: rows.iter().filter_map(named).collect(),
        orders: file.orders.into_iter().map(|order| super::parts::order_row(ctx, order)).collect(),
        proofs: file.proofs.into_iter().map(|proof| parts::proof(ctx, &proof)).collect(),
        feedback: file.feedback.into_iter().map(|voice| parts::voice(ctx, voice)).collect(),
        notes: file.notes.into_iter().map(|note| parts::note(admin, note, refused.note.as_ref())).collect(),
        tags: file.tags.into_iter().map(parts::chip).collect(),
        known_tags: file.known_tags.into_iter().map(|tag| tag.name).collect(),
        tasks: file.tasks.into_iter().map(|task| parts::task(ctx, task)).collect(),
        discounts: file.discounts.into_iter().map(|row| parts::discount(ctx, row)).collect::<Result<_, _>>()?,
        gift: file.gift.and_then(|gift| Some(text::crm::last_gift(ShopDay::parse(&gift.day).ok()?, gift.loyal))),
        saved: (row.saved, row.discounted),
        shared_discounts: row.shared_discounts,
        news: file.news.into_iter().map(|news| parts::news(ctx, news)).collect(),
        admins: file.admins.into_iter().map(parts::choice).collect(),
        key: entropy::key(ctx.app.entropy.as_ref()),
        forms,
    })
}

fn who(ctx: &Ctx, row: &CustomerRow) -> CustomerWho {
    let settings = &ctx.snap.settings;
    let (today, threshold) = (settings.zone.day_of(ctx.now), settings.discounts.loyal_threshold);
    let birth = ShopDay::parse(&row.birth_date).ok();
    let loyal = loyalty::is_loyal(row.bought, threshold);
    let reach = reach(ctx, &row.name, &row.phone);
    CustomerWho {
        name: row.name.clone(),
        username: row.username.clone(),
        phone: reach.phone,
        tel: reach.tel,
        chat: reach.chat,
        email: row.email.clone(),
        address: row.address.clone(),
        birth_date: birth.map(format::day).unwrap_or_default(),
        next_birthday: birth.map(|birth| next_birthday(birth, today)).unwrap_or_default(),
        birthday_today: birth.is_some_and(|birth| today.birthday_matches(birth)),
        since: format::date(&settings.zone, row.created_at),
        consent: row.consent_at.is_some(),
        refuses_profiling: row.profiling_refused_at.is_some(),
        loyal,
        missing: (!loyal).then(|| loyalty::missing_to_loyal(row.bought, threshold)),
    }
}

fn next_birthday(birth: ShopDay, today: ShopDay) -> String {
    let this_year = birth.birthday_in(today.year());
    let next = if this_year < today { birth.birthday_in(today.year() + 1) } else { this_year };
    text::birthday::when(next, next.days_since(today))
}

/// A phone number in its three uses.
pub struct Reach {
    /// As people read it.
    pub phone: String,
    /// For `tel:`; empty when it is no number.
    pub tel: String,
    /// A chat with a first word; empty for land lines.
    pub chat: String,
}

/// How to reach a customer.
pub fn reach(ctx: &Ctx, name: &str, stored: &str) -> Reach {
    let Ok(phone) = domain::people::Phone::parse(stored) else {
        return Reach { phone: stored.to_owned(), tel: String::new(), chat: String::new() };
    };
    let hello = text::crm::hello(name, &ctx.snap.settings.shop.name);
    let chat = if phone.is_mobile() { whatsapp_link(&phone, &hello) } else { String::new() };
    Reach { phone: phone.to_string(), tel: phone.as_str().to_owned(), chat }
}

fn last_contact(ctx: &Ctx, row: &CustomerRow) -> Option<String> {
    let kinds = [
        (row.last_order_at, Contact::Order),
        (row.last_feedback_at, Contact::Feedback),
        (row.last_message_at, Contact::Message),
        (row.last_task_at, Contact::FollowUp),
        (row.last_note_at, Contact::Note),
    ];
    let (at, contact) = kinds.into_iter().filter_map(|(at, kind)| Some((at?, kind))).max_by_key(|(at, _)| *at)?;
    let zone = &ctx.snap.settings.zone;
    let ago = zone.day_of(ctx.now).days_since(zone.day_of(at));
    Some(text::crm::last_contact(contact, ago, &format::date(zone, at)))
}

fn sums(ctx: &Ctx, row: &CustomerRow) -> OrderSums {
    let zone = &ctx.snap.settings.zone;
    let ago = |at| text::crm::ago(zone.day_of(ctx.now).days_since(zone.day_of(at)));
    let states = [
        (OrderState::Placed, row.placed),
        (OrderState::Paid, row.paid),
        (OrderState::Shipped, row.shipped),
        (OrderState::Completed, row.completed),
        (OrderState::Cancelled, row.cancelled),
    ];
    OrderSums {
        total: row.bought,
        orders: row.orders,
        average: row.bought.get().checked_div(row.bought_orders).and_then(|each| domain::money::Rupiah::new(each).ok()),
        last: row.last_order_at.map(|at| (format::date(zone, at), ago(at))),
        states: states.into_iter().filter(|(_, count)| *count > 0).collect(),
    }
}
