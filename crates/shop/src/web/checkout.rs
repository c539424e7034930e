//! Checkout: the figures are shown, agreed to, and then either ordered exactly so or shown anew (domain.md §5).

use axum::response::Response;
use domain::{
    discount::{Line, PricedCart},
    ids::{OrderId, ProductId},
    order::{Fulfilment, OngkirPaid},
    people::Address,
    problem::Problem,
    quantity::Quantity,
    settings::Settings,
    text as plain_text,
};
use store::files::NewFile;
use views::{
    customer::{CartLineStatus, CheckoutPage, DirectBuy},
    errors::ErrorKind,
    form::FormState,
    frame::Tone,
    text, urls,
};

use super::{
    cart,
    ctx::{Customer, Query},
    fault::Fault,
    parts,
    posted::{self, Posted, WithFiles},
    reply::{self, Answer},
};
use crate::{
    entropy,
    files::uploads::UploadError,
    ops::{
        Checked, OpError,
        place_order::{self, From, Placed, Placing},
        pricing::{self, Buyer, Pricing},
    },
};

/// Longest note of a customer on an order.
pub const MAX_NOTE: usize = 500;
const FIELDS: [&str; 4] = ["metode", "alamat_pengiriman", "zona", "catatan"];

/// What is about to be ordered: the cart, or one product bought directly.
struct Basket {
    from: From,
    lines: Vec<Line>,
    /// Nothing lies in the cart at all, not even something that cannot be had.
    empty: bool,
    /// Every line can be ordered as it stands.
    ready: bool,
}

/// `/checkout/` (`?produk=&jumlah=` for a direct buy)
pub async fn show(me: Customer, query: Query) -> Answer {
    let direct = direct(query.get("produk"), query.get("jumlah"))?;
    let basket = basket(&me, direct).await?;
    if let Some(elsewhere) = not_ready(&me, &basket) {
        return Ok(elsewhere);
    }
    let buyer = buyer(&me).await?;
    reply::ok(&page(&me, &basket, &buyer, fresh(&me, &buyer))?)
}

/// The form as it is opened.
fn fresh(me: &Customer, buyer: &Buyer) -> Shown {
    let mut form = FormState::default();
    form.keep("metode", "kirim");
    form.keep("alamat_pengiriman", &buyer.address);
    Shown { form, key: entropy::key(me.ctx.app.entropy.as_ref()), before: None, repeats: None }
}

/// The page with the present customer's own data, for a form somebody else opened in this browser.
async fn not_mine(me: &Customer, direct: Option<(ProductId, Quantity)>) -> Answer {
    let words = text::somebody_elses(&me.me.name);
    let basket = basket(me, direct).await?;
    if !basket.ready {
        return Ok(me.ctx.go(urls::CART, Tone::Bad, &words));
    }
    let buyer = buyer(me).await?;
    let mut shown = fresh(me, &buyer);
    shown.form.refuse_whole(words);
    reply::refused(&page(me, &basket, &buyer, shown)?)
}

/// A direct buy named in query or form; nothing when the cart is meant.
fn direct(product: &str, quantity: &str) -> Result<Option<(ProductId, Quantity)>, Fault> {
    if product.is_empty() {
        return Ok(None);
    }
    let product = product.parse().map_err(|_| Fault::NotFound)?;
    let quantity = Quantity::parse(quantity).map_err(|_| Fault::NotFound)?;
    Ok(Some((product, quantity)))
}

async fn buyer(me: &Customer) -> Result<Buyer, Fault> {
    let mut conn = me.ctx.app.db.read().await?;
    pricing::buyer(&mut conn, me.me.id, me.ctx.now).await?.ok_or(Fault::NotFound)
}

async fn basket(me: &Customer, direct: Option<(ProductId, Quantity)>) -> Result<Basket, Fault> {
    let mut conn = me.ctx.app.db.read().await?;
    if let Some((product, quantity)) = direct {
        let row = store::catalogue::product(&mut conn, product).await?.ok_or(Fault::NotFound)?;
        let stock = crate::ops::cart::availability(&row);
        let ready = row.archived_at.is_none() && quantity <= stock.available && stock.rule.check(quantity).is_ok();
        let line = Line { product, name: row.name, unit_price: row.price, quantity };
        return Ok(Basket { from: From::Direct { product, quantity }, lines: vec![line], empty: false, ready });
    }
    let owner = store::carts::CartOwner::Customer(me.me.id);
    let rows = store::carts::lines(&mut conn, &owner).await?;
    let ready = !rows.is_empty() && rows.iter().all(|row| cart::status(row) == CartLineStatus::Fine);
    Ok(Basket { from: From::Cart, lines: cart::orderable(&rows), empty: rows.is_empty(), ready })
}

