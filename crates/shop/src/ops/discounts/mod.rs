//! Discounts the office sets, changes and ends (domain.md §8). Orders that used one keep their own explanation.

pub mod batch;
mod typed;

use domain::{
    discount::{Origin, Scope},
    ids::{CustomerId, DiscountId},
    percent::Percent,
    problem::Problem,
    rights::Deed,
    settings::Settings,
    text,
    time::{ShopDay, UtcMillis},
};
use store::{
    Tx, catalogue,
    discounts::{LockedDiscount, NewDiscount},
    notifications::To,
    places::By,
};
use views::{format, notices, text::audit as words};

pub use typed::{Terms, TypedDiscount};

use super::{
    Checked, Done, OpError,
    audit::{self, Act, Changes},
    bell,
};
use crate::app::App;

/// Longest message.
const MAX_MESSAGE: usize = 200;
/// Most uses a limit may name.
const MAX_USES: i64 = 1_000_000;

/// A discount that is set at once, for one customer or everybody.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// `None` for everybody.
    pub customer: Option<CustomerId>,
    pub percent: Percent,
    pub scope: Scope,
    /// What the customer reads beside the price; may be empty.
    pub message: String,
    /// The last day on which it counts.
    pub last_day: Option<ShopDay>,
    /// Orders it can be used in.
    pub uses: Option<u32>,
    /// Set by hand, or by the loyalty action.
    pub origin: Origin,
}

/// Sets a discount from now on; its customer is told (domain.md §10).
pub async fn set(app: &App, settings: &Settings, wanted: &Wanted, by: &By) -> Done<DiscountId> {
    audit::allow(by, Deed::Discounts)?;
    let mut tx = app.db.begin().await?;
    let id = set_within(&mut tx, settings, wanted, by).await?;
    tx.commit().await?;
    Ok(id)
}

/// The same as a part of a larger operation.
pub(super) async fn set_within(tx: &mut Tx, settings: &Settings, wanted: &Wanted, by: &By) -> Done<DiscountId> {
    let mut checked = Checked::default();
    let message = checked.take("pesan", text::optional(&wanted.message, MAX_MESSAGE));
    let Some(message) = message else { return Err(checked.refused()) };
    let terms = Terms {
        percent: wanted.percent,
        scope: wanted.scope,
        message: message.unwrap_or_default(),
        valid_from: None,
        valid_until: wanted.last_day.map(|day| settings.zone.end_of(day)),
        uses: wanted.uses.map(i64::from),
        active: true,
        origin: wanted.origin,
    };
    let product = product_name(tx, terms.scope).await?;
    let row = terms.row(wanted.customer);
    let id = store::discounts::insert(tx, &row).await?;
    audit::note(tx, by, Act::Created, id, changes(settings, None, &row)).await?;
    if let Some(customer) = wanted.customer {
        tell(tx, settings, &terms, product.as_deref(), &[customer]).await?;
    }
    Ok(id)
}

