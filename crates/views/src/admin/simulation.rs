//! "Simulasi promo": the orders of the last months under other rules (docs/decisions/0015).

use askama::Template;
use domain::{discount::Kind, ids::OrderId, money::Rupiah};

use super::Choice;
use crate::{
    form::FormState,
    frame::Frame,
    text::{offers, simulation as text},
};

/// What was and what would have been, in rupiah.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SimulatedFigures {
    pub orders: i64,
    pub revenue_then: Rupiah,
    pub revenue_now: Rupiah,
    pub discount_then: Rupiah,
    pub discount_now: Rupiah,
}

impl SimulatedFigures {
    /// The difference in revenue with its sign.
    pub fn difference(&self) -> String {
        text::signed(self.revenue_now.get() - self.revenue_then.get())
    }
}

/// One month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimulatedMonth {
    /// "November 2026".
    pub name: String,
    /// "Nov 2026", for the chart.
    pub short: String,
    pub figures: SimulatedFigures,
}

/// An order that would have cost something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimulatedOrder {
    pub id: OrderId,
    pub customer: String,
    pub placed_at: String,
    pub then: Rupiah,
    pub now: Rupiah,
    /// What it used then (`text::simulation::used`).
    pub used_then: Vec<String>,
    /// What it would use.
    pub used_now: Vec<String>,
    /// What it would not use any more, and why (`text::simulation::lost`).
    pub lost: Vec<String>,
}

impl SimulatedOrder {
    /// The difference with its sign.
    pub fn difference(&self) -> String {
        text::signed(self.now.get() - self.then.get())
    }
}

/// The answer of a simulation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Simulated {
    /// The days looked at, in words.
    pub days: String,
    /// `text::simulation::story`.
    pub story: String,
    /// `text::simulation::changes`.
    pub changes: Vec<String>,
    pub total: SimulatedFigures,
    pub changed: i64,
    pub customers: i64,
    pub months: Vec<SimulatedMonth>,
    pub affected: Vec<SimulatedOrder>,
    /// `text::simulation::left_out`.
    pub left_out: Vec<String>,
    /// `text::simulation::unmatched`; empty when all is well.
    pub alarm: String,
}

/// A month of the chart: where its row begins and how long its bars are, in the chart's own units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChartRow<'p> {
    pub words: &'p str,
    pub top: usize,
    pub then: i64,
    pub now: i64,
}

/// Height of a month, and length of the longest bar.
const ROW: usize = 34;
const LONGEST: i64 = 276;

impl Simulated {
    /// The discounts of each month as bars.
    pub fn chart(&self) -> Vec<ChartRow<'_>> {
        let discounts = |figures: &SimulatedFigures| [figures.discount_then.get(), figures.discount_now.get()];
        let most = self.months.iter().flat_map(|month| discounts(&month.figures)).max().unwrap_or(0).max(1);
        // Amounts of a shop stay far below 2⁶³ ÷ 276, and what is given at all is seen.
        let length = |amount: i64| (i128::from(amount) * i128::from(LONGEST)).div_euclid(i128::from(most));
        let bar = |amount: i64| i64::try_from(length(amount)).unwrap_or(LONGEST).max(i64::from(amount > 0));
        let row = |(place, month): (usize, &SimulatedMonth)| {
            let [then, now] = discounts(&month.figures).map(bar);
            (place, then, now)
        };
        let rows = self.months.iter().enumerate().map(row);
        rows.zip(&self.months)
            .map(|((place, then, now), month)| ChartRow { words: &month.short, top: place * ROW, then, now })
            .collect()
    }

    /// Height of the chart.
    pub fn height(&self) -> usize {
        self.months.len() * ROW
    }
}

/// `/admin/simulasi/`, form `simulation` by GET: `bulan`, `pesanan` (`` revenue, `menunggu`, `semua`), `pilihan_diskon`,
/// `persen_loyalitas`, `persen_instan`, `batas_instan`, `batas_loyal`, `jumlah_favorit`, `mati` (codes of `Kind`), and a new discount:
/// `cakupan`, `persen`, `produk`, `minimum`, `mulai`, `sampai`, `pemakaian`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/simulation/show.html")]
pub struct SimulationPage {
    pub frame: Frame,
    pub form: FormState,
    /// Ticked codes of `mati`.
    pub off: Vec<String>,
    /// Value = id.
    pub products: Vec<Choice>,
    pub answer: Option<Simulated>,
}

impl SimulationPage {
    /// Choices of `pesanan`.
    pub fn orders(&self) -> Vec<Choice> {
        vec![
            Choice::new("", "Yang sudah dibayar (omzet)"),
            Choice::new("menunggu", "Juga yang menunggu pembayaran"),
            Choice::new("semua", "Semua, juga yang batal"),
        ]
    }

    /// Choices of `pilihan_diskon`.
    pub fn choices(&self) -> Vec<Choice> {
        domain::discount::Choice::ALL
            .iter()
            .map(|choice| Choice::new(choice.code(), capital(text::choice(*choice))))
            .collect()
    }

    /// The kinds that may be switched off: code, words, whether it is.
    pub fn kinds(&self) -> Vec<(&'static str, &'static str, bool)> {
        let ticked = |kind: &Kind| self.off.iter().any(|code| code == kind.code());
        Kind::ALL.iter().map(|kind| (kind.code(), text::kind(*kind), ticked(kind))).collect()
    }

    /// Choices of `cakupan`.
    pub fn scopes(&self) -> Vec<(&'static str, &'static str)> {
        [&[("", "Tidak ada")], offers::SCOPES.as_slice()].concat()
    }

    /// Whether anything below the months is filled, so that its part stands open.
    pub fn opened(&self, fields: &[&str]) -> bool {
        let filled = |field: &&str| !self.form.value(field).is_empty() || self.form.problem(field).is_some();
        fields.iter().any(filled)
    }
}

fn capital(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(then: u32, now: u32) -> SimulatedMonth {
        let figures = SimulatedFigures {
            discount_then: Rupiah::from_u32(then),
            discount_now: Rupiah::from_u32(now),
            ..SimulatedFigures::default()
        };
        SimulatedMonth { name: "November 2026".to_owned(), short: "Nov 2026".to_owned(), figures }
    }

    #[test]
    fn the_longest_bar_is_the_largest_discount_and_none_is_nothing() {
        let answer = Simulated { months: vec![month(0, 1), month(500, 1_000)], ..Simulated::default() };
        let rows = answer.chart();
        assert_eq!((rows[0].then, rows[0].now), (0, 1));
        assert_eq!((rows[1].then, rows[1].now), (138, 276));
        assert_eq!((rows[1].top, answer.height()), (34, 68));
    }
}
