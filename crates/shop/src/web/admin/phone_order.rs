//! An order by telephone (domain.md §7): who calls, what they want, what it costs them and why; then placed by the same operation as theirs.

use domain::{
    ids::{CustomerId, OrderId},
    money::Rupiah,
    order::OngkirPaid,
    problem::Problem,
    settings::Settings,
    text as plain_text,
};
use http::StatusCode;
use views::{
    admin::{FoundCustomer, LineField, PhoneOrderPage, PhonePrice},
    form::FormState,
    format,
    frame::Tone,
    text, urls,
};

use super::{
    order_lines::{self, Rows},
    order_steps::fee,
    order_view::phone,
    parts::refuse,
    phone_customer,
    phone_price::{price, price_view, priced},
};
use crate::{
    entropy,
    ops::{
        Checked, Done, order_note,
        place_order::{self, ByOffice, From, Placed, Placing},
        pricing::{self, Buyer},
    },
    web::{
        checkout::{MAX_NOTE, changed, key, way, zone},
        ctx::{Admin, Query},
        fault::Fault,
        parts,
        posted::{Posted, Typed},
        reply::{self, Answer},
    },
};

/// Empty rows of a fresh form.
const ROWS: usize = 3;

/// `/admin/pesanan/baru/` (`?cari=` finds who calls, `?pelanggan=` is who)
pub async fn show(admin: Admin, query: Query) -> Answer {
    if query.has("pelanggan") {
        let id: CustomerId = query.get("pelanggan").parse().map_err(|_| Fault::NotFound)?;
        let buyer = buyer(&admin, id).await?;
        let mut form = FormState::default();
        form.keep("metode", "kirim");
        form.keep("alamat_pengiriman", &buyer.address);
        let fresh = Shown { lines: vec![LineField::default(); ROWS], ..Shown::new(form, fresh_key(&admin)) };
        return reply::ok(&page(&admin, &buyer, fresh));
    }
    phone_customer::search(&admin, query.get("cari").trim()).await
}

/// A key for a form that is opened.
pub fn fresh_key(admin: &Admin) -> String {
    entropy::key(admin.ctx.app.entropy.as_ref())
}

async fn buyer(admin: &Admin, id: CustomerId) -> Result<Buyer, Fault> {
    let mut conn = admin.ctx.app.db.read().await?;
    pricing::buyer(&mut conn, id, admin.ctx.now).await?.ok_or(Fault::NotFound)
}

/// POST `/admin/pesanan/baru/?pelanggan=` (form `phone-order`): one row more, the price, or the order.
pub async fn place(admin: Admin, query: Query, Typed(posted): Typed) -> Answer {
    let id: CustomerId = query.get("pelanggan").parse().map_err(|_| Fault::NotFound)?;
    let buyer = buyer(&admin, id).await?;
    let rows = order_lines::read(&admin.ctx.snap, &posted, &[]);
    let mut shown = Shown::new(posted.keep_all(), posted.owned("kunci"));
    if shown.key.is_empty() {
        shown.key = fresh_key(&admin);
    }
    let more = posted.text("aksi") == "tambah";
    shown.price = price(&admin, &buyer, &rows);
    let placing = match read(&admin, id, &posted, &rows) {
        Ok(placing) if posted.text("aksi") == "pesan" => placing,
        Err(error) if !more => {
            shown.form = refuse(shown.form, error)?;
            return answer(&admin, &buyer, shown.with(rows, false));
        }
        _ => return answer(&admin, &buyer, shown.with(rows, more)),
    };
    match place_order::place_order(&admin.ctx.app, &admin.ctx.snap.settings, &placing).await {
        Ok(Placed::New(order)) => {
            Ok(admin.ctx.go(&urls::admin_order(order), Tone::Good, text::admin::PHONE_ORDER_PLACED))
        }
        Ok(Placed::Again(order)) => Ok(reply::to(&urls::admin_order(order))),
        Ok(Placed::Changed) => moved(&admin, &buyer, &posted, shown).await,
        Ok(Placed::Repeats(order)) => {
            shown.repeats = Some(order);
            answer(&admin, &buyer, shown.with(rows, false))
        }
        Ok(Placed::Empty) => {
            shown.form.refuse("barang", Problem::Required);
            answer(&admin, &buyer, shown.with(rows, false))
        }
        Err(error) => {
            shown.form = refuse(shown.form, error)?;
            answer(&admin, &buyer, shown.with(rows, false))
        }
    }
}

