//! Rows of products with quantities as typed: for an order by telephone and for the change of one. A product is typed by (a part of) its name,
//! or is `#id` once it is known.

use domain::{
    ids::ProductId,
    problem::Problem,
    quantity::{Quantity, SaleRule},
};
use views::{
    admin::{Choice, LineField},
    text,
};

use crate::{
    ops::{Checked, order_edit::Goods},
    snapshot::{Product, Snapshot},
    web::{parts::folded, posted::Posted},
};

/// Most products that are offered for a word that fits several.
const MOST_MATCHES: usize = 20;
/// Most lines of one form.
const MOST_LINES: usize = 100;

/// What stands in the rows, and what is meant by it.
pub struct Rows {
    pub fields: Vec<LineField>,
    /// Every line that is wanted, each product once; empty rows and zeros are left out.
    pub wanted: Vec<(ProductId, Quantity)>,
    /// Nothing is wrong with any row.
    pub fine: bool,
}

impl Rows {
    /// Notes what is wrong with the rows as a whole; what is wrong with one stands at it.
    pub fn check(&self, checked: &mut Checked) {
        if !self.fine {
            checked.refuse("barang", Problem::UnknownChoice);
        } else if self.wanted.is_empty() {
            checked.refuse("barang", Problem::Required);
        }
    }
}

/// A line that an order has already: its name and unit stay as they were agreed.
pub struct Kept {
    pub product: ProductId,
    pub name: String,
    pub unit: String,
    pub quantity: Quantity,
}

/// The name of a product as it is typed and offered; with its number where two are called the same.
fn label(snap: &Snapshot, product: &Product) -> String {
    let name = &product.row.name;
    let twice = snap.on_sale().filter(|other| folded(&other.row.name) == folded(name)).count() > 1;
    if twice { format!("{name} #{}", product.row.id) } else { name.clone() }
}

fn hint(product: &Product) -> String {
    let row = &product.row;
    let (price, step) = (row.price.to_string(), row.step.to_string());
    text::desk::goods_hint(&row.unit, &price, &step, &product.available().to_string())
}

/// Everything on sale, for the field that completes names.
pub fn offered(snap: &Snapshot) -> Vec<Choice> {
    let mut products: Vec<_> = snap.on_sale().map(|product| Choice::new(label(snap, product), hint(product))).collect();
    products.sort_by_cached_key(|choice| choice.value.to_lowercase());
    products
}

/// The products as they are sold today.
pub fn goods(snap: &Snapshot, wanted: &[(ProductId, Quantity)]) -> Vec<Goods> {
    let products = wanted.iter().filter_map(|(id, _)| snap.product(*id));
    products
        .map(|product| Goods {
            product: product.row.id,
            name: product.row.name.clone(),
            unit: product.row.unit.clone(),
            price: product.row.price,
            rule: rule(product),
        })
        .collect()
}

fn rule(product: &Product) -> SaleRule {
    SaleRule { step: product.row.step, minimum: product.row.minimum }
}

/// Rows for lines that are there, before anything was typed.
pub fn filled(snap: &Snapshot, kept: &[Kept]) -> Vec<LineField> {
    let field = |line: &Kept| LineField { quantity: line.quantity.to_string(), ..known(snap, line.product, kept) };
    kept.iter().map(field).collect()
}

/// A row of a known product, without its quantity.
fn known(snap: &Snapshot, id: ProductId, kept: &[Kept]) -> LineField {
    let product = snap.product(id);
    let agreed = kept.iter().find(|line| line.product == id);
    let name = agreed.map(|line| line.name.clone()).or_else(|| product.map(|product| product.row.name.clone()));
    let unit = agreed.map(|line| line.unit.clone()).or_else(|| product.map(|product| product.row.unit.clone()));
    LineField {
        product: Some(id),
        name: name.unwrap_or_default(),
        unit: unit.unwrap_or_default(),
        hint: product.map(hint).unwrap_or_default(),
        ..LineField::default()
    }
}

