//! What is asked of a report: the filters as typed, what is wrong with them, and what they mean.

use domain::{
    ids::CategoryId,
    order::OrderState,
    problem::Problem,
    report::{Preset, Range},
    time::ShopDay,
};
use store::report_orders::{Asked as OrdersAsked, Span};
use views::{
    admin::PresetTab,
    form::FormState,
    report::{FileForm, ReportKind},
    text::{self, report::names},
    urls,
};

use crate::web::{
    admin::parts::address,
    ctx::{Ctx, Query},
};

const FROM: &str = "tanggal_transaksi__gte";
const UNTIL: &str = "tanggal_transaksi__lte";
const STATE: &str = "status_transaksi";
const CUSTOMER: &str = "pelanggan";
const PRODUCT: &str = "nama_produk";
const CATEGORY: &str = "kategori";
const SORT: &str = "urut";
/// Best sellers by quantity.
pub const BY_QUANTITY: &str = "jumlah";
/// All filters, in the order of addresses.
const FIELDS: [&str; 7] = [FROM, UNTIL, STATE, CUSTOMER, PRODUCT, CATEGORY, SORT];

/// What the filters mean, once they are right.
#[derive(Clone, Debug)]
pub struct Filters {
    pub kind: ReportKind,
    pub range: Range,
    pub span: Span,
    pub state: Option<OrderState>,
    pub customer: String,
    pub product: String,
    pub category: Option<CategoryId>,
    pub by_quantity: bool,
    /// The same in words, for files.
    pub words: Vec<(&'static str, String)>,
}

impl Filters {
    /// The same as a question about orders.
    pub fn orders(&self) -> OrdersAsked {
        OrdersAsked {
            span: self.span,
            state: self.state,
            customer: self.customer.clone(),
            without_money: self.kind == ReportKind::WithoutMoney,
        }
    }

    /// Whether a product with this name and category is asked for.
    pub fn wants(&self, name: &str, category: Option<CategoryId>) -> bool {
        let named = self.product.is_empty() || name.to_lowercase().contains(&self.product.to_lowercase());
        named && (self.category.is_none() || self.category == category)
    }
}

/// The filters as typed.
pub struct Asked {
    pub kind: ReportKind,
    pub form: FormState,
    /// Nothing when one of them is wrong: the form says which.
    pub filters: Result<Filters, ()>,
}

/// Whether an order in this state is no revenue.
pub const fn brings_nothing(state: OrderState) -> bool {
    !state.counts_as_revenue()
}

impl Asked {
    pub fn read(ctx: &Ctx, kind: ReportKind, query: &Query) -> Self {
        let typed = FIELDS.map(|field| (field, query.get(field).trim().to_owned()));
        let mut form = FormState::filled(typed);
        let range = days(ctx, &mut form);
        let state = chosen(&mut form, STATE, |code| {
            let state: OrderState = code.parse()?;
            let fits = kind != ReportKind::WithoutMoney || brings_nothing(state);
            if fits { Ok(state) } else { Err(Problem::UnknownChoice) }
        });
        let category = chosen(&mut form, CATEGORY, |id| {
            let id = id.parse::<i64>().map_err(|_| Problem::UnknownChoice)?;
            let row = ctx.snap.categories.iter().find(|row| row.id.get() == id);
            row.map(|row| (row.id, row.name.clone())).ok_or(Problem::UnknownChoice)
        });
        let by_quantity =
            chosen(&mut form, SORT, |sort| if sort == BY_QUANTITY { Ok(true) } else { Err(Problem::UnknownChoice) });
        let filters = match range {
            Some(range) if !form.is_refused() => {
                let zone = &ctx.snap.settings.zone;
                let mut filters = Filters {
                    kind,
                    range,
                    span: Span { from: zone.start_of(range.first()), before: zone.end_of(range.last()) },
                    state: state.filter(|_| kind.has_state()),
                    customer: if kind.has_customer() { form.value(CUSTOMER).to_owned() } else { String::new() },
                    product: if kind.has_product() { form.value(PRODUCT).to_owned() } else { String::new() },
                    category: category.as_ref().filter(|_| kind.has_product()).map(|(id, _)| *id),
                    by_quantity: by_quantity.is_some(),
                    words: Vec::new(),
                };
                filters.words = words(&filters, category.map(|(_, name)| name));
                Ok(filters)
            }
            _ => Err(()),
        };
        Self { kind, form, filters }
    }