/// Something is not as it was shown (or nothing was shown): the figures as they are now, read anew.
async fn moved(admin: &Admin, buyer: &Buyer, posted: &Posted, mut shown: Shown) -> Answer {
    let snap = admin.ctx.app.fresh_snapshot().await?;
    let rows = order_lines::read(&snap, posted, &[]);
    let priced = priced(admin, buyer, &snap, &rows);
    shown.changed = match (&priced, posted.has("tampil")) {
        (Some(priced), true) => changed(posted.text("tampil"), priced),
        (Some(_), false) => vec![text::admin::LOOK_FIRST.to_owned()],
        (None, _) => Vec::new(),
    };
    shown.price = priced.map(|priced| price_view(&snap, &priced));
    if shown.price.is_none() {
        shown.form.refuse("barang", Problem::ChangedMeanwhile);
    }
    answer(admin, buyer, shown.with(rows, false))
}

/// What the order is to be, or what is wrong with it.
fn read(admin: &Admin, customer: CustomerId, posted: &Posted, rows: &Rows) -> Done<Placing> {
    let mut checked = Checked::default();
    rows.check(&mut checked);
    let (way, address) = way(&mut checked, posted);
    let zone = checked.take("zona", zone(&admin.ctx.snap.settings, posted.text("zona")));
    let ongkir = checked.take("ongkir", optional_fee(posted.text("ongkir")));
    let note = checked.take("catatan", plain_text::optional(posted.text("catatan"), MAX_NOTE));
    let inner = plain_text::optional(posted.text("catatan_internal"), order_note::MAX_NOTE);
    let inner = checked.take("catatan_internal", inner);
    let key = checked.take("kunci", key(posted.text("kunci")));
    match (way, address, zone, ongkir, note, inner, key) {
        (Some(fulfilment), Some(address), Some(zone), Some(ongkir), Some(note), Some(inner), Some(key))
            if checked.is_fine() =>
        {
            Ok(Placing {
                customer,
                key,
                from: From::Lines(rows.wanted.clone()),
                fulfilment,
                address,
                zone,
                note: note.unwrap_or_default(),
                shown: posted.owned("tampil"),
                proof: None,
                repeat: posted.text("lagi") == "ya",
                office: Some(ByOffice { by: admin.by(), ongkir, note: inner }),
            })
        }
        _ => Err(checked.refused()),
    }
}

fn optional_fee(typed: &str) -> Result<Option<Rupiah>, Problem> {
    if typed.trim().is_empty() { Ok(None) } else { fee(typed).map(Some) }
}

/// What the page shows beside the customer.
struct Shown {
    form: FormState,
    key: String,
    lines: Vec<LineField>,
    price: Option<PhonePrice>,
    changed: Vec<String>,
    repeats: Option<OrderId>,
}

impl Shown {
    fn new(form: FormState, key: String) -> Self {
        Self { form, key, lines: Vec::new(), price: None, changed: Vec::new(), repeats: None }
    }

    /// With the rows as they were typed and room for others.
    fn with(mut self, rows: Rows, more: bool) -> Self {
        self.lines = rows.fields;
        let spare = match (self.lines.is_empty(), more) {
            (true, _) => ROWS,
            (false, true) => 2,
            (false, false) => 1,
        };
        self.lines.extend(std::iter::repeat_n(LineField::default(), spare));
        self
    }
}

/// The fee as the order would have it with what is typed; nothing while it is open or wrong.
fn fee_of(settings: &Settings, form: &FormState) -> Option<Rupiah> {
    if form.value("metode") == "ambil" {
        return Some(Rupiah::ZERO);
    }
    match optional_fee(form.value("ongkir")) {
        Ok(None) => settings.shipping_fee(form.value("zona")),
        typed => typed.ok().flatten(),
    }
}

fn answer(admin: &Admin, buyer: &Buyer, shown: Shown) -> Answer {
    let refused = shown.form.is_refused() || !shown.changed.is_empty() || shown.repeats.is_some();
    let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    reply::page(status, &page(admin, buyer, shown))
}

fn page(admin: &Admin, buyer: &Buyer, shown: Shown) -> PhoneOrderPage {
    let settings = &admin.ctx.snap.settings;
    PhoneOrderPage {
        frame: admin.frame(),
        customer: FoundCustomer {
            id: buyer.id,
            name: buyer.name.clone(),
            username: String::new(),
            phone: phone(&buyer.phone).0,
            orders: format::count(buyer.orders),
        },
        key: shown.key,
        lines: shown.lines,
        products: order_lines::offered(&admin.ctx.snap),
        zones: parts::zones(settings),
        ongkir: fee_of(settings, &shown.form),
        ongkir_with_transfer: settings.shipping.ongkir_paid == OngkirPaid::WithTransfer,
        form: shown.form,
        price: shown.price,
        changed: shown.changed,
        repeats: shown.repeats,
    }
}