/// Sets a discount for everybody; the same form again is the same discount.
pub async fn set_for_everybody(app: &App, settings: &Settings, typed: &TypedDiscount, by: &By) -> Done<DiscountId> {
    audit::allow(by, Deed::Discounts)?;
    let mut tx = app.db.begin().await?;
    let terms = typed.checked_new(settings, tx.now())?;
    product_of(&mut tx, terms.scope).await?;
    let new = NewDiscount { cause: typed.cause(), ..terms.row(None) };
    let id = store::discounts::insert(&mut tx, &new).await?;
    audit::note(&mut tx, by, Act::Created, id, changes(settings, None, &new)).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes a row; refused when somebody else changed it since `version`. Uses are counted on from where they are.
pub async fn change(
    app: &App,
    settings: &Settings,
    (id, version): (DiscountId, i64),
    typed: &TypedDiscount,
    by: &By,
) -> Done<()> {
    audit::allow(by, Deed::Discounts)?;
    let mut tx = app.db.begin().await?;
    let locked = store::discounts::lock(&mut tx, id).await?.ok_or(OpError::NotFound)?;
    if locked.version != version {
        return Err(OpError::Stale);
    }
    let terms = typed.checked(settings)?;
    product_of(&mut tx, terms.scope).await?;
    let left = match (terms.uses, locked.uses_left, locked.uses_allowed) {
        (None, ..) => None,
        (Some(uses), Some(left), Some(allowed)) => Some(left + uses - allowed),
        (Some(uses), ..) => Some(uses - store::discounts::used(&mut tx, id).await?),
    };
    if left.is_some_and(|left| left < 0) {
        let used = terms.uses.unwrap_or_default() - left.unwrap_or_default();
        return Err(OpError::field("pemakaian", Problem::NumberOutOfRange { min: used.max(1), max: MAX_USES }));
    }
    // Whose it is stays as it was.
    let row = terms.row(None);
    if !store::discounts::update(&mut tx, id, version, &row, left).await? {
        return Err(OpError::Stale);
    }
    audit::note(&mut tx, by, Act::Changed, id, changes(settings, Some(&locked), &row)).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends a row now; whether it still counted until then.
pub async fn end(app: &App, id: DiscountId, by: &By) -> Done<bool> {
    audit::allow(by, Deed::Discounts)?;
    let mut tx = app.db.begin().await?;
    store::discounts::lock(&mut tx, id).await?.ok_or(OpError::NotFound)?;
    let ended = store::discounts::end(&mut tx, id).await?;
    if ended {
        audit::note(&mut tx, by, Act::Ended, id, Changes::none()).await?;
    }
    tx.commit().await?;
    Ok(ended)
}

/// What a form of a discount changes. The message is for its customer and may name them.
fn changes(settings: &Settings, before: Option<&LockedDiscount>, now: &NewDiscount) -> Changes {
    fn shown<T: ToString>(value: Option<T>) -> String {
        value.map(|value| value.to_string()).unwrap_or_default()
    }
    let day = |at: Option<UtcMillis>| at.map(|at| format::date(&settings.zone, at)).unwrap_or_default();
    let last =
        |at: Option<UtcMillis>| at.map(|at| format::day(typed::last_day(&settings.zone, at))).unwrap_or_default();
    Changes::none()
        .to("pelanggan", shown(now.customer))
        .of("persen", shown(before.map(|row| row.percent)), now.percent)
        .of("cakupan", before.map_or("", |row| words::scope(&row.scope)), words::scope(&now.scope))
        .of("produk", shown(before.and_then(|row| row.product_id)), shown(now.product))
        .of("minimum", shown(before.and_then(|row| row.minimum)), shown(now.minimum))
        .of("mulai", day(before.and_then(|row| row.valid_from)), day(now.valid_from))
        .of("sampai", last(before.and_then(|row| row.valid_until)), last(now.valid_until))
        .of("pemakaian", shown(before.and_then(|row| row.uses_allowed)), shown(now.uses_allowed))
        .of("aktif", before.map_or("", |row| words::yes(row.active)), words::yes(now.active))
        .hidden("pesan", before.map_or("", |row| &row.message) != now.message)
}

/// The name of the product a scope is about.
async fn product_name(tx: &mut Tx, scope: Scope) -> Done<Option<String>> {
    let Scope::OneProduct(id) = scope else { return Ok(None) };
    let row = catalogue::product(tx, id).await?.ok_or(OpError::NotFound)?;
    Ok(Some(row.name))
}

/// The same for a form: an unknown product is a problem of its field.
async fn product_of(tx: &mut Tx, scope: Scope) -> Done<Option<String>> {
    match product_name(tx, scope).await {
        Err(OpError::NotFound) => Err(OpError::field("produk", Problem::UnknownChoice)),
        other => other,
    }
}

/// Tells customers of a discount that is theirs now.
async fn tell(
    tx: &mut Tx,
    settings: &Settings,
    terms: &Terms,
    product: Option<&str>,
    customers: &[CustomerId],
) -> Done<()> {
    if !terms.active {
        return Ok(());
    }
    let zone = &settings.zone;
    let what = views::text::scope(&terms.scope, product);
    let later = |from: &UtcMillis| *from > tx.now();
    let from = terms.valid_from.filter(later).map(|from| format::date(zone, from));
    let until = terms.valid_until.map(|until| format::day(typed::last_day(zone, until)));
    let notice = notices::discount_set(terms.percent.get(), &what, &terms.message, (from.as_deref(), until.as_deref()));
    let told: Vec<_> = customers.iter().map(|customer| bell::tell(To::Customer(*customer), notice.clone())).collect();
    Ok(bell::write(tx, &told).await?)
}
