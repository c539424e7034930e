//! From stored counts to their pages.

use domain::{money::Rupiah, quantity::Quantity, time::ShopZone};
use store::counts::{CountLineRow, CountRow as Stored};
use views::{
    admin::{CountLine, CountPage, CountRow, CountTab, Signed},
    form::FormState,
    format, text, urls,
};

use super::parts::address;
use crate::{ops::counts, web::ctx::Admin};

/// Which lines of a sheet are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    All,
    /// Not counted yet.
    Left,
    /// Counted differently from the books.
    Differing,
}

impl View {
    /// From the address; anything else shows all.
    pub fn read(typed: &str) -> Self {
        match typed {
            "sisa" => Self::Left,
            "beda" => Self::Differing,
            _ => Self::All,
        }
    }

    /// Its word in the address.
    pub fn code(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Left => "sisa",
            Self::Differing => "beda",
        }
    }

    fn shows(self, line: &CountLineRow) -> bool {
        match self {
            Self::All => true,
            Self::Left => line.counted.is_none(),
            Self::Differing => line.variance().is_some_and(|variance| variance != 0),
        }
    }
}

/// An amount of rupiah with its sign.
fn signed_money(amount: i128) -> Signed<Rupiah> {
    let size = i64::try_from(amount.unsigned_abs()).ok().and_then(|size| Rupiah::new(size).ok());
    Signed { minus: amount < 0, size: size.unwrap_or(Rupiah::MAX) }
}

/// The head of a count.
pub fn row(zone: &ShopZone, row: Stored) -> CountRow {
    CountRow {
        id: row.id,
        scope: text::count_scope(row.category_name.as_deref()),
        note: row.note,
        state: row.state,
        opened_at: format::date_time(zone, row.opened_at),
        opened_by: row.opened_by,
        closed_at: row.closed_at.map(|at| format::date_time(zone, at)).unwrap_or_default(),
        closed_by: row.closed_by.unwrap_or_default(),
        lines: row.lines,
        counted: row.counted,
        differing: row.differing,
        value: row.value.map(|value| signed_money(value.into())),
    }
}

/// A line of a sheet.
pub fn line(zone: &ShopZone, line: &CountLineRow) -> CountLine {
    let quantity = |thousandths: i64| Quantity::from_thousandths(thousandths.max(0)).unwrap_or(Quantity::MAX);
    let variance = line.variance().filter(|variance| *variance != 0);
    CountLine {
        product: line.product_id,
        name: line.name.clone(),
        unit: line.unit.clone(),
        category: line.category_name.clone().unwrap_or_default(),
        value: line.counted.map(|counted| counted.to_string()).unwrap_or_default(),
        counted: line.counted.is_some(),
        expected: quantity(line.book.unwrap_or_default() - line.away.unwrap_or_default()),
        away: quantity(line.away.unwrap_or_default()),
        variance: variance.map(|size| Signed { minus: size < 0, size: quantity(size.saturating_abs()) }),
        value_of: variance.and_then(|_| counts::value_of(line)).map(signed_money),
        counted_by: line.counted_by.clone().unwrap_or_default(),
        counted_at: line.counted_at.map(|at| format::short(zone, at)).unwrap_or_default(),
        version: line.version,
        blocked: line.blocked(),
        problem: None,
    }
}

/// The whole sheet.
pub fn sheet(admin: &Admin, head: Stored, lines: &[CountLineRow], view: View) -> CountPage {
    let zone = &admin.ctx.snap.settings.zone;
    let (id, version) = (head.id, head.version);
    // Once closed, what stands in the way now does not matter any more.
    let open = head.state == "open";
    let tab = |view_of: View, label| CountTab {
        label,
        address: address(&urls::admin_count(id), &[("lihat", view_of.code())]),
        count: lines.iter().filter(|line| view_of.shows(line)).count() as i64,
        current: view_of == view,
    };
    let shown = |stored: &CountLineRow| {
        let line = line(zone, stored);
        CountLine { blocked: open && line.blocked, ..line }
    };
    CountPage {
        frame: admin.frame(),
        tabs: vec![
            tab(View::All, text::COUNT_ALL),
            tab(View::Left, text::COUNT_LEFT),
            tab(View::Differing, text::COUNT_DIFFERING),
        ],
        view: view.code().to_owned(),
        version,
        lines: lines.iter().filter(|line| view.shows(line)).map(shown).collect(),
        value: signed_money(counts::value(lines).into()),
        form: FormState::default(),
        blocked: if open { lines.iter().filter(|line| line.blocked()).count() } else { 0 },
        head: row(zone, head),
    }
}