/// Reads the rows. `kept` are the lines an order has already: what they hold is there for them beside what is free.
pub fn read(snap: &Snapshot, posted: &Posted, kept: &[Kept]) -> Rows {
    let mut rows = Rows { fields: Vec::new(), wanted: Vec::new(), fine: true };
    for (typed, quantity) in posted.all("barang").iter().zip(posted.all("jumlah")).take(MOST_LINES) {
        let (typed, quantity) = (typed.trim(), quantity.trim());
        let nothing = quantity.is_empty() || quantity == "0";
        if nothing && (typed.is_empty() || typed.starts_with('#')) {
            continue;
        }
        let mut field = named(snap, typed, kept);
        quantity.clone_into(&mut field.quantity);
        match field.product {
            Some(id) => {
                if let Err(problem) = take(snap, &mut rows.wanted, (id, quantity), kept) {
                    field.problem = Some(text::problem(&problem));
                }
            }
            None if field.problem.is_none() => field.problem = Some(text::problem(&Problem::UnknownChoice)),
            None => {}
        }
        rows.fine &= field.problem.is_none();
        rows.fields.push(field);
    }
    rows
}

/// The row of what was typed: a known product, or several to choose from, or a problem.
fn named(snap: &Snapshot, typed: &str, kept: &[Kept]) -> LineField {
    let number = typed.rsplit_once('#').and_then(|(_, id)| id.parse::<ProductId>().ok());
    let there =
        |id: &ProductId| kept.iter().any(|line| line.product == *id) || snap.product(*id).is_some_and(Product::on_sale);
    if let Some(id) = number.filter(there) {
        return known(snap, id, kept);
    }
    let unknown = LineField { name: typed.to_owned(), ..LineField::default() };
    if typed.is_empty() {
        return LineField { problem: Some(text::problem(&Problem::Required)), ..unknown };
    }
    let word = folded(typed);
    let exact: Vec<&Product> = snap.on_sale().filter(|product| folded(&product.row.name) == word).collect();
    let fitting: Vec<&Product> = snap.on_sale().filter(|product| folded(&product.row.name).contains(&word)).collect();
    match (exact.as_slice(), fitting.as_slice()) {
        ([product], _) | ([], [product]) => known(snap, product.row.id, kept),
        ([], []) => LineField { problem: Some(text::admin::NO_SUCH_GOODS.to_owned()), ..unknown },
        _ => LineField {
            problem: Some(text::admin::WHICH_GOODS.to_owned()),
            matches: fitting
                .iter()
                .take(MOST_MATCHES)
                .map(|product| Choice::new(format!("#{}", product.row.id), label(snap, product)))
                .collect(),
            ..unknown
        },
    }
}

/// Takes a row into what is wanted; a product named twice counts once with both quantities.
fn take(
    snap: &Snapshot,
    wanted: &mut Vec<(ProductId, Quantity)>,
    (id, typed): (ProductId, &str),
    kept: &[Kept],
) -> Result<(), Problem> {
    let quantity = Quantity::parse(typed)?;
    if quantity.is_zero() {
        return Err(Problem::NotPositive);
    }
    let held = kept.iter().find(|line| line.product == id).map_or(Quantity::ZERO, |line| line.quantity);
    let at = wanted.iter().position(|(product, _)| *product == id);
    let all = at.map_or(Ok(quantity), |at| wanted[at].1.checked_add(quantity))?;
    // What was agreed may stay as it is, whatever the product's step has become.
    if all != held {
        let product = snap.product(id).filter(|product| product.on_sale() || all < held);
        let product = product.ok_or(Problem::NotEnough { available: Quantity::ZERO })?;
        rule(product).check(all)?;
        let available = product.available().saturating_add(held);
        if all > available {
            return Err(Problem::NotEnough { available });
        }
    }
    match at {
        Some(at) => wanted[at].1 = all,
        None => wanted.push((id, all)),
    }
    Ok(())
}
