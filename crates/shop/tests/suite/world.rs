//! A small shop with named people and goods, on a fresh database.

use std::sync::Arc;

use domain::{
    audit::{Act, Thing},
    discount::Line,
    ids::{AdminId, CustomerId, EmployeeId, OrderId, ProductId},
    money::Rupiah,
    order::Fulfilment,
    people::{Address, BirthDate, Email, PersonName, Phone, Username},
    quantity::Quantity,
    settings::Settings,
    time::ShopDay,
};
use shop::{
    app::{App, AppOptions},
    entropy::{CountingEntropy, Entropy, SystemEntropy},
    files::{FileStore, local::LocalFiles},
    mail::Mailer,
    ops::{
        self,
        place_order::{From, Placed, Placing},
        pricing::{self, Pricing},
    },
    web::cookies,
};
use store::{Db, accounts::NewCustomer, carts::CartOwner, catalogue::ProductFields, places::By, sessions::Door};
use testkit::{TestDb, Visitor};

/// The shop, its database and its clock.
pub struct World {
    pub test: Arc<TestDb>,
    pub app: Arc<App>,
    pub router: axum::Router,
}

impl World {
    /// An empty shop.
    pub async fn open(test: TestDb) -> Self {
        let files = folder_of(&test);
        Self::open_with(test, files).await
    }

    /// An empty shop whose files lie in this place.
    #[allow(clippy::unused_async, reason = "everything a test opens is awaited")]
    pub async fn open_with(test: TestDb, files: Arc<dyn FileStore>) -> Self {
        let db = test.db.clone();
        Self::on(Arc::new(test), db, Arc::new(CountingEntropy::default()), files)
    }

    /// The same shop as another process sees it: with connections and memory of its own.
    pub async fn another_process(&self) -> Self {
        let db = Db::open(&self.test.options, self.test.clock.clone()).await.expect("opens");
        let files = folder_of(&self.test);
        Self::on(self.test.clone(), db, Arc::new(SystemEntropy), files)
    }

    fn on(test: Arc<TestDb>, db: Db, entropy: Arc<dyn Entropy>, files: Arc<dyn FileStore>) -> Self {
        let folder = test.folder();
        let options = AppOptions {
            database: &test.options,
            files,
            clock: test.clock.clone(),
            entropy,
            secure: false,
            behind_proxy: false,
            metrics_token: Some(METRICS_TOKEN.to_owned()),
            mail: Arc::new(Mailer::to_folder(folder.join("mails"), None, "http://shop.test")),
        };
        let app = App::assemble(db, options).expect("the app stands");
        let router = shop::web::router(app.clone());
        Self { test, app, router }
    }

