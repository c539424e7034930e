//! Small things several reports are made of: charts, pages of rows that are in memory, spans.

use domain::{money::Rupiah, report::Range, time::ShopZone};
use store::{
    places::Page,
    report_orders::{Span, SpanSums},
};
use views::{
    chart::{Bar, Chart, Shape},
    report::{Cell, Figure},
    text::{self, report::names},
};

/// Bars of a chart of names.
pub const TOP: usize = 10;
/// Longest name beside a bar.
const LONGEST: usize = 32;

pub fn figure(name: &'static str, value: Cell) -> Figure {
    Figure { name, value }
}

/// The instants of ranges of days.
pub fn spans(zone: &ShopZone, ranges: &[Range]) -> Vec<Span> {
    ranges.iter().map(|range| Span { from: zone.start_of(range.first()), before: zone.end_of(range.last()) }).collect()
}

/// One page of rows that are all there.
pub fn cut<T>(rows: Vec<T>, page: Page) -> Vec<T> {
    let (skip, take) = (usize::try_from(page.skip).unwrap_or(0), usize::try_from(page.take).unwrap_or(0));
    rows.into_iter().skip(skip).take(take).collect()
}

/// A sum over all spans.
pub fn sum(sums: &[SpanSums], of: impl Fn(&SpanSums) -> Rupiah) -> Rupiah {
    sums.iter().map(of).sum()
}

/// Steps of time with an amount each.
pub fn over_time(
    what: &'static str,
    grain: domain::report::Grain,
    steps: &[Range],
    amounts: impl Iterator<Item = Rupiah>,
) -> Chart {
    let bar = |(step, amount): (&Range, Rupiah)| {
        let (label, name) = text::report::step(grain, *step);
        Bar { label, name, value: amount.get(), words: amount.to_string() }
    };
    Chart {
        title: text::report::over_time(what, grain),
        of: text::report::grain(grain),
        what,
        shape: Shape::Time,
        bars: steps.iter().zip(amounts).map(bar).collect(),
    }
}

/// The largest things with an amount each.
pub fn largest<'n>(
    title: &str,
    (of, what): (&'static str, &'static str),
    things: impl Iterator<Item = (&'n str, Rupiah)>,
) -> Chart {
    let bar = |(name, amount): (&str, Rupiah)| Bar {
        label: text::shortened(name, LONGEST),
        name: name.to_owned(),
        value: amount.get(),
        words: amount.to_string(),
    };
    Chart { title: title.to_owned(), of, what, shape: Shape::Names, bars: things.take(TOP).map(bar).collect() }
}

/// `Tanpa kategori` for goods without one.
pub fn category(name: Option<String>) -> Cell {
    Cell::Text(name.unwrap_or_else(|| text::report::NO_CATEGORY.to_owned()))
}

/// The figure that most reports begin with.
pub fn revenue_figure(amount: Rupiah) -> Figure {
    figure(names::REVENUE, Cell::Money(amount))
}
