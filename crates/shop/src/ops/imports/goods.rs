//! Tables of products: new ones are made, those that are there are changed, their stock is never touched (domain.md §4).

use std::collections::{BTreeSet, HashMap};

use domain::{
    ids::{CategoryId, ProductId},
    import::{Column, key, yes},
    problem::Problem,
    quantity::Quantity,
};
use store::catalogue::{CategoryRow, ProductFields, ProductRow};
use views::text::{self, import as words};

use super::{
    lookup::{by_name, find, unread_stock},
    plan::{Fate, Field, Outcome, Plan, RowCheck},
    table::{Row, Table},
};
use crate::ops::{
    Checked, OpError,
    catalogue::{TypedProduct, kilograms, parse},
};

/// Categories that one table makes; more is a column in the wrong place.
const MOST_NEW_CATEGORIES: usize = 100;

/// A product as a row wants it.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub fields: ProductFields,
    /// A category that must be made first.
    pub category: Option<String>,
    pub archived: bool,
    pub stock: Quantity,
    /// What is changed, with the version that was seen.
    pub before: Option<ProductRow>,
}

/// What is written.
#[derive(Clone, Debug, Default)]
pub struct Work {
    pub categories: Vec<String>,
    category_keys: BTreeSet<String>,
    pub new: Vec<Wanted>,
    pub changed: Vec<Wanted>,
}

impl Work {
    /// Whether this would be one new category too many.
    fn has_enough(&self, name: &str) -> bool {
        self.categories.len() >= MOST_NEW_CATEGORIES && !self.category_keys.contains(&key(name))
    }
}

/// The shop's goods, found by number and by name.
struct Goods<'g> {
    by_id: HashMap<ProductId, &'g ProductRow>,
    by_name: HashMap<String, Vec<&'g ProductRow>>,
    categories: HashMap<String, &'g CategoryRow>,
    category_names: HashMap<CategoryId, &'g str>,
}

/// A product as far as a table of products goes: its stock is nothing to it, and moves with every order.
fn without_stock(row: &ProductRow) -> ProductRow {
    ProductRow { on_hand: Quantity::ZERO, reserved: Quantity::ZERO, ..row.clone() }
}

/// What a table would do to these products.
pub fn plan(table: &Table, products: &[ProductRow], categories: &[CategoryRow]) -> Plan<Work> {
    let living = categories.iter().filter(|category| category.archived_at.is_none());
    let goods = Goods {
        by_id: products.iter().map(|product| (product.id, product)).collect(),
        by_name: by_name(products),
        categories: living.map(|category| (key(&category.name), category)).collect(),
        category_names: categories.iter().map(|category| (category.id, category.name.as_str())).collect(),
    };
    let mut plan = Plan { outcomes: Vec::with_capacity(table.lines()), work: Work::default() };
    let mut seen: HashMap<String, u32> = HashMap::new();
    for row in table.rows() {
        let outcome = goods.row(row, &mut seen, &mut plan.work);
        plan.outcomes.push(outcome);
    }
    plan
}

