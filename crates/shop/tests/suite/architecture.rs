//! The small walls between the rooms (docs/architecture.md), which the compiler does not keep by itself.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("crates/").to_owned()
}

/// All Rust files below a folder, with their text; test modules at their ends are cut off.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![crates().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("is text");
                let program = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
                files.push((path, program));
            }
        }
    }
    assert!(!files.is_empty(), "{folder} has no sources");
    files
}

/// Lines of code (no comments) of a folder that contain one of the words.
fn lines_with(folder: &str, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in sources(folder) {
        for (number, line) in text.lines().enumerate() {
            let code = line.trim_start();
            if !code.starts_with("//") && words.iter().any(|word| code.contains(word)) {
                found.push(format!("{}:{}: {code}", path.display(), number + 1));
            }
        }
    }
    found
}

fn none(found: &[String]) {
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn rules_know_no_io() {
    none(&lines_with("domain/src", &["tokio", "sqlx", "axum", "std::fs", "std::net", "async fn"]));
}

#[test]
fn sql_stands_in_the_store_only() {
    none(&lines_with("shop/src", &["sqlx::", "SELECT ", "INSERT INTO", "DELETE FROM", "store::sql!"]));
    none(&lines_with("views/src", &["sqlx", "store::", "SELECT "]));
}

#[test]
fn the_store_knows_no_pages() {
    none(&lines_with("store/src", &["axum", "http::", "views::", "askama"]));
}

#[test]
fn addresses_are_written_in_one_place() {
    let starts = [
        "\"/admin/",
        "\"/pesanan/",
        "\"/produk",
        "\"/keranjang/",
        "\"/karyawan/",
        "\"/akun/",
        "\"/checkout/",
        "\"/notifikasi/",
    ];
    // The outer layer tells areas by their first word, whatever stands behind it.
    let found = lines_with("shop/src/ops", &starts);
    none(&found);
    let allowed = [
        "starts_with(\"/admin/\")",
        "starts_with(\"/karyawan/\")",
        "Disallow",
        "starts_with(\"/admin/siapkan/\")",
        "\"/admin/siapkan/…\"",
    ];
    let found: Vec<_> = lines_with("shop/src/web", &starts)
        .into_iter()
        .filter(|line| !allowed.iter().any(|allowed| line.contains(allowed)))
        .collect();
    none(&found);
}

#[test]
fn indonesian_words_stand_in_the_views_only() {
    let words = ["pesanan sudah", "silakan", "Silakan", "berhasil", "tidak dapat", "Maaf", "sudah di", "belum "];
    none(&lines_with("shop/src/ops", &words));
    none(&lines_with("shop/src/web", &words));
    none(&lines_with("store/src", &words));
    none(&lines_with("domain/src", &words));
}

#[test]
fn html_stands_in_the_views_only() {
    none(&lines_with("shop/src", &["<div", "<p>", "<a href", "</"]));
}

/// Files that are longer than a person holds in the head, each with the reason why it stays one.
const LONG_FILES: &[(&str, &str)] = &[
    ("store/src/accounts.rs", "one table family: three kinds of people with the same few verbs"),
    ("store/src/order_pages.rs", "the reads of all order pages, so that their columns are compared at a glance"),
    ("store/src/catalogue.rs", "one table family"),
    ("store/src/orders.rs", "one table family"),
    ("store/src/db.rs", "opening both databases side by side, so that a setting of one is not forgotten for the other"),
    ("store/src/stock.rs", "one table family: every change of a level stands beside its ledger row"),
    ("shop/src/web/ctx.rs", "the extractors of all kinds of people, so that a missing check is seen"),
    ("shop/src/web/checkout.rs", "one page with its form, which is the one that takes money"),
    ("shop/src/web/orders.rs", "one page with its four forms"),
    ("shop/src/web/cart.rs", "one page with its forms"),
    ("shop/src/ops/accounts.rs", "registration and sign-in share their checks"),
    ("shop/src/ops/place_order.rs", "one transaction, read from top to bottom"),
    ("shop/src/ops/steps.rs", "one transaction for every transition"),
    ("shop/src/ops/catalogue.rs", "products, photos and categories share their parsing"),
    ("views/src/urls.rs", "the one list of addresses"),
    ("views/src/notices.rs", "the one list of notices"),
];
const MOST_LINES: usize = 250;

#[test]
fn files_can_be_held_in_the_head() {
    let mut long = Vec::new();
    for folder in ["domain/src", "store/src", "views/src", "shop/src", "testkit/src"] {
        for (path, text) in sources(folder) {
            let lines = text.lines().count();
            let known = LONG_FILES.iter().any(|(name, _)| path.ends_with(name));
            if lines > MOST_LINES && !known {
                long.push(format!("{}: {lines} lines", path.display()));
            }
        }
    }
    none(&long);
}
