//! The day the demo shop opens: settings, staff, catalogue, first stock.

use std::collections::HashMap;

use anyhow::Context as _;
use domain::{
    ids::{EmployeeId, ProductId},
    money::Rupiah,
    quantity::Quantity,
    rights::AdminKind,
    settings::{BankAccount, Settings, ShippingZone, ShopInfo},
};
use store::{files::NewFile, places::By};
use tokio::task::JoinSet;

use super::{
    Stage,
    accounts::{self, Account, Role},
    pictures,
    seeds::{Product, Seeds},
};
use crate::ops::{
    by_admin, by_command,
    catalogue::{self, TypedCategory, TypedProduct},
    settings as setting,
    staff::{self, TypedAdmin, TypedEmployee},
};

/// Places the truck goes to, with the fee in rupiah. Addresses elsewhere get theirs from the office.
const ZONES: [(&str, u32); 6] = [
    ("Banjarbaru", 75_000),
    ("Martapura", 100_000),
    ("Landasan Ulin", 90_000),
    ("Gambut", 125_000),
    ("Banjarmasin", 150_000),
    ("Barito Kuala", 200_000),
];

/// Name and username of who looks after the yard.
const WAREHOUSE: (&str, &str) = ("Syahrani", "gudang");

/// What the shop is after its first day.
#[derive(Debug)]
pub struct Shop {
    pub settings: Settings,
    pub owner: By,
    pub office: By,
    pub employees: Vec<(EmployeeId, By)>,
    pub products: Vec<Good>,
}

/// A product on sale.
#[derive(Debug)]
pub struct Good {
    pub id: ProductId,
    pub name: String,
    pub price: Rupiah,
}

/// Opens the shop with so much of each product (thousandths).
pub async fn open(stage: &Stage<'_>, first: &[i64], accounts: &mut Vec<Account>) -> anyhow::Result<Shop> {
    let settings = settings(stage.seeds);
    setting::save(stage.app, &settings, 0, &by_command()).await?;
    let mut admins = Vec::new();
    for admin in &stage.seeds.people.admins {
        let role = if admin.role == "owner" { Role::Owner } else { Role::Office };
        admins.push(hire_admin(stage, &admin.name, &admin.username, role, accounts).await?);
    }
    hire_admin(stage, WAREHOUSE.0, WAREHOUSE.1, Role::Warehouse, accounts).await?;
    let mut employees = Vec::new();
    for employee in &stage.seeds.people.employees {
        employees.push(hire_employee(stage, &employee.name, &employee.email, accounts).await?);
    }
    let (owner, office) = (admins.first().cloned(), admins.last().cloned());
    let (owner, office) = (owner.context("no owner in the seeds")?, office.context("no admin in the seeds")?);
    let products = lay_out(stage, first, &owner).await?;
    Ok(Shop { settings, owner, office, employees, products })
}

fn settings(seeds: &Seeds) -> Settings {
    let shop = ShopInfo {
        address: "Jl. Trikora Km 9, Banjarbaru, Kalimantan Selatan".to_owned(),
        phone: "0812-0000-1234".to_owned(),
        email: "toko@example.com".to_owned(),
        tagline: "Roster, pilar, pagar, dan paving beton, langsung dari cetakannya".to_owned(),
        story: seeds.words.shop_story.join("\n\n"),
        ..ShopInfo::default()
    };
    let account = |bank: &str, number: &str| BankAccount {
        bank: bank.to_owned(),
        number: number.to_owned(),
        holder: shop.name.clone(),
    };
    let mut settings = Settings::default();
    settings.payment.bank_accounts =
        vec![account("Bank Contoh", "000 123 0000"), account("Bank Teladan", "770 0456 000")];
    settings.shipping.zones =
        ZONES.map(|(name, fee)| ShippingZone { name: name.to_owned(), fee: Rupiah::from_u32(fee) }).to_vec();
    Settings { shop, ..settings }
}