impl Goods<'_> {
    fn row(&self, row: Row<'_>, seen: &mut HashMap<String, u32>, work: &mut Work) -> Outcome {
        let mut check = RowCheck::default();
        let before = match find(row, &self.by_id, &self.by_name) {
            Ok(found) => found,
            Err((column, problem)) => {
                check.refuse(column, problem);
                None
            }
        };
        let name = before.filter(|_| row.text(Column::Name).is_empty()).map_or(row.text(Column::Name), |row| &row.name);
        let name = if name.is_empty() { row.text(Column::Id) } else { name }.to_owned();
        let this = before.map_or_else(|| format!("n{}", key(&name)), |row| format!("#{}", row.id));
        if let Some(line) = seen.insert(this, row.line) {
            check.refuse(if before.is_some() { Column::Id } else { Column::Name }, Problem::SameAsRow { line });
        }
        let wanted = self.wanted(row, before, &mut check);
        let category = wanted.as_ref().and_then(|wanted| wanted.category.as_deref());
        if category.is_some_and(|name| work.has_enough(name)) {
            check.refuse(Column::Category, Problem::TooManyNew { max: MOST_NEW_CATEGORIES });
        }
        let Some(wanted) = wanted.filter(|_| check.is_fine()) else {
            return check.outcome(row.line, name);
        };
        if let Some(category) = &wanted.category
            && work.category_keys.insert(key(category))
        {
            work.categories.push(category.clone());
        }
        let fields = self.fields(&wanted);
        let fate = match (before, fields.is_empty()) {
            (None, _) => Fate::New,
            (Some(_), false) => Fate::Changed,
            (Some(_), true) => Fate::Same(words::AS_IT_IS),
        };
        match fate {
            Fate::New => work.new.push(wanted),
            Fate::Changed => work.changed.push(wanted),
            _ => {}
        }
        let unread = before.map(|before| unread_stock(row, before)).unwrap_or_default();
        Outcome { line: row.line, name, fate, fields, unread }
    }

    /// The product a row wants: what its table has no column for stays as it is.
    fn wanted(&self, row: Row<'_>, before: Option<&ProductRow>, check: &mut RowCheck) -> Option<Wanted> {
        let kept = |column: Column, now: fn(&ProductRow) -> String| {
            row.typed(column).map_or_else(|| before.map(now).unwrap_or_default(), str::to_owned)
        };
        let name = row.text(Column::Name);
        let typed = TypedProduct {
            name: if name.is_empty() {
                before.map(|row| row.name.clone()).unwrap_or_default()
            } else {
                name.to_owned()
            },
            description: kept(Column::Description, |row| row.description.clone()),
            category: String::new(),
            price: kept(Column::Price, |row| row.price.get().to_string()),
            unit: kept(Column::Unit, |row| row.unit.clone()),
            step: kept(Column::Step, |row| row.step.to_string()),
            minimum: kept(Column::Minimum, |row| row.minimum.to_string()),
            weight: kept(Column::Weight, |row| kilograms(row.weight_grams)),
            stock: String::new(),
            quiet: true,
        };
        let mut checked = Checked::default();
        let fields = parse(&mut checked, &typed);
        if let OpError::Fields(problems) = checked.refused() {
            for (field, problem) in problems {
                check.refuse(column(field), problem);
            }
        }
        let archived = check.take(
            Column::Archived,
            match row.typed(Column::Archived) {
                Some(cell) => yes(cell),
                None => Ok(before.is_some_and(|row| row.archived_at.is_some())),
            },
        );
        let stock = check.take(
            Column::InitialStock,
            match row.text(Column::InitialStock) {
                typed if typed.is_empty() || before.is_some() => Ok(Quantity::ZERO),
                typed => Quantity::parse(typed),
            },
        );
        let (category_id, category) = self.category(row, before, check);
        let mut fields = fields?;
        fields.category_id = category_id;
        Some(Wanted { fields, category, archived: archived?, stock: stock?, before: before.map(without_stock) })
    }

    /// A category that is there, or the name of one to be made.
    fn category(
        &self,
        row: Row<'_>,
        before: Option<&ProductRow>,
        check: &mut RowCheck,
    ) -> (Option<CategoryId>, Option<String>) {
        let present = before.and_then(|row| row.category_id);
        let Some(typed) = row.typed(Column::Category) else { return (present, None) };
        if typed.is_empty() {
            return (None, None);
        }
        // An archived category is kept by who is in it already.
        if present.is_some_and(|id| self.category_names.get(&id).is_some_and(|name| key(name) == key(typed))) {
            return (present, None);
        }
        if let Some(known) = self.categories.get(&key(typed)) {
            return (Some(known.id), None);
        }
        let name = check.take(Column::Category, domain::text::one_line(typed, crate::ops::catalogue::MAX_NAME));
        (None, name)
    }

    /// What differs from what is there; for something new, what it will be.
    fn fields(&self, wanted: &Wanted) -> Vec<Field> {
        let (now, before) = (&wanted.fields, wanted.before.as_ref());
        let named = |id: Option<CategoryId>| {
            id.and_then(|id| self.category_names.get(&id)).map_or(String::new(), |name| (*name).to_owned())
        };
        let category = wanted.category.clone().unwrap_or_else(|| named(now.category_id));
        let flag = |archived: bool| text::audit::yes(archived).to_owned();
        let mut fields = Vec::new();
        let mut of = |column, was: Option<String>, is: String| {
            let was = was.unwrap_or_default();
            if was != is {
                fields.push(Field { column, before: was, after: is });
            }
        };
        of(Column::Name, before.map(|row| row.name.clone()), now.name.clone());
        of(Column::Category, before.map(|row| named(row.category_id)), category);
        of(Column::Price, before.map(|row| row.price.to_string()), now.price.to_string());
        of(Column::Unit, before.map(|row| row.unit.clone()), now.unit.clone());
        of(Column::Step, before.map(|row| row.step.to_string()), now.step.to_string());
        of(Column::Minimum, before.map(|row| row.minimum.to_string()), now.minimum.to_string());
        of(Column::Weight, before.map(|row| kilograms(row.weight_grams)), kilograms(now.weight_grams));
        of(Column::Description, before.map(|row| row.description.clone()), now.description.clone());
        let was = before.map_or_else(|| flag(false), |row| flag(row.archived_at.is_some()));
        of(Column::Archived, Some(was), flag(wanted.archived));
        if !wanted.stock.is_zero() {
            of(Column::InitialStock, None, wanted.stock.to_string());
        }
        fields
    }
}

/// The column of a product form's field.
fn column(field: &str) -> Column {
    match field {
        "deskripsi_produk" => Column::Description,
        "harga_produk" => Column::Price,
        "satuan" => Column::Unit,
        "kelipatan" => Column::Step,
        "minimum" => Column::Minimum,
        "berat" => Column::Weight,
        _ => Column::Name,
    }
}