    /// Somebody new.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(self.router.clone())
    }

    /// The office as the one who does something.
    pub fn office() -> By {
        By { actor: domain::order::Actor::Admin, id: None, name: "Kantor".into(), kind: None }
    }

    /// How often the audit log says that this was done to a thing of this kind.
    pub async fn noted(&self, act: Act, thing: Thing) -> usize {
        let filter = store::audit::AuditFilter {
            act: Some(act.code().to_owned()),
            object: Some(thing.code().to_owned()),
            ..Default::default()
        };
        let mut conn = self.app.db.read().await.expect("reads");
        store::audit::list(&mut conn, &filter, 100).await.expect("reads").len()
    }

    /// A product of one piece steps with so much in stock.
    pub async fn product(&self, name: &str, price: u32, stock: u16) -> ProductId {
        let mut tx = self.app.db.begin().await.expect("begins");
        let fields = ProductFields {
            name: name.to_owned(),
            description: format!("{name} dari tes"),
            category_id: None,
            price: Rupiah::from_u32(price),
            unit: "biji".to_owned(),
            step: Quantity::ONE,
            minimum: Quantity::ONE,
            weight_grams: None,
        };
        let id = store::catalogue::insert_product(&mut tx, &fields).await.expect("inserts");
        ops::stock::initial(&mut tx, id, Quantity::units(stock), "tes", &Self::office()).await.expect("stocks");
        tx.commit().await.expect("commits");
        id
    }

    /// A customer without a password.
    pub async fn customer(&self, username: &str) -> CustomerId {
        let today = ShopDay::parse("2026-11-22").expect("a day");
        let new = NewCustomer {
            username: Username::parse(username).expect("a username"),
            name: PersonName::parse(&format!("Ibu {username}")).expect("a name"),
            address: Address::parse("Jl. Pahlawan 7, Banjarmasin").expect("an address"),
            birth_date: BirthDate::parse("1990-02-17", today).expect("a birth date"),
            phone: Phone::parse("081234567890").expect("a phone"),
            email: None,
            password_hash: None,
            consent: false,
        };
        let mut tx = self.app.db.begin().await.expect("begins");
        let id = store::accounts::insert_customer(&mut tx, &new).await.expect("inserts").expect("the name is free");
        tx.commit().await.expect("commits");
        id
    }

    /// A customer's browser, signed in.
    pub async fn signed_in(&self, id: CustomerId) -> Visitor {
        self.session(Door::Customer, id.get()).await
    }

    /// A browser with a fresh session at one door.
    pub async fn session(&self, door: Door, person: i64) -> Visitor {
        let token = ops::accounts::open_first_session(&self.app, door, person, None).await.expect("opens");
        self.visitor().with_cookie(cookies::of_door(door), token.as_str())
    }

    /// An admin with the role `owner`, `office` or `warehouse`, and their browser.
    pub async fn admin(&self, username: &str, role: &str) -> (AdminId, Visitor) {
        let name = PersonName::parse(username).expect("a name");
        let username = Username::parse(username).expect("a username");
        let mut tx = self.app.db.begin().await.expect("begins");
        let id =
            store::accounts::insert_admin(&mut tx, &name, &username, role, "x").await.expect("inserts").expect("free");
        tx.commit().await.expect("commits");
        (id, self.session(Door::Admin, id.get()).await)
    }

    /// An employee and their browser.
    pub async fn employee(&self, name: &str) -> (EmployeeId, Visitor) {
        let email = Email::parse(&format!("{}@example.com", name.to_lowercase())).expect("an e-mail");
        let name = PersonName::parse(name).expect("a name");
        let mut tx = self.app.db.begin().await.expect("begins");
        let id = store::accounts::insert_employee(&mut tx, &name, &email, "x").await.expect("inserts").expect("free");
        tx.commit().await.expect("commits");
        (id, self.session(Door::Employee, id.get()).await)
    }

    /// Puts goods in a customer's cart.
    pub async fn fill_cart(&self, customer: CustomerId, goods: &[(ProductId, u16)]) {
        let mut tx = self.app.db.begin().await.expect("begins");
        let wanted: Vec<_> = goods.iter().map(|(product, count)| (*product, Quantity::units(*count))).collect();
        store::carts::put(&mut tx, &CartOwner::Customer(customer), &wanted).await.expect("puts");
        tx.commit().await.expect("commits");
    }

    #[allow(dead_code, reason = "only who counts statements needs it")]
    /// Waits until the catalogue in memory is read anew, which happens beside the pages.
    pub async fn settled(&self) {
        self.app.snapshot().await.expect("reads");
        while !self.app.catalogue_is_settled() {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            self.app.snapshot().await.expect("reads");
        }
    }

    /// The settings as they are now.
    pub async fn settings(&self) -> Settings {
        self.app.snapshot().await.expect("reads").settings.clone()
    }

    /// What a customer would agree to who sees the present figures of the cart.
    pub async fn agreed(&self, customer: CustomerId, key: &str) -> Placing {
        let mut conn = self.app.db.read().await.expect("reads");
        let rows = store::carts::lines(&mut conn, &CartOwner::Customer(customer)).await.expect("reads the cart");
        let lines: Vec<Line> = rows
            .into_iter()
            .map(|row| Line { product: row.product_id, name: row.name, unit_price: row.price, quantity: row.quantity })
            .collect();
        let now = self.app.clock.now();
        let buyer = pricing::buyer(&mut conn, customer, now).await.expect("reads").expect("the customer exists");
        drop(conn);
        let settings = self.settings().await;
        let priced = Pricing::of(&buyer, &settings, now).price(&lines).expect("prices");
        Placing {
            customer,
            key: key.to_owned(),
            from: From::Cart,
            fulfilment: Fulfilment::Delivery,
            address: "Jl. Pahlawan 7".to_owned(),
            zone: None,
            note: String::new(),
            shown: ops::place_order::agreed_text(&priced, &settings),
            proof: None,
            repeat: true,
            office: None,
        }
    }

    /// Orders what is in the cart.
    pub async fn order(&self, customer: CustomerId, goods: &[(ProductId, u16)]) -> OrderId {
        self.fill_cart(customer, goods).await;
        let key = shop::entropy::key(self.app.entropy.as_ref());
        let placing = self.agreed(customer, &key).await;
        match self.place(&placing).await {
            Placed::New(order) => order,
            other => panic!("expected a new order, got {other:?}"),
        }
    }

    /// Places an order.
    pub async fn place(&self, placing: &Placing) -> Placed {
        let settings = self.settings().await;
        ops::place_order::place_order(&self.app, &settings, placing).await.expect("no fault")
    }

    /// On hand and reserved of a product, in whole units.
    pub async fn level(&self, product: ProductId) -> (i64, i64) {
        let mut conn = self.app.db.read().await.expect("reads");
        let row = store::catalogue::product(&mut conn, product).await.expect("reads").expect("exists");
        (row.on_hand.thousandths() / 1000, row.reserved.thousandths() / 1000)
    }

    /// Asserts that ledger and levels agree for every product.
    pub async fn ledger_agrees(&self) {
        let mut conn = self.app.db.read().await.expect("reads");
        let differing = store::stock::disagreements(&mut conn).await.expect("reads");
        assert!(differing.is_empty(), "ledger and levels differ: {differing:?}");
    }
}

/// Opens the figures of the small shop to who is not on its machine.
pub const METRICS_TOKEN: &str = "kata-kunci-angka-toko";

/// Files beside the database.
fn folder_of(test: &TestDb) -> Arc<dyn FileStore> {
    Arc::new(LocalFiles::new(test.folder().join("files")))
}

/// A small JPEG, as a phone would send.
pub fn jpeg() -> Vec<u8> {
    let picture = image::DynamicImage::new_rgb8(64, 48);
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).expect("a picture is written");
    bytes.into_inner()
}