async fn hire_admin(
    stage: &Stage<'_>,
    name: &str,
    username: &str,
    role: Role,
    accounts: &mut Vec<Account>,
) -> anyhow::Result<By> {
    let kind = match role {
        Role::Owner => AdminKind::Owner,
        Role::Warehouse => AdminKind::Warehouse,
        _ => AdminKind::Office,
    };
    let password = accounts::password(stage.app.entropy.as_ref());
    accounts.push(Account::new(role, username, &password));
    let typed = TypedAdmin {
        name: name.to_owned(),
        username: username.to_owned(),
        password,
        role: kind.code().to_owned(),
        active: true,
    };
    let id = staff::create_admin(stage.app, &typed, &by_command()).await?;
    Ok(by_admin(id, name, kind))
}

async fn hire_employee(
    stage: &Stage<'_>,
    name: &str,
    email: &str,
    accounts: &mut Vec<Account>,
) -> anyhow::Result<(EmployeeId, By)> {
    let password = accounts::password(stage.app.entropy.as_ref());
    accounts.push(Account::new(Role::Employee, email, &password));
    let typed = TypedEmployee { name: name.to_owned(), email: email.to_owned(), password, active: true };
    let id = staff::create_employee(stage.app, &typed, &by_command()).await?;
    Ok((id, crate::ops::by_employee(id, name)))
}

async fn lay_out(stage: &Stage<'_>, first: &[i64], by: &By) -> anyhow::Result<Vec<Good>> {
    let mut photos = hang_photos(stage).await?;
    let mut categories = HashMap::new();
    for category in &stage.seeds.catalogue.categories {
        let typed = TypedCategory { name: category.name.clone(), description: category.description.clone() };
        categories.insert(&category.name, catalogue::create_category(stage.app, &typed, by).await?);
    }
    let products = &stage.seeds.catalogue.products;
    let mut goods = Vec::new();
    for at in order_of_entry(products) {
        let product = &products[at];
        let category = categories.get(&product.category).context("a product without category in the seeds")?;
        let typed = typed(product, category.to_string(), first[at])?;
        let files = photos.remove(&at).unwrap_or_default();
        let id = catalogue::create(stage.app, &typed, &files, "Stok awal, dihitung di pekarangan", by).await?;
        goods.push((at, Good { id, name: product.name.clone(), price: Rupiah::new(product.price)? }));
    }
    goods.sort_by_key(|(at, _)| *at);
    Ok(goods.into_iter().map(|(_, good)| good).collect())
}

/// The best of each category last: the home page shows the newest.
fn order_of_entry(products: &[Product]) -> Vec<usize> {
    let place = |at: usize| products[..at].iter().filter(|other| other.category == products[at].category).count();
    let mut order: Vec<usize> = (0..products.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(place(*at)));
    order
}

fn typed(product: &Product, category: String, first: i64) -> anyhow::Result<TypedProduct> {
    let quantity = |thousandths| Quantity::from_thousandths(thousandths).map(|quantity| quantity.to_string());
    Ok(TypedProduct {
        name: product.name.clone(),
        description: product.description.clone(),
        category,
        price: product.price.to_string(),
        unit: product.unit.clone(),
        step: quantity(product.step)?,
        minimum: quantity(product.minimum)?,
        weight: quantity(product.weight_grams)?,
        stock: quantity(first)?,
        // The shop has no customers yet.
        quiet: true,
    })
}

/// Stores the photos of all products, several at a time, by place of the product.
async fn hang_photos(stage: &Stage<'_>) -> anyhow::Result<HashMap<usize, Vec<NewFile>>> {
    let mut storing = JoinSet::new();
    for (at, product) in stage.seeds.catalogue.products.iter().enumerate() {
        let (app, files) = (stage.app.clone(), product.pictures.clone());
        storing.spawn(async move {
            let mut stored = Vec::with_capacity(files.len());
            for file in &files {
                stored.push(pictures::product(&app, file).await?);
            }
            anyhow::Ok((at, stored))
        });
    }
    let mut photos = HashMap::new();
    while let Some(stored) = storing.join_next().await {
        let (at, files) = stored??;
        photos.insert(at, files);
    }
    Ok(photos)
}
