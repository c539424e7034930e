//! Counts of the yard: list, sheet, paper.

use views::{
    Template,
    admin::{Choice, CountApprovePage, CountLine, CountPage, CountPrintPage, CountRow, CountTab, CountsPage, Signed},
    form::FormState,
};

use crate::sample::{TAG, frame, product, qty, refused, rp};

pub fn pages() -> Vec<(&'static str, String)> {
    let none = CountsPage { rows: Vec::new(), form: FormState::default(), ..list() };
    let closed = CountPage { head: row(3, "approved"), ..sheet() };
    let empty = CountPage { lines: Vec::new(), form: FormState::default(), blocked: 0, ..sheet() };
    let paper =
        CountPrintPage { frame: frame("/admin/stok/opname/4/cetak/"), head: row(4, "open"), lines: sheet().lines };
    vec![
        ("counts", list().render().expect("a page")),
        ("counts-none", none.render().expect("a page")),
        ("count", sheet().render().expect("a page")),
        ("count-closed", closed.render().expect("a page")),
        ("count-empty", empty.render().expect("a page")),
        ("count-approve", approve(sheet().lines).render().expect("a page")),
        ("count-approve-equal", approve(Vec::new()).render().expect("a page")),
        ("count-print", paper.render().expect("a page")),
    ]
}

fn row(id: i64, state: &str) -> CountRow {
    let open = state == "open";
    let closed = |text: &str| if open { String::new() } else { text.to_owned() };
    CountRow {
        id,
        scope: "Roster".to_owned(),
        note: TAG.to_owned(),
        state: state.to_owned(),
        opened_at: "22 November 2026 08.10 WITA".to_owned(),
        opened_by: "Hj. Nurhayati".to_owned(),
        closed_at: closed("22 November 2026 11.40 WITA"),
        closed_by: closed("Hj. Nurhayati"),
        lines: 12,
        counted: 9,
        differing: 2,
        value: (state == "approved").then_some(Signed { minus: true, size: rp(95_000) }),
    }
}

fn approve(lines: Vec<CountLine>) -> CountApprovePage {
    let value = Signed { minus: true, size: rp(95_000) };
    CountApprovePage { frame: frame("/admin/stok/opname/4/setujui/"), head: row(4, "open"), version: 3, lines, value }
}

fn list() -> CountsPage {
    CountsPage {
        frame: frame("/admin/stok/opname/"),
        form: refused(&["kategori"]),
        categories: vec![Choice::new(1, "Roster"), Choice::new(2, TAG)],
        rows: vec![row(4, "open"), row(3, "approved"), row(2, "cancelled")],
    }
}

fn line(id: i64, name: &str, value: &str, variance: Option<(bool, i64)>) -> CountLine {
    CountLine {
        product: product(id),
        name: name.to_owned(),
        unit: "biji".to_owned(),
        category: "Roster".to_owned(),
        value: value.to_owned(),
        counted: !value.is_empty(),
        expected: qty(120),
        away: qty(if id == 1 { 12 } else { 0 }),
        variance: variance.map(|(minus, size)| Signed { minus, size: qty(size) }),
        value_of: variance.map(|(minus, size)| Signed { minus, size: rp(size * 9_500) }),
        counted_by: "Daeng Rusli".to_owned(),
        counted_at: "22 Nov 09.20".to_owned(),
        version: 2,
        blocked: id == 3,
        problem: (id == 4).then(|| TAG.to_owned()),
    }
}

fn sheet() -> CountPage {
    let tab = |label, address: &str, count, current| CountTab { label, address: address.to_owned(), count, current };
    CountPage {
        frame: frame("/admin/stok/opname/4/"),
        head: row(4, "open"),
        version: 11,
        tabs: vec![
            tab("Semua", "/admin/stok/opname/4/", 12, true),
            tab("Belum dihitung", "/admin/stok/opname/4/?lihat=sisa", 3, false),
        ],
        view: String::new(),
        lines: vec![
            line(1, "Roster Kotak 20×20", "118", Some((true, 2))),
            line(2, TAG, "120", None),
            line(3, "Roster Bintang", "4", Some((true, 116))),
            line(4, "Roster Daun", "", None),
        ],
        value: Signed { minus: true, size: rp(1_121_000) },
        form: FormState::default(),
        blocked: 1,
    }
}
