//! Products, categories, stock ledger.

use domain::{ids::CategoryId, stock::MovementKind};
use views::{
    Template,
    admin::{
        CategoriesPage, CategoryPage, CategoryRow, Choice, Forms, MovementRow, ProductFilter, ProductPage, ProductRow,
        ProductsPage, StockPage, StockView,
    },
    form::FormState,
};

use crate::sample::{TAG, frame, order, paging, photo, product, qty, refused, rp};

pub fn pages() -> Vec<(&'static str, String)> {
    let none = ProductsPage { rows: Vec::new(), filter: ProductFilter::default(), ..products() };
    vec![
        ("products", products().render().expect("a page")),
        ("products-none", none.render().expect("a page")),
        ("product", existing().render().expect("a page")),
        ("product-new", new().render().expect("a page")),
        ("categories", categories().render().expect("a page")),
        ("category", category().render().expect("a page")),
        ("stock", stock().render().expect("a page")),
    ]
}

fn row(id: i64, name: &str, price: i64, left: i64) -> ProductRow {
    ProductRow {
        id: product(id),
        name: name.to_owned(),
        category: "Roster".to_owned(),
        cover: if id == 2 { None } else { Some(photo(id)) },
        price: rp(price),
        unit: "biji".to_owned(),
        on_hand: qty(left + 12),
        reserved: qty(12),
        available: qty(left),
        low: left < 10,
        archived: id == 4,
    }
}

fn choices() -> Vec<Choice> {
    vec![Choice::new(1, "Roster"), Choice::new(2, "Pilar"), Choice::new(3, TAG)]
}

fn products() -> ProductsPage {
    ProductsPage {
        counts: [12, 3, 1, 4],
        frame: frame("/admin/produk/"),
        filter: ProductFilter { name: "roster".to_owned(), ..ProductFilter::default() },
        categories: choices(),
        rows: vec![
            row(1, "Roster Kotak 20×20", 9_500, 1_240),
            row(2, TAG, 27_000, 6),
            row(3, "Pilar Teras Ulir Tinggi 2,5 meter", 850_000, 0),
            row(4, "Paving Segi Enam", 92_000, 310),
        ],
        paging: paging("/admin/produk/", 26, 2),
    }
}

fn movement(kind: MovementKind, minus: bool, count: i64) -> MovementRow {
    let by_hand = kind.is_by_hand();
    MovementRow {
        at: "22 Nov 14.05".to_owned(),
        product: product(1),
        product_name: "Roster Kotak 20×20".to_owned(),
        unit: "biji".to_owned(),
        kind,
        minus,
        quantity: qty(count),
        after: qty(100 + count),
        order: (!by_hand).then(|| order(318)),
        reason: if by_hand { TAG.to_owned() } else { String::new() },
        who: "Hj. Nurhayati".to_owned(),
    }
}

fn movements() -> Vec<MovementRow> {
    vec![
        movement(MovementKind::Restock, false, 400),
        movement(MovementKind::Reserve, false, 120),
        movement(MovementKind::Breakage, true, 6),
        movement(MovementKind::Sell, true, 60),
    ]
}

fn existing() -> ProductPage {
    let form = FormState::filled([
        ("versi", "4".to_owned()),
        ("nama_produk", "Roster Kotak 20×20".to_owned()),
        ("deskripsi_produk", "Roster beton cetak 20×20×10 cm, abu-abu muda.".to_owned()),
        ("kategori", "1".to_owned()),
        ("harga_produk", "9500".to_owned()),
        ("satuan", "biji".to_owned()),
        ("kelipatan", "1".to_owned()),
        ("minimum", "1".to_owned()),
        ("berat", "3,2".to_owned()),
    ]);
    ProductPage {
        frame: frame("/admin/produk/1/"),
        id: Some(product(1)),
        name: "Roster Kotak 20×20".to_owned(),
        unit: "biji".to_owned(),
        archived: false,
        form,
        categories: choices(),
        photos: vec![photo(1), photo(2), photo(3)],
        stock: Some(StockView { on_hand: qty(1_252), reserved: qty(12), available: qty(1_240) }),
        movements: movements(),
        forms: Forms::refused("stock", refused(&["jumlah", "alasan"])),
    }
}

fn new() -> ProductPage {
    ProductPage {
        frame: frame("/admin/produk/baru/"),
        id: None,
        name: String::new(),
        unit: String::new(),
        form: refused(&["nama_produk", "harga_produk"]),
        photos: Vec::new(),
        stock: None,
        movements: Vec::new(),
        forms: Forms::default(),
        ..existing()
    }
}

fn categories() -> CategoriesPage {
    let row = |id, name: &str, archived| CategoryRow {
        id: CategoryId::try_from(id).expect("an id"),
        name: name.to_owned(),
        description: "Lubang angin dari beton cetak.".to_owned(),
        products: 6,
        archived,
    };
    CategoriesPage {
        frame: frame("/admin/kategori/"),
        q: TAG.to_owned(),
        sort: "produk".to_owned(),
        rows: vec![row(1, "Roster", false), row(2, TAG, false), row(3, "Genteng", true)],
    }
}

fn category() -> CategoryPage {
    CategoryPage {
        frame: frame("/admin/kategori/1/"),
        id: CategoryId::try_from(1).ok(),
        archived: false,
        form: FormState::filled([("nama_kategori", TAG.to_owned()), ("deskripsi", "Lubang angin.".to_owned())]),
    }
}

fn stock() -> StockPage {
    StockPage {
        frame: frame("/admin/stok/"),
        product: "1".to_owned(),
        products: vec![Choice::new(1, "Roster Kotak 20×20"), Choice::new(2, TAG)],
        kind: String::new(),
        kinds: MovementKind::ALL.iter().map(|kind| Choice::new(kind, views::text::movement(*kind))).collect(),
        from: String::new(),
        until: String::new(),
        rows: movements(),
        who: TAG.to_owned(),
        sort: "lama".to_owned(),
        problem: None,
        newest: Some("/admin/stok/".to_owned()),
        older: Some("/admin/stok/?sebelum=7".to_owned()),
    }
}
