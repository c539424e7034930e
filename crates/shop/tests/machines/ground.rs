//! A shop with goods and people, prepared before the program starts, and looked at from outside while it runs.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use domain::{
    ids::{CustomerId, ProductId},
    money::Rupiah,
    order::Actor,
    people::{Address, BirthDate, Email, PersonName, Phone, Username},
    quantity::Quantity,
    settings::Settings,
    time::{Clock as _, ShopZone, SystemClock, UtcMillis},
};
use shop::{
    app::{App, AppOptions},
    entropy::SystemEntropy,
    files::local::LocalFiles,
    mail::Mailer,
    ops,
    web::cookies,
};
use store::{DbOptions, accounts::NewCustomer, catalogue::ProductFields, places::By, sessions::Door};
use testkit::{TestDb, Visitor};

use crate::wire::Place;

/// So many customers order.
const CUSTOMERS: usize = 4;

/// A prepared shop.
pub struct Ground {
    /// The same database, seen from outside.
    pub app: Arc<App>,
    pub data: PathBuf,
    pub database_url: Option<String>,
    pub product: ProductId,
    pub customers: Vec<CustomerId>,
    pub admin: i64,
    /// Taken away last.
    _database: Option<TestDb>,
}

impl Ground {
    /// On a database of its own.
    pub async fn new(test: TestDb) -> Self {
        let (options, data) = (test.options.clone(), test.folder());
        test.clock.set(SystemClock.now());
        Self::on(&options, data, Some(test)).await
    }

    /// On any empty database.
    pub async fn on(options: &DbOptions, data: PathBuf, database: Option<TestDb>) -> Self {
        let app = open(options, &data).await;
        let database_url = match options {
            DbOptions::Sqlite { .. } => None,
            DbOptions::Postgres { url, .. } => Some(url.clone()),
        };
        never_quiet(&app).await;
        let product = product(&app).await;
        let mut customers = Vec::new();
        for number in 0..CUSTOMERS {
            customers.push(customer(&app, number).await);
        }
        crowd(&app).await;
        let admin = admin(&app).await;
        Self { app, data, database_url, product, customers, admin, _database: database }
    }

    /// Looks with fresh connections, after the database was away.
    pub async fn look_again(&mut self, options: &DbOptions) {
        self.app = open(options, &self.data).await;
    }

    /// The address mails to a customer go to.
    pub fn email(number: usize) -> String {
        format!("siti{number}@example.com")
    }

    /// Whether a customer agreed to mails of the shop.
    pub const fn agrees(number: usize) -> bool {
        number.is_multiple_of(2)
    }

    /// The session of a person, as a cookie's name and value.
    pub async fn session(&self, door: Door, person: i64) -> (String, String) {
        let token = ops::accounts::open_first_session(&self.app, door, person, None).await.expect("opens");
        (cookies::of_door(door).to_owned(), token.as_str().to_owned())
    }

    /// A signed-in browser at a process of the shop.
    pub async fn browser(&self, place: &Place, door: Door, person: i64) -> Visitor {
        let (name, value) = self.session(door, person).await;
        Visitor::new(place.router()).with_cookie(&name, &value)
    }

    pub fn now(&self) -> UtcMillis {
        self.app.clock.now()
    }
}

async fn open(options: &DbOptions, data: &Path) -> Arc<App> {
    let app = App::start(AppOptions {
        database: options,
        files: Arc::new(LocalFiles::new(data.join("files"))),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
        secure: false,
        behind_proxy: false,
        metrics_token: None,
        mail: Arc::new(Mailer::to_folder(data.join("mails"), None, "http://shop.test")),
    });
    app.await.expect("the database opens")
}

/// Mails to everybody wait at night (§10), and this suite runs at any hour: this shop has no quiet hours.
async fn never_quiet(app: &App) {
    let mut settings = Settings::default();
    settings.quiet.until = settings.quiet.from;
    let office = By { actor: Actor::Admin, id: None, name: "Kantor".into(), kind: None };
    ops::settings::save(app, &settings, 0, &office).await.expect("saves");
}

async fn product(app: &App) -> ProductId {
    let mut tx = app.db.begin().await.expect("begins");
    let fields = ProductFields {
        name: "Roster".to_owned(),
        description: "Roster dari tes".to_owned(),
        category_id: None,
        price: Rupiah::from_u32(14_500),
        unit: "biji".to_owned(),
        step: Quantity::ONE,
        minimum: Quantity::ONE,
        weight_grams: None,
    };
    let id = store::catalogue::insert_product(&mut tx, &fields).await.expect("inserts");
    let office = By { actor: Actor::Admin, id: None, name: "Kantor".into(), kind: None };
    ops::stock::initial(&mut tx, id, Quantity::units(60_000), "tes", &office).await.expect("stocks");
    tx.commit().await.expect("commits");
    id
}

async fn customer(app: &App, number: usize) -> CustomerId {
    // Thirty years and six weeks ago: nobody has a birthday on the day of the test.
    let today = ShopZone::default().day_of(app.clock.now());
    let birth = today.plus_days(-11_000).to_string();
    let new = NewCustomer {
        username: Username::parse(&format!("siti{number}")).expect("a username"),
        name: PersonName::parse(&format!("Ibu Siti {number}")).expect("a name"),
        address: Address::parse("Jl. Pahlawan 7, Banjarmasin").expect("an address"),
        birth_date: BirthDate::parse(&birth, today).expect("a birth date"),
        phone: Phone::parse("081234567890").expect("a phone"),
        email: Some(Email::parse(&Ground::email(number)).expect("an e-mail")),
        password_hash: None,
        consent: Ground::agrees(number),
    };
    let mut tx = app.db.begin().await.expect("begins");
    let id = store::accounts::insert_customer(&mut tx, &new).await.expect("inserts").expect("the name is free");
    tx.commit().await.expect("commits");
    id
}

/// People who never come, but are told when everybody is: more than one set of them.
async fn crowd(app: &App) {
    let now = app.clock.now();
    let birth = ShopZone::default().day_of(now).plus_days(-11_000).to_string();
    let mut tx = app.db.begin().await.expect("begins");
    store::sql!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4500)
         INSERT INTO customers (username, username_key, name, address, birth_date, phone, created_at)
         SELECT 'orang' || i, 'orang' || i, 'Pelanggan', 'Jl. Contoh', CAST($2 AS TEXT), '+6281234567890', CAST($1 AS BIGINT) FROM n"
    )
    .bind(now)
    .bind(birth.as_str())
    .run(&mut tx)
    .await
    .expect("writes");
    tx.commit().await.expect("commits");
}

async fn admin(app: &App) -> i64 {
    let name = PersonName::parse("Hj. Barkah").expect("a name");
    let username = Username::parse("barkah").expect("a username");
    let mut tx = app.db.begin().await.expect("begins");
    let id = store::accounts::insert_admin(&mut tx, &name, &username, "owner", "x").await.expect("inserts");
    tx.commit().await.expect("commits");
    id.expect("the name is free").get()
}

/// Waits for something seen from outside, with a limit that only a broken shop reaches.
pub async fn until<F: Future<Output = bool>>(what: &str, seconds: u64, mut done: impl FnMut() -> F) {
    let begun = std::time::Instant::now();
    while !done().await {
        assert!(begun.elapsed() < Duration::from_secs(seconds), "{what}: not within {seconds} s");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