/// Where to go when the basket cannot be ordered as it stands.
fn not_ready(me: &Customer, basket: &Basket) -> Option<Response> {
    if basket.ready {
        return None;
    }
    Some(match basket.from {
        From::Direct { product, .. } => me.ctx.go(&urls::product(product), Tone::Note, text::NOT_ENOUGH_NOW),
        From::Cart if basket.lines.is_empty() && !basket.empty => {
            me.ctx.go(urls::CART, Tone::Note, text::CART_ALL_GONE)
        }
        From::Cart if basket.empty => me.ctx.go(urls::CART, Tone::Note, text::CART_EMPTY),
        From::Cart | From::Lines(_) => me.ctx.go(urls::CART, Tone::Note, text::CART_NEEDS_A_LOOK),
    })
}

/// What the page shows beside the figures.
struct Shown {
    form: FormState,
    key: String,
    /// The fingerprint of the figures shown before, when they changed.
    before: Option<String>,
    /// The order this one would repeat.
    repeats: Option<OrderId>,
}

fn page(me: &Customer, basket: &Basket, buyer: &Buyer, mut shown: Shown) -> Result<CheckoutPage, Fault> {
    let settings = &me.ctx.snap.settings;
    let priced = Pricing::of(buyer, settings, me.ctx.now)
        .price(&basket.lines)
        .map_err(|_| Fault::Kind(ErrorKind::BadRequest))?;
    shown.form.keep("akun", &me.me.username);
    Ok(CheckoutPage {
        frame: me.frame(),
        form: shown.form,
        key: shown.key,
        fingerprint: place_order::agreed_text(&priced, settings),
        direct: match basket.from {
            From::Direct { product, quantity } => Some(DirectBuy { product, quantity }),
            From::Cart | From::Lines(_) => None,
        },
        changed: shown.before.map(|before| changed(&before, &priced)).unwrap_or_default(),
        repeats: shown.repeats,
        lines: parts::priced_lines(&me.ctx.snap, &priced),
        gross: priced.gross,
        discount_total: priced.discount_total,
        goods_total: priced.goods_total,
        hints: priced.hints.iter().map(text::hint).collect(),
        zones: parts::zones(settings),
        ongkir_with_transfer: settings.shipping.ongkir_paid == OngkirPaid::WithTransfer,
        unique_code: settings.payment.unique_code,
        banks: parts::banks(settings),
        pay_deadline_hours: i64::from(settings.payment.pay_deadline_hours),
        proof_max_bytes: settings.payment.proof_max_bytes,
    })
}

/// What differs from what was shown: figures one by one, anything else (zones, how ongkir is paid) in one sentence.
pub fn changed(before: &str, priced: &PricedCart) -> Vec<String> {
    let (figures, _terms) = before.split_once('|').unwrap_or((before, ""));
    let told = text::changed(figures, priced);
    if told.is_empty() { vec![text::TERMS_CHANGED.to_owned()] } else { told }
}

/// GET `/proses-pembayaran/`: an old bookmark leads to what is still to be paid.
pub async fn old_payment(me: Customer) -> Answer {
    let newest = store::orders::newest_unpaid(&mut me.ctx.app.db.read().await?, me.me.id).await?;
    Ok(reply::to(&newest.map_or_else(|| urls::ORDERS.to_owned(), urls::order)))
}

/// POST `/checkout/`: orders exactly what was shown, or shows what changed (form `checkout`).
pub async fn place(me: Customer, WithFiles(posted): WithFiles) -> Answer {
    let direct = direct(posted.text("produk"), posted.text("jumlah"))?;
    if !me.opened(&posted) {
        return not_mine(&me, direct).await;
    }
    let placing = match read(&me, &posted, direct).await? {
        Ok(placing) => placing,
        Err(problems) => return again(&me, &posted, direct, Why::Problems(problems)).await,
    };
    let placed = place_order::place_order(&me.ctx.app, &me.ctx.snap.settings, &placing).await;
    if let (Some(file), false) = (&placing.proof, matches!(placed, Ok(Placed::New(_)))) {
        me.ctx.app.uploads.discard(file).await;
    }
    match placed {
        Ok(Placed::New(order)) => Ok(me.ctx.go(&urls::order(order), Tone::Good, text::ORDER_PLACED)),
        Ok(Placed::Again(order)) => Ok(reply::to(&urls::order(order))),
        Ok(Placed::Changed) => again(&me, &posted, direct, Why::Changed(placing.shown)).await,
        Ok(Placed::Repeats(order)) => again(&me, &posted, direct, Why::Repeats(order)).await,
        Ok(Placed::Empty) => Ok(me.ctx.go(urls::CART, Tone::Note, text::CART_EMPTY)),
        Err(OpError::Fields(problems)) => again(&me, &posted, direct, Why::Problems(problems)).await,
        Err(error) => Err(error.into()),
    }
}

type Problems = crate::ops::Problems;