    /// The report's address with what was asked.
    pub fn address(&self) -> String {
        self.at(&urls::report(self.kind))
    }

    /// The address of the same report as a file.
    pub fn file_address(&self, form: FileForm) -> String {
        self.at(&urls::report_file(self.kind, form))
    }

    fn at(&self, path: &str) -> String {
        address(path, &FIELDS.map(|field| (field, self.form.value(field))))
    }

    /// `laporan-transaksi-2026-11-01-2026-11-30.xlsx`
    pub fn file_name(&self, form: FileForm) -> String {
        let days = match &self.filters {
            Ok(filters) if self.kind.has_days() => format!("-{}-{}", filters.range.first(), filters.range.last()),
            _ => String::new(),
        };
        format!("laporan-{}{days}.{}", self.kind.slug(), form.code())
    }

    /// The usual ranges, with the other filters as they are.
    pub fn presets(&self, ctx: &Ctx) -> Vec<PresetTab> {
        let today = ctx.snap.settings.zone.day_of(ctx.now);
        let asked = self.filters.as_ref().ok().map(|filters| filters.range);
        let tab = |preset| {
            let range = Range::preset(preset, today);
            let (first, last) = (range.first().to_string(), range.last().to_string());
            let pairs = FIELDS.map(|field| match field {
                FROM => (field, first.as_str()),
                UNTIL => (field, last.as_str()),
                _ => (field, self.form.value(field)),
            });
            PresetTab {
                words: text::report::preset(preset),
                address: address(&urls::report(self.kind), &pairs),
                current: asked == Some(range),
            }
        };
        Preset::ALL.into_iter().map(tab).collect()
    }
}

/// The range that is asked for; what is left out is filled in, so that the form shows what the figures are about: nothing at all is this
/// month, only a first day goes until today, only a last day begins with its year.
fn days(ctx: &Ctx, form: &mut FormState) -> Option<Range> {
    let today = ctx.snap.settings.zone.day_of(ctx.now);
    let (first, last) = (day(form, FROM)?, day(form, UNTIL)?);
    let month = Range::month_of(today);
    let (first, last) = match (first, last) {
        (None, None) => (month.first(), month.last()),
        (Some(first), None) => (first, today.max(first)),
        (None, Some(last)) => (last.first_of_month().plus_months(1 - i32::from(last.month())), last),
        (Some(first), Some(last)) => (first, last),
    };
    match Range::new(first, last) {
        Ok(range) => {
            form.keep(FROM, first.to_string());
            form.keep(UNTIL, last.to_string());
            Some(range)
        }
        Err(problem) => {
            form.refuse(UNTIL, problem);
            None
        }
    }
}

/// One day; `None` when it is wrong.
#[allow(clippy::option_option, reason = "wrong, left out, given")]
fn day(form: &mut FormState, field: &str) -> Option<Option<ShopDay>> {
    match ShopDay::parse(form.value(field)) {
        Ok(day) => Some(Some(day)),
        Err(Problem::Required) => Some(None),
        Err(problem) => {
            form.refuse(field, problem);
            None
        }
    }
}

/// A choice that may be left out.
fn chosen<T>(form: &mut FormState, field: &str, parse: impl Fn(&str) -> Result<T, Problem>) -> Option<T> {
    if form.value(field).is_empty() {
        return None;
    }
    match parse(form.value(field)) {
        Ok(choice) => Some(choice),
        Err(problem) => {
            form.refuse(field, problem);
            None
        }
    }
}

fn words(filters: &Filters, category: Option<String>) -> Vec<(&'static str, String)> {
    let mut words = Vec::new();
    if filters.kind.has_days() {
        words.push((names::RANGE, text::report::range(filters.range)));
    }
    if let Some(state) = filters.state {
        words.push((names::STATE, text::state(state).to_owned()));
    }
    if !filters.customer.is_empty() {
        words.push((names::CUSTOMER, filters.customer.clone()));
    }
    if !filters.product.is_empty() {
        words.push((names::PRODUCT, filters.product.clone()));
    }
    if let Some(category) = category.filter(|_| filters.category.is_some()) {
        words.push((names::CATEGORY, category));
    }
    if filters.by_quantity && filters.kind == ReportKind::BestSellers {
        words.push((names::SORT, names::BY_QUANTITY.to_owned()));
    }
    words
}
