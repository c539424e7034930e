//! Tables brought in: the form, a preview with every fate, and what came of it.

use domain::{import::ImportKind, problem::Problem};
use views::{
    Template as _,
    admin::{ColumnHelp, ImportItem, ImportPage, ImportRowView, ImportTab, ImportsPage},
    form::FormState,
    parts::Paging,
};

use crate::{
    Pages,
    sample::{TAG, frame},
};

pub fn pages() -> Pages {
    let mut refused = FormState::filled([("alasan", TAG.to_owned())]);
    refused.refuse("berkas", Problem::SheetKind);
    let form = |kind, form| ImportsPage {
        frame: frame("/admin/produk/"),
        kind,
        form,
        key: "kunci".into(),
        columns: vec![
            ColumnHelp { title: "Nama", needed: true, hint: "" },
            ColumnHelp { title: "Harga", needed: false, hint: "rupiah" },
        ],
        most_rows: 5000,
        recent: vec![item(1, "waiting"), item(2, "applied"), item(3, "dropped")],
    };
    let clean = ImportPage { wrong: 0, rows: vec![row("baru"), row("ubah")], ..page("waiting") };
    vec![
        ("impor", form(ImportKind::Products, FormState::default()).render().expect("draws")),
        ("impor-ditolak", form(ImportKind::Stock, refused).render().expect("draws")),
        ("impor-pelanggan", form(ImportKind::Customers, FormState::default()).render().expect("draws")),
        ("impor-salah", page("waiting").render().expect("draws")),
        ("impor-bersih", clean.render().expect("draws")),
        ("impor-selesai", page("applied").render().expect("draws")),
    ]
}

fn item(id: i64, state: &str) -> ImportItem {
    ImportItem {
        nothing: false,
        id,
        file_name: TAG.into(),
        lines: 1200,
        state: state.into(),
        outcome: if state == "applied" { "12 baru".into() } else { String::new() },
        at: "24 Nov 2026 14.05".into(),
        by: TAG.into(),
        ended_at: "24 Nov 2026 14.09".into(),
        ended_by: TAG.into(),
    }
}

fn row(fate: &'static str) -> ImportRowView {
    let problems = if fate == "salah" { vec![("Harga", TAG.to_owned())] } else { Vec::new() };
    ImportRowView {
        unread: if fate == "tetap" { vec!["Di gudang"] } else { Vec::new() },
        line: 7,
        name: TAG.into(),
        fate,
        note: if fate == "tetap" { "Tidak berubah" } else { "" },
        fields: if fate == "ubah" { vec![("Harga", TAG.to_owned(), TAG.to_owned())] } else { Vec::new() },
        problems,
    }
}

fn page(state: &str) -> ImportPage {
    ImportPage {
        unread: TAG.into(),
        frame: frame("/admin/produk/"),
        kind: ImportKind::Products,
        head: item(4, state),
        would: "12 baru, 3 diubah".into(),
        wrong: 1,
        anything: true,
        seal: "0123456789abcdef".into(),
        unknown: vec![TAG.into()],
        tabs: vec![ImportTab {
            label: "Semua",
            count: 4,
            address: "/admin/impor/4/?lihat=semua".into(),
            current: true,
        }],
        rows: ["salah", "baru", "ubah", "tetap"].map(row).to_vec(),
        paging: Paging { page: 1, pages: 2, total: 40, more: false, base: "/admin/impor/4/".into() },
        message: TAG.into(),
    }
}