async fn read(
    me: &Customer,
    posted: &Posted,
    direct: Option<(ProductId, Quantity)>,
) -> Result<Result<Placing, Problems>, Fault> {
    let mut checked = Checked::default();
    let (fulfilment, address) = way(&mut checked, posted);
    let zone = checked.take("zona", zone(&me.ctx.snap.settings, posted.text("zona")));
    let note = checked.take("catatan", plain_text::optional(posted.text("catatan"), MAX_NOTE));
    let key = checked.take("kunci", key(posted.text("kunci")));
    let max = me.ctx.snap.settings.payment.proof_max_bytes;
    let proof = checked.take("bukti_bayar", posted.file("bukti_bayar", max));
    let fine = checked.is_fine();
    let (Some(fulfilment), Some(address), Some(zone), Some(note), Some(key), Some(proof), true) =
        (fulfilment, address, zone, note, key, proof, fine)
    else {
        let OpError::Fields(problems) = checked.refused() else { return Err(Fault::NotFound) };
        return Ok(Err(problems));
    };
    let proof = match proof {
        Some(bytes) => match me.ctx.app.uploads.proof(bytes).await {
            Ok(file) => Some(file),
            Err(UploadError::Refused(problem)) => return Ok(Err(vec![("bukti_bayar", problem)])),
            Err(error) => return Err(error.into()),
        },
        None => None,
    };
    Ok(Ok(placing(me, posted, direct, Read { fulfilment, address, zone, note, key, proof })))
}

/// The parsed fields of the form.
struct Read {
    fulfilment: Fulfilment,
    address: String,
    zone: Option<String>,
    note: Option<String>,
    key: String,
    proof: Option<NewFile>,
}

fn placing(me: &Customer, posted: &Posted, direct: Option<(ProductId, Quantity)>, read: Read) -> Placing {
    Placing {
        customer: me.me.id,
        key: read.key,
        from: direct.map_or(From::Cart, |(product, quantity)| From::Direct { product, quantity }),
        fulfilment: read.fulfilment,
        address: read.address,
        zone: read.zone,
        note: read.note.unwrap_or_default(),
        shown: posted.owned("tampil"),
        proof: read.proof,
        repeat: posted.text("lagi") == "ya",
        office: None,
    }
}

/// Delivery or pick-up, and where to: an address is asked for only where the truck goes.
pub fn way(checked: &mut Checked, posted: &Posted) -> (Option<Fulfilment>, Option<String>) {
    let way = checked.take("metode", fulfilment(posted.text("metode")));
    let address = match way {
        Some(Fulfilment::Delivery) => {
            let parsed = Address::parse(posted.text("alamat_pengiriman"));
            checked.take("alamat_pengiriman", parsed).map(|address| address.as_str().to_owned())
        }
        _ => Some(String::new()),
    };
    (way, address)
}

/// How the goods reach the customer, as the form says it.
pub fn fulfilment(code: &str) -> Result<Fulfilment, Problem> {
    match code {
        "kirim" => Ok(Fulfilment::Delivery),
        "ambil" => Ok(Fulfilment::Pickup),
        "" => Err(Problem::Required),
        _ => Err(Problem::UnknownChoice),
    }
}

/// A zone of the shop's table; empty when the customer does not know it.
pub fn zone(settings: &Settings, name: &str) -> Result<Option<String>, Problem> {
    if name.trim().is_empty() {
        return Ok(None);
    }
    match settings.shipping_fee(name) {
        Some(_) => Ok(Some(name.trim().to_owned())),
        None => Err(Problem::UnknownChoice),
    }
}

/// The key of the form; a page without one (a script's) is refused rather than ordered twice.
pub fn key(typed: &str) -> Result<String, Problem> {
    plain_text::one_line(typed, 100)
}

/// Why the page is shown again.
enum Why {
    Problems(Problems),
    /// The figures are not those shown before (their fingerprint).
    Changed(String),
    /// This order has exactly the same goods.
    Repeats(OrderId),
}

/// The page again: with problems at fields, with the figures as they are now, or with a question.
async fn again(me: &Customer, posted: &Posted, direct: Option<(ProductId, Quantity)>, why: Why) -> Answer {
    let basket = basket(me, direct).await?;
    if let Some(elsewhere) = not_ready(me, &basket) {
        return Ok(elsewhere);
    }
    let buyer = buyer(me).await?;
    let (problems, before, repeats) = match why {
        Why::Problems(problems) => (problems, None, None),
        Why::Changed(before) => (Vec::new(), Some(before), None),
        Why::Repeats(order) => (Vec::new(), None, Some(order)),
    };
    let form = posted::attach_again(posted::refuse(posted.keep(&FIELDS), problems), posted, "bukti_bayar");
    let key = if posted.has("kunci") { posted.owned("kunci") } else { entropy::key(me.ctx.app.entropy.as_ref()) };
    reply::refused(&page(me, &basket, &buyer, Shown { form, key, before, repeats })?)
}
