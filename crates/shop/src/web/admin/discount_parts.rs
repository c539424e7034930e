//! From stored discounts to what their pages show.

use domain::{
    discount::Scope, ids::CustomerId, people::Username, percent::Percent, problem::Problem, settings::Settings,
    time::UtcMillis,
};
use store::{StoreError, discount_batches, discount_pages::DiscountFullRow};
use views::{
    admin::{Choice, DiscountRow},
    form::{ASKS, FormState},
    format, text,
};

use crate::{
    ops::{
        OpError,
        discounts::{TypedDiscount, batch::MOST_NAMED},
        pricing,
    },
    snapshot::Snapshot,
    web::{ctx::Ctx, fault::Fault, posted::Posted},
};

/// A stored row in words.
pub fn row(settings: &Settings, stored: DiscountFullRow) -> Result<DiscountRow, StoreError> {
    let covers = pricing::scope(&stored.scope, stored.product_id, stored.minimum)?;
    Ok(DiscountRow {
        id: stored.id,
        customer: stored.customer_id.zip(stored.customer_name),
        percent: stored.percent.get(),
        covers: text::scope(&covers, stored.product_name.as_deref()),
        message: stored.message,
        span: span(settings, stored.valid_from, stored.valid_until),
        standing: stored.standing,
        uses: text::offers::uses(stored.used, stored.uses_allowed),
        saved: stored.saved,
        origin: stored.origin,
    })
}

/// From when until when, in words.
pub fn span(settings: &Settings, from: Option<UtcMillis>, until: Option<UtcMillis>) -> String {
    let zone = &settings.zone;
    let from = from.map(|from| format::date(zone, from));
    let until = until.map(|until| format::date(zone, until.plus_millis(-1)));
    text::offers::span(from.as_deref(), until.as_deref())
}

/// A row as it stands in its form.
pub fn filled(settings: &Settings, stored: &DiscountFullRow) -> FormState {
    let zone = &settings.zone;
    let day = |at: UtcMillis| zone.day_of(at).to_string();
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    FormState::filled([
        ("persen", stored.percent.get().to_string()),
        ("cakupan", stored.scope.clone()),
        ("produk", stored.product_id.map(|id| id.to_string()).unwrap_or_default()),
        ("minimum", stored.minimum.map(|amount| amount.get().to_string()).unwrap_or_default()),
        ("pesan", stored.message.clone()),
        ("mulai", stored.valid_from.map(day).unwrap_or_default()),
        ("sampai", stored.valid_until.map(|until| day(until.plus_millis(-1))).unwrap_or_default()),
        ("pemakaian", number(stored.uses_allowed)),
        ("asal", stored.origin.clone()),
        ("aktif", if stored.active { "ya".to_owned() } else { String::new() }),
        ("versi", stored.version.to_string()),
    ])
}

/// A new discount's form as it is opened.
pub fn fresh() -> FormState {
    FormState::filled(
        [("asal", "manual"), ("aktif", "ya"), ("cakupan", "all_products")].map(|(k, v)| (k, v.to_owned())),
    )
}

/// Products to choose from, by name; archived ones only where one is chosen already.
pub fn products(snap: &Snapshot, chosen: &str) -> Vec<Choice> {
    let offered = snap.products.iter().filter(|product| product.on_sale() || product.row.id.to_string() == chosen);
    let mut products: Vec<_> = offered.map(|product| Choice::new(product.row.id, product.row.name.as_str())).collect();
    products.sort_by_cached_key(|choice| choice.label.to_lowercase());
    products
}

/// The product's name where a scope is about one that is still in the catalogue.
pub fn covers(snap: &Snapshot, scope: &Scope) -> String {
    let product = match scope {
        Scope::OneProduct(id) => snap.product(*id).map(|product| product.row.name.as_str()),
        _ => None,
    };
    text::scope(scope, product)
}

/// The form as it was sent.
pub fn typed(posted: &Posted) -> TypedDiscount {
    TypedDiscount {
        percent: posted.owned("persen"),
        scope: posted.owned("cakupan"),
        product: posted.owned("produk"),
        minimum: posted.owned("minimum"),
        message: posted.owned("pesan"),
        from: posted.owned("mulai"),
        until: posted.owned("sampai"),
        uses: posted.owned("pemakaian"),
        active: posted.has("aktif"),
        origin: posted.owned("asal"),
        key: posted.owned("kunci"),
    }
}

/// From so many percent on a discount for everybody is asked once more.
const LARGE: i64 = 50;

/// Whether so much is given to everybody that a slip of the finger would hurt.
fn is_large(typed: &TypedDiscount, ctx: &Ctx) -> bool {
    let terms = typed.checked_new(&ctx.snap.settings, ctx.now);
    terms.is_ok_and(|terms| terms.active && terms.percent.get() >= LARGE)
}

/// A form that does not say for whom is told of its other mistakes at the same time.
pub fn with_fields(error: OpError, typed: &TypedDiscount, ctx: &Ctx) -> OpError {
    let OpError::Fields(mut problems) = error else { return error };
    if problems.iter().any(|(field, _)| matches!(*field, "untuk" | "username"))
        && let Err(OpError::Fields(more)) = typed.checked_new(&ctx.snap.settings, ctx.now)
    {
        problems.extend(more);
    }
    OpError::Fields(problems)
}

/// Whether nothing is to be asked: it is no large gift to everybody, or somebody said yes to these very percent.
pub fn sure(ctx: &Ctx, typed: &TypedDiscount, posted: &Posted) -> bool {
    !is_large(typed, ctx) || posted.text("yakin") == asked_percent(typed)
}

pub fn asked_percent(typed: &TypedDiscount) -> String {
    Percent::parse(&typed.percent).map(|percent| percent.to_string()).unwrap_or_default()
}

pub fn asking(typed: &TypedDiscount, posted: &Posted) -> FormState {
    let mut form = posted.keep_all();
    form.keep(ASKS, asked_percent(typed));
    form
}

/// The customers of a list of usernames; one that nobody has is a problem of the field.
pub async fn named(ctx: &Ctx, typed: &str) -> Result<Result<Vec<CustomerId>, OpError>, Fault> {
    let names = typed.split([',', ';', '\n', ' ']).filter(|name| !name.trim().is_empty()).take(MOST_NAMED);
    let keys: Result<Vec<String>, _> = names.map(|name| Username::parse(name).map(|name| name.key())).collect();
    let mut keys = match keys {
        Ok(keys) if keys.is_empty() => return Ok(Err(OpError::field("username", Problem::Required))),
        Ok(keys) => keys,
        Err(problem) => return Ok(Err(OpError::field("username", problem))),
    };
    keys.sort_unstable();
    keys.dedup();
    let found = discount_batches::named(&mut ctx.app.db.read().await?, &keys).await?;
    if found.len() < keys.len() {
        return Ok(Err(OpError::field("username", Problem::UnknownUsername)));
    }
    Ok(Ok(found.into_iter().map(|row| row.id).collect()))
}
