//! A throw-away shop with people who are signed in, made through the shop's own operations.

use std::sync::Arc;

use anyhow::Context as _;
use domain::{
    discount::Line,
    ids::{CustomerId, OrderId, ProductId},
    money::Rupiah,
    order::Fulfilment,
    people::{Address, BirthDate, Email, PersonName, Phone, Username},
    quantity::Quantity,
    time::{ShopDay, SystemClock},
};
use shop::{
    app::{App, AppOptions},
    entropy::{self, SystemEntropy},
    files::local::LocalFiles,
    mail::Mailer,
    ops::{
        accounts,
        place_order::{self, From, Placed, Placing},
        pricing::{self, Pricing},
        stock,
    },
    web::cookies,
};
use store::{accounts::NewCustomer, catalogue::ProductFields, places::By, sessions::Door};
use testkit::TestDb;

/// Opens the shop of a test database from this process, with the real clock.
pub async fn open(test: &TestDb) -> anyhow::Result<Arc<App>> {
    let app = App::start(AppOptions {
        database: &test.options,
        files: Arc::new(LocalFiles::new(test.folder().join("files"))),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
        secure: false,
        behind_proxy: false,
        metrics_token: None,
        mail: Arc::new(Mailer::to_folder(test.folder().join("mails"), None, "http://bench.test")),
    });
    Ok(app.await?)
}

/// A product nobody sells out.
pub async fn product(app: &App) -> anyhow::Result<ProductId> {
    let fields = ProductFields {
        name: "Roster Kawung".to_owned(),
        description: String::new(),
        category_id: None,
        price: Rupiah::from_u32(14_500),
        unit: "biji".to_owned(),
        step: Quantity::ONE,
        minimum: Quantity::ONE,
        weight_grams: None,
    };
    let mut tx = app.db.begin().await?;
    let id = store::catalogue::insert_product(&mut tx, &fields).await?;
    let by = By { actor: domain::order::Actor::Admin, id: None, name: "Kantor".into(), kind: None };
    stock::initial(&mut tx, id, Quantity::units(60_000), "ukuran", &by).await?;
    tx.commit().await?;
    Ok(id)
}

/// So many customers with an e-mail address.
pub async fn customers(app: &App, prefix: &str, count: usize) -> anyhow::Result<Vec<CustomerId>> {
    let mut all = Vec::with_capacity(count);
    let mut tx = app.db.begin().await?;
    for number in 0..count {
        let username = format!("{prefix}{number}");
        let new = NewCustomer {
            email: Some(Email::parse(&format!("{username}@bench.test"))?),
            username: Username::parse(&username)?,
            name: PersonName::parse("Ibu Ukuran")?,
            address: Address::parse("Jl. Pahlawan 7, Banjarmasin")?,
            birth_date: BirthDate::parse("1990-02-17", ShopDay::parse("2026-11-22")?)?,
            phone: Phone::parse("081234567890")?,
            password_hash: None,
            consent: true,
        };
        all.push(store::accounts::insert_customer(&mut tx, &new).await?.context("the name is free")?);
    }
    tx.commit().await?;
    Ok(all)
}

/// The cookie of somebody who has just signed in.
pub async fn signed_in(app: &App, door: Door, person: i64) -> anyhow::Result<String> {
    let token = accounts::open_first_session(app, door, person, None).await?;
    Ok(format!("{}={}", cookies::of_door(door), token.as_str()))
}

/// An owner's cookie.
pub async fn owner(app: &App) -> anyhow::Result<String> {
    let mut tx = app.db.begin().await?;
    let (name, username) = (PersonName::parse("Pemilik")?, Username::parse("pemilik")?);
    let id =
        store::accounts::insert_admin(&mut tx, &name, &username, "owner", "x").await?.context("the name is free")?;
    tx.commit().await?;
    signed_in(app, Door::Admin, id.get()).await
}

/// An order of one piece, to be delivered.
pub async fn order(app: &App, customer: CustomerId, product: ProductId) -> anyhow::Result<OrderId> {
    let now = app.clock.now();
    let settings = app.snapshot().await?.settings.clone();
    let buyer = pricing::buyer(&mut app.db.read().await?, customer, now).await?.context("the customer is there")?;
    let line = Line {
        product,
        name: "Roster Kawung".to_owned(),
        unit_price: Rupiah::from_u32(14_500),
        quantity: Quantity::ONE,
    };
    let priced = Pricing::of(&buyer, &settings, now).price(&[line])?;
    let placing = Placing {
        customer,
        key: entropy::key(app.entropy.as_ref()),
        from: From::Direct { product, quantity: Quantity::ONE },
        fulfilment: Fulfilment::Delivery,
        address: "Jl. Pahlawan 7".to_owned(),
        zone: None,
        note: String::new(),
        shown: place_order::agreed_text(&priced, &settings),
        proof: None,
        repeat: true,
        office: None,
    };
    match place_order::place_order(app, &settings, &placing).await? {
        Placed::New(order) => Ok(order),
        other => anyhow::bail!("no order was placed: {other:?}"),
    }
}
