//! Every route × every kind of person, by GET and by POST, from one table. A route without a row fails; so does a row without a route.

use std::collections::BTreeMap;

use domain::{
    ids::{CustomerId, FileId},
    order::Event,
    rights::{AdminKind, Deed},
};
use shop::{
    jobs::{self, reset_mail::ResetMail},
    ops::{
        self,
        discounts::{TypedDiscount, batch},
        steps::Step,
    },
    web::routes::Route,
};
use store::{
    files::{FileKind, NewFile},
    sessions::Door,
};
use testkit::{TestDb, Visitor, on_both_databases};
use views::{report::ReportKind, urls};

use crate::world::World;

on_both_databases! {
    every_route_lets_in_whom_it_should_and_nobody_else,
}

/// Who may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// The address does not answer to this method.
    No,
    /// Everybody; what they get is the page's matter.
    Open,
    /// Signed-in customers.
    Customer,
    /// The customer whose it is; for others it is not there.
    Own,
    /// Signed-in drivers.
    Employee,
    /// The driver whose delivery it is; for others it is not there.
    Delivery,
    /// Admins who may do this.
    Admin(Deed),
    /// The proof of a payment: its customer, and admins who see all orders; for everybody else it is not there.
    Proof,
}

use Rule::{Admin, Customer, Delivery, Employee, No, Open, Own, Proof};

/// Path, GET, POST. Emptying the queues stands last: it takes the job the other rows look at.
const TABLE: &[(&str, Rule, Rule)] = &[
    (urls::HOME, Open, No),
    (urls::PRODUCTS, Open, No),
    (urls::PRODUCTS_OLD, Open, No),
    (urls::PRODUCT_PATH, Open, No),
    (urls::REGISTER, Open, Open),
    (urls::LOGIN, Open, Open),
    (urls::PASSWORD_FORGOT, Open, Open),
    (urls::PASSWORD_RESET_PATH, Open, Open),
    (urls::UNSUBSCRIBE_PATH, Open, Open),
    (urls::LOGOUT, Open, Open),
    (urls::CART, Open, Open),
    (urls::CART_LINE_PATH, Open, Open),
    (urls::BUY_NOW_PATH, Open, Open),
    (urls::MEDIA_PATH, Open, No),
    (urls::FILE_PATH, Proof, No),
    (urls::ASSET_PATH, Open, No),
    ("/favicon.ico", Open, No),
    ("/robots.txt", Open, No),
    (urls::SOCKET, Open, No),
    (urls::HEALTH, Open, No),
    (urls::READY, Open, No),
    (urls::METRICS, Open, No),
    (urls::DASHBOARD, Customer, No),
    (urls::CHECKOUT, Customer, Customer),
    (urls::PAYMENT, Customer, Customer),
    (urls::ORDERS, Customer, No),
    (urls::ORDER_PATH, Own, No),
    (urls::ORDER_PROOF_PATH, Open, Own),
    (urls::ORDER_CANCEL_PATH, Open, Own),
    (urls::ORDER_FEEDBACK_PATH, Open, Own),
    (urls::ORDER_NOTA_PATH, Own, No),
    (urls::ORDER_NOTA_PDF_PATH, Own, No),
    (urls::ORDER_RECEIPT_PATH, Own, No),
    (urls::ORDER_RECEIPT_PDF_PATH, Own, No),
    (urls::NOTIFICATIONS, Customer, No),
    (urls::NOTIFICATION_OPEN_PATH, Open, Own),
    (urls::NOTIFICATIONS_READ, Open, Customer),
    (urls::ACCOUNT, Customer, Customer),
    (urls::ACCOUNT_DATA, Customer, No),
    (urls::ACCOUNT_DELETE, Customer, Customer),
    (urls::PREFERENCES, Customer, Customer),
    (urls::ACCOUNT_PASSWORD, Open, Customer),
    (urls::EMPLOYEE_LOGIN, Open, Open),
    (urls::EMPLOYEE_LOGOUT, Open, Open),
    (urls::EMPLOYEE_ACCOUNT, Employee, Employee),
    (urls::EMPLOYEE_DASHBOARD, Employee, No),
    (urls::EMPLOYEE_DELIVERY_PATH, Delivery, Delivery),
    (urls::EMPLOYEE_FAILED_PATH, Open, Delivery),
    (urls::EMPLOYEE_LETTER_PATH, Delivery, No),
    (urls::EMPLOYEE_LETTER_PDF_PATH, Delivery, No),
    (urls::EMPLOYEE_NOTIFICATIONS, Employee, No),
    (urls::EMPLOYEE_NOTIFICATION_OPEN_PATH, Open, Delivery),
    (urls::EMPLOYEE_NOTIFICATIONS_READ, Open, Employee),
    (urls::ADMIN_LOGIN, Open, Open),
    (urls::ADMIN_LOGIN_CODE, Open, Open),
    (urls::ADMIN_LOGOUT, Open, Open),
    (urls::ADMIN_SETUP_PATH, Open, Open),
    (urls::ADMIN_ACCOUNT, Admin(Deed::Desk), Admin(Deed::Desk)),
    (urls::ADMIN_TOTP, Admin(Deed::Desk), Admin(Deed::Desk)),
    (urls::ADMIN_TOTP_CONFIRM, Open, Admin(Deed::Desk)),
    (urls::ADMIN_TOTP_CODES, Open, Admin(Deed::Desk)),
    (urls::ADMIN_TOTP_OFF, Open, Admin(Deed::Desk)),
    (urls::ADMIN_HOME, Admin(Deed::Desk), No),
    (urls::ADMIN_NOTIFICATIONS, Admin(Deed::Desk), No),
    (urls::ADMIN_NOTIFICATION_OPEN_PATH, Open, Admin(Deed::Desk)),
    (urls::ADMIN_NOTIFICATIONS_READ, Open, Admin(Deed::Desk)),
    (urls::ADMIN_NOTIFICATIONS_BULK, Open, Admin(Deed::Desk)),
    (urls::ADMIN_MESSAGE_NEW, Admin(Deed::Messages), Admin(Deed::Messages)),
    (urls::ADMIN_PREFERENCES, Admin(Deed::Desk), Admin(Deed::Desk)),
    (urls::ADMIN_MAILS, Admin(Deed::Mails), No),
    (urls::ADMIN_MAIL_PATH, Admin(Deed::Mails), No),
    (urls::ADMIN_SETTINGS, Admin(Deed::SeeSettings), Admin(Deed::EditSettings)),
    (urls::ADMIN_JOBS, Admin(Deed::SeeJobs), No),
    (urls::ADMIN_JOBS_BULK, Open, Admin(Deed::MendJobs)),
    (urls::ADMIN_JOBS_QUEUE, Open, Admin(Deed::MendJobs)),
    (urls::ADMIN_JOB_PATH, Admin(Deed::SeeJobs), No),
    (urls::ADMIN_JOB_RETRY_PATH, Open, Admin(Deed::MendJobs)),
    (urls::ADMIN_JOB_CANCEL_PATH, Open, Admin(Deed::MendJobs)),
    (urls::ADMIN_ORDERS, Admin(Deed::SeeOrders), No),
    (urls::ADMIN_ORDER_PATH, Admin(Deed::SeeOrders), No),
    (urls::ADMIN_ORDER_ACCEPT_PATH, Open, Admin(Deed::DecidePayment)),
    (urls::ADMIN_ORDER_REJECT_PATH, Open, Admin(Deed::DecidePayment)),
    (urls::ADMIN_ORDER_SHIP_PATH, Open, Admin(Deed::HandOver)),
    (urls::ADMIN_ORDER_PICKUP_PATH, Open, Admin(Deed::HandOver)),
    (urls::ADMIN_ORDER_ONGKIR_PATH, Open, Admin(Deed::SetOngkir)),
    (urls::ADMIN_ORDER_CANCEL_PATH, Open, Admin(Deed::CancelOrder)),
    (urls::ADMIN_ORDER_FAILED_PATH, Open, Admin(Deed::HandOver)),
    (urls::ADMIN_ORDER_DELIVER_PATH, Open, Admin(Deed::HandOver)),
    (urls::ADMIN_ORDER_NEW, Admin(Deed::RunOffice), Admin(Deed::RunOffice)),
    (urls::ADMIN_ORDER_NEW_CUSTOMER, Open, Admin(Deed::Customers)),
    (urls::ADMIN_ORDERS_BULK, Open, Admin(Deed::HandOver)),
    (urls::ADMIN_ORDERS_LETTERS, Admin(Deed::SeeOrders), No),
    (urls::ADMIN_ORDERS_LETTERS_PDF, Admin(Deed::SeeOrders), No),
    (urls::ADMIN_ORDER_EDIT_PATH, Admin(Deed::RunOffice), Admin(Deed::RunOffice)),
    (urls::ADMIN_ORDER_NOTE_PATH, Open, Admin(Deed::RunOffice)),
    (urls::ADMIN_ORDER_NOTA_PATH, Admin(Deed::SeeAllOrders), No),
    (urls::ADMIN_ORDER_NOTA_PDF_PATH, Admin(Deed::SeeAllOrders), No),
    (urls::ADMIN_ORDER_LETTER_PATH, Admin(Deed::SeeOrders), No),
    (urls::ADMIN_ORDER_LETTER_PDF_PATH, Admin(Deed::SeeOrders), No),
    (urls::ADMIN_ORDER_RECEIPT_PATH, Admin(Deed::SeeAllOrders), No),
    (urls::ADMIN_ORDER_RECEIPT_PDF_PATH, Admin(Deed::SeeAllOrders), No),
    (urls::ADMIN_ORDER_SHORTFALL_PATH, Open, Admin(Deed::RunOffice)),
    (urls::ADMIN_DELIVERIES, Admin(Deed::HandOver), Admin(Deed::HandOver)),
    (urls::ADMIN_DELIVERY_TOUR, Open, Admin(Deed::HandOver)),
    (urls::ADMIN_PRODUCTS, Admin(Deed::SeeGoods), No),
    (urls::ADMIN_PRODUCTS_BULK, Open, Admin(Deed::EditGoods)),
    (urls::ADMIN_PRODUCT_NEW, Admin(Deed::EditGoods), Admin(Deed::EditGoods)),
    (urls::ADMIN_PRODUCT_PATH, Admin(Deed::SeeGoods), Admin(Deed::EditGoods)),
    (urls::ADMIN_PRODUCT_ARCHIVE_PATH, Open, Admin(Deed::EditGoods)),
    (urls::ADMIN_PRODUCT_PHOTOS_PATH, Open, Admin(Deed::EditGoods)),
    (urls::ADMIN_PRODUCT_PHOTO_PATH, Open, Admin(Deed::EditGoods)),
    (urls::ADMIN_PRODUCT_STOCK_PATH, Open, Admin(Deed::MoveStock)),
    (urls::ADMIN_CATEGORIES, Admin(Deed::SeeGoods), No),
    (urls::ADMIN_CATEGORY_NEW, Admin(Deed::EditGoods), Admin(Deed::EditGoods)),
    (urls::ADMIN_CATEGORY_PATH, Admin(Deed::SeeGoods), Admin(Deed::EditGoods)),
    (urls::ADMIN_CATEGORY_ARCHIVE_PATH, Open, Admin(Deed::EditGoods)),
    (urls::ADMIN_STOCK, Admin(Deed::SeeGoods), No),
    (urls::ADMIN_PRODUCT_IMPORT, Admin(Deed::EditGoods), Admin(Deed::EditGoods)),
    (urls::ADMIN_PRODUCT_EXPORT_PATH, Admin(Deed::SeeGoods), No),
    (urls::ADMIN_STOCK_IMPORT, Admin(Deed::MoveStock), Admin(Deed::MoveStock)),
    (urls::ADMIN_STOCK_EXPORT_PATH, Admin(Deed::SeeGoods), No),
    (urls::ADMIN_CUSTOMER_IMPORT, Admin(Deed::Customers), Admin(Deed::Customers)),
    (urls::ADMIN_CUSTOMER_EXPORT_PATH, Admin(Deed::Customers), No),
    (urls::ADMIN_IMPORT_PATH, Admin(Deed::SeeGoods), No),
    (urls::ADMIN_IMPORT_APPLY_PATH, Open, Admin(Deed::MoveStock)),
    (urls::ADMIN_IMPORT_DROP_PATH, Open, Admin(Deed::MoveStock)),
    (urls::ADMIN_COUNTS, Admin(Deed::SeeGoods), Admin(Deed::MoveStock)),
    (urls::ADMIN_COUNT_PATH, Admin(Deed::SeeGoods), No),
    (urls::ADMIN_COUNT_PRINT_PATH, Admin(Deed::SeeGoods), No),
    (urls::ADMIN_COUNT_LINE_PATH, Open, Admin(Deed::MoveStock)),
    (urls::ADMIN_COUNT_CANCEL_PATH, Open, Admin(Deed::MoveStock)),
    (urls::ADMIN_COUNT_APPROVE_PATH, Admin(Deed::ApproveCounts), Admin(Deed::ApproveCounts)),
    (urls::ADMIN_DISCOUNTS, Admin(Deed::Discounts), No),
    (urls::ADMIN_DISCOUNTS_BULK, Open, Admin(Deed::Discounts)),
    (urls::ADMIN_DISCOUNT_NEW, Admin(Deed::Discounts), Admin(Deed::Discounts)),
    (urls::ADMIN_DISCOUNT_PREVIEW, Admin(Deed::Discounts), No),
    (urls::ADMIN_DISCOUNT_PATH, Admin(Deed::Discounts), Admin(Deed::Discounts)),
    (urls::ADMIN_DISCOUNT_END_PATH, Open, Admin(Deed::Discounts)),
    (urls::ADMIN_DISCOUNT_BATCH_PATH, Admin(Deed::Discounts), No),
    (urls::ADMIN_CUSTOMERS, Admin(Deed::Customers), No),
    (urls::ADMIN_CUSTOMER_PATH, Admin(Deed::Customers), No),
    (urls::ADMIN_CUSTOMER_BIRTH_PATH, Open, Admin(Deed::Customers)),
    (urls::ADMIN_CUSTOMER_DATA_PATH, Open, Admin(Deed::Customers)),
    (urls::ADMIN_CUSTOMER_DELETE_PATH, Admin(Deed::Customers), Admin(Deed::Customers)),
    (urls::ADMIN_CUSTOMER_CLAIM_PATH, Open, Admin(Deed::Customers)),
    (urls::ADMIN_NOTES_PATH, Open, Admin(Deed::Customers)),
    (urls::ADMIN_NOTE_PATH, Open, Admin(Deed::Customers)),
    (urls::ADMIN_CUSTOMER_TAGS_PATH, Open, Admin(Deed::Customers)),
    (urls::ADMIN_CUSTOMER_FOLLOW_UPS_PATH, Open, Admin(Deed::Customers)),
    (urls::ADMIN_TAGS, Admin(Deed::Customers), No),
    (urls::ADMIN_TAGS_PUT, Open, Admin(Deed::Customers)),
    (urls::ADMIN_TAG_PATH, Open, Admin(Deed::Customers)),
    (urls::ADMIN_FOLLOW_UPS, Admin(Deed::Customers), No),
    (urls::ADMIN_FOLLOW_UP_PATH, Admin(Deed::Customers), Admin(Deed::Customers)),
    (urls::ADMIN_FOLLOW_UP_END_PATH, Open, Admin(Deed::Customers)),
    (urls::ADMIN_SEGMENTS, Admin(Deed::Customers), No),
    (urls::ADMIN_SEGMENT_NEW, Admin(Deed::Customers), Admin(Deed::Customers)),
    (urls::ADMIN_SEGMENT_READY_PATH, Admin(Deed::Customers), No),
    (urls::ADMIN_SEGMENT_PATH, Admin(Deed::Customers), No),
    (urls::ADMIN_SEGMENT_EDIT_PATH, Admin(Deed::Customers), Admin(Deed::Customers)),
    (urls::ADMIN_SEGMENT_DELETE_PATH, Admin(Deed::Customers), Admin(Deed::Customers)),
    (urls::ADMIN_WHATSAPP_PATH, Admin(Deed::Messages), Admin(Deed::Messages)),
    (urls::ADMIN_SIMULATION, Admin(Deed::Reports), No),
    (urls::REPORTS, Admin(Deed::Reports), No),
    (urls::REPORT_PATH, Admin(Deed::Reports), No),
    (urls::REPORT_FILE_PATH, Admin(Deed::Reports), No),
    (urls::ADMIN_BIRTHDAYS, Admin(Deed::Birthdays), No),
    (urls::ADMIN_BIRTHDAY_DISCOUNT_PATH, Open, Admin(Deed::Birthdays)),
    (urls::ADMIN_EMPLOYEES, Admin(Deed::Employees), No),
    (urls::ADMIN_EMPLOYEES_BULK, Open, Admin(Deed::Employees)),
    (urls::ADMIN_EMPLOYEE_NEW, Admin(Deed::Employees), Admin(Deed::Employees)),
    (urls::ADMIN_EMPLOYEE_PATH, Admin(Deed::Employees), Admin(Deed::Employees)),
    (urls::ADMIN_ADMINS, Admin(Deed::Admins), No),
    (urls::ADMIN_ADMIN_NEW, Admin(Deed::Admins), Admin(Deed::Admins)),
    (urls::ADMIN_ADMIN_PATH, Admin(Deed::Admins), Admin(Deed::Admins)),
    (urls::ADMIN_ADMIN_TOTP_PATH, Open, Admin(Deed::Admins)),
    (urls::ADMIN_AUDIT, Admin(Deed::Audit), No),
    (urls::ADMIN_FEEDBACK, Admin(Deed::Feedback), No),
    (urls::ADMIN_FEEDBACK_REPLY_PATH, Open, Admin(Deed::Feedback)),
    (urls::ADMIN_JOBS_PURGE, Admin(Deed::MendJobs), Admin(Deed::MendJobs)),
];

/// Nothing of these stands in the small shop of this test, or not in the state it needs: whoever may come in finds nothing, whoever may
/// not is refused before.
const EMPTY: &[&str] = &[
    urls::ADMIN_MAIL_PATH,
    urls::ADMIN_NOTIFICATION_OPEN_PATH,
    urls::ADMIN_PRODUCT_PHOTO_PATH,
    urls::ORDER_FEEDBACK_PATH,
    urls::ADMIN_ORDER_NEW,
    urls::ADMIN_COUNT_LINE_PATH,
    // Tables of each kind, and whose they are: suite/imports.rs.
    urls::ADMIN_IMPORT_PATH,
    urls::ADMIN_IMPORT_APPLY_PATH,
    urls::ADMIN_IMPORT_DROP_PATH,
    urls::ADMIN_CUSTOMER_CLAIM_PATH,
    urls::ADMIN_NOTE_PATH,
    urls::ADMIN_TAG_PATH,
    urls::ADMIN_TAGS_PUT,
    urls::ADMIN_WHATSAPP_PATH,
];

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Visitor,
    Customer,
    OtherCustomer,
    Employee,
    OtherEmployee,
    InactiveEmployee,
    Owner,
    Office,
    Warehouse,
    InactiveAdmin,
}

impl Role {
    const ALL: [Self; 10] = [
        Self::Visitor,
        Self::Customer,
        Self::OtherCustomer,
        Self::Employee,
        Self::OtherEmployee,
        Self::InactiveEmployee,
        Self::Owner,
        Self::Office,
        Self::Warehouse,
        Self::InactiveAdmin,
    ];

    fn kind(self) -> Option<AdminKind> {
        match self {
            Self::Owner => Some(AdminKind::Owner),
            Self::Office => Some(AdminKind::Office),
            Self::Warehouse => Some(AdminKind::Warehouse),
            _ => None,
        }
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    In,
    /// Sent to this door.
    Door(&'static str),
    Forbidden,
    Missing,
    NoMethod,
    Fault,
}

fn expected(rule: Rule, role: Role) -> Came {
    let inside = |is: bool, door| if is { Came::In } else { Came::Door(door) };
    match rule {
        No => Came::NoMethod,
        Open => Came::In,
        Customer => inside(matches!(role, Role::Customer | Role::OtherCustomer), urls::LOGIN),
        Own if role == Role::OtherCustomer => Came::Missing,
        Own => inside(role == Role::Customer, urls::LOGIN),
        Employee => inside(matches!(role, Role::Employee | Role::OtherEmployee), urls::EMPLOYEE_LOGIN),
        Delivery if role == Role::OtherEmployee => Came::Missing,
        Delivery => inside(role == Role::Employee, urls::EMPLOYEE_LOGIN),
        Admin(deed) => match role.kind() {
            None => Came::Door(urls::ADMIN_LOGIN),
            Some(kind) if kind.may(deed) => Came::In,
            Some(_) => Came::Forbidden,
        },
        Proof if matches!(role, Role::Customer | Role::Owner | Role::Office) => Came::In,
        Proof => Came::Missing,
    }
}

fn came(reply: &testkit::Reply) -> Came {
    let doors = [urls::LOGIN, urls::EMPLOYEE_LOGIN, urls::ADMIN_LOGIN];
    match reply.status.as_u16() {
        403 => Came::Forbidden,
        404 => Came::Missing,
        405 => Came::NoMethod,
        500.. => Came::Fault,
        303 => {
            doors.into_iter().find(|door| reply.location().split('?').next() == Some(door)).map_or(Came::In, Came::Door)
        }
        _ => Came::In,
    }
}

/// The small shop with one thing of each kind.
struct Fixture {
    world: World,
    people: BTreeMap<&'static str, i64>,
    ids: BTreeMap<&'static str, i64>,
}

async fn proof(world: &World, customer: CustomerId, order: domain::ids::OrderId) -> FileId {
    let file = NewFile {
        kind: FileKind::Proof,
        storage_key: "bukti".to_owned(),
        content_type: "image/webp".to_owned(),
        size: 3,
        dimensions: None,
    };
    world.app.uploads.store().put("bukti", bytes::Bytes::from_static(b"abc")).await.expect("stores");
    let by = ops::by_customer(customer, "Ibu siti");
    ops::payment::give_proof(&world.app, order, &by, &file).await.expect("gives");
    let mut conn = world.app.db.read().await.expect("reads");
    let parts = store::order_pages::parts(&mut conn, order, false).await.expect("reads");
    parts.proofs[0].file
}

#[expect(
    clippy::too_many_lines,
    reason = "one small shop with one of everything, so that every address has something to show"
)]
async fn fixture(test: TestDb) -> Fixture {
    let world = World::open(test).await;
    let office = World::office();
    let product = world.product("Roster Kawung", 14_500, 100).await;
    let (siti, budi) = (world.customer("siti").await, world.customer("budi").await);
    let (udin, amat, gone) =
        (world.employee("Udin").await.0, world.employee("Amat").await.0, world.employee("Pergi").await.0);
    let order = world.order(siti, &[(product, 3)]).await;
    let file = proof(&world, siti, order).await;
    let settings = world.settings().await;
    let ongkir = domain::money::Rupiah::from_u32(50_000);
    ops::steps::advance(&world.app, Step::new(order, Event::AcceptPayment, office.clone())).await.expect("accepts");
    ops::shipping::set_ongkir(&world.app, &settings, order, &office, ongkir).await.expect("sets");
    let ship = Step { employee: Some(udin), ..Step::new(order, Event::Ship, office.clone()) };
    ops::steps::advance(&world.app, ship).await.expect("ships");
    let category = ops::catalogue::TypedCategory { name: "Roster".to_owned(), description: String::new() };
    let category = ops::catalogue::create_category(&world.app, &category, &office).await.expect("creates");
    let typed = TypedDiscount {
        percent: "5".to_owned(),
        scope: "all_products".to_owned(),
        active: true,
        key: "satu".to_owned(),
        ..TypedDiscount::default()
    };
    let discount = ops::discounts::set_for_everybody(&world.app, &settings, &typed, &office).await.expect("sets");
    let aim = batch::Aim::Customers(vec![siti]);
    let many = TypedDiscount { key: "dua".to_owned(), ..typed };
    let batch = batch::begin(&world.app, &settings, &office, &aim, &many).await.expect("begins");
    let mut tx = world.app.db.begin().await.expect("begins");
    let task = ResetMail { login: "siti".into(), request: "permintaan".into() };
    jobs::enqueue(&mut tx, &world.app, task).await.expect("enqueues");
    tx.commit().await.expect("commits");
    let mut people = BTreeMap::from([
        ("siti", siti.get()),
        ("budi", budi.get()),
        ("udin", udin.get()),
        ("amat", amat.get()),
        ("pergi", gone.get()),
    ]);
    for (name, role) in [("pemilik", "owner"), ("kantor", "office"), ("gudang", "warehouse"), ("bekas", "office")] {
        people.insert(name, world.admin(name, role).await.0.get());
    }
    let leave = |active| ops::staff::TypedEmployee {
        name: "Pergi".into(),
        email: "pergi@example.com".into(),
        password: String::new(),
        active,
    };
    ops::staff::change_employee(&world.app, gone, 1, &leave(false), &office).await.expect("deactivates");
    let former = people["bekas"].try_into().expect("an id");
    let typed = ops::staff::TypedAdmin {
        name: "bekas".into(),
        username: "bekas".into(),
        password: String::new(),
        role: "office".into(),
        active: false,
    };
    ops::staff::change_admin(&world.app, former, 1, &typed, &office).await.expect("deactivates");
    let count = ops::counts::open(&world.app, None, "", &office).await.expect("opens");
    let today = settings.zone.day_of(world.app.clock.now()).to_string();
    let task = ops::follow_ups::TypedFollowUp { body: "Telepon".into(), day: today, ..Default::default() };
    let me = people["kantor"].try_into().expect("an id");
    let task = ops::follow_ups::add(&world.app, &settings, siti, &task, (me, &office, None)).await.expect("adds");
    let group = ops::segments::TypedSegment { name: "Loyal", loyal: true, ..Default::default() };
    let segment = ops::segments::create(&world.app, "segmen", &group, &office).await.expect("creates");
    let mut conn = world.app.db.read().await.expect("reads");
    let page = store::places::Page::number(1, 1);
    let bell = async |conn: &mut store::Conn, whose| {
        store::notifications::list(conn, whose, page).await.expect("reads")[0].id.get()
    };
    let mine = bell(&mut conn, store::Recipient::Customer(siti.get())).await;
    let his = bell(&mut conn, store::Recipient::Employee(udin.get())).await;
    drop(conn);
    let filter = jobs::admin::Filter {
        shelf: jobs::board::Shelf::Waiting,
        kind: Some("reset_mail".into()),
        beyond: None,
        oldest_first: false,
    };
    let job = jobs::admin::list(&world.app, &filter, 1).await.expect("lists")[0].id;
    let ids = BTreeMap::from([
        (urls::PRODUCT_PATH, product.get()),
        (urls::CART_LINE_PATH, product.get()),
        (urls::BUY_NOW_PATH, product.get()),
        (urls::FILE_PATH, file.get()),
        (urls::NOTIFICATIONS, mine),
        (urls::EMPLOYEE_NOTIFICATIONS, his),
        (urls::ORDERS, order.get()),
        ("/karyawan/transaksi/", order.get()),
        (urls::ADMIN_ORDERS, order.get()),
        (urls::ADMIN_FEEDBACK, order.get()),
        (urls::ADMIN_PRODUCTS, product.get()),
        (urls::ADMIN_CATEGORIES, category.get()),
        (urls::ADMIN_DISCOUNTS, discount.get()),
        (urls::ADMIN_DISCOUNT_BATCH_PATH, batch),
        (urls::ADMIN_CUSTOMERS, siti.get()),
        (urls::ADMIN_BIRTHDAYS, siti.get()),
        (urls::ADMIN_EMPLOYEES, amat.get()),
        (urls::ADMIN_ADMINS, people["kantor"]),
        (urls::ADMIN_JOBS, job),
        (urls::ADMIN_COUNTS, count),
        (urls::ADMIN_FOLLOW_UPS, task.get()),
        (urls::ADMIN_SEGMENTS, segment.get()),
    ]);
    Fixture { world, people, ids }
}

impl Fixture {
    /// The address of one thing; the longest beginning that is known says which.
    fn address(&self, path: &str) -> String {
        let fitting = self.ids.iter().filter(|(beginning, _)| path.starts_with(*beginning));
        let id = fitting.max_by_key(|(beginning, _)| beginning.len()).map_or(1, |(_, id)| *id);
        path.replace("{id}", &id.to_string())
            .replace("{token}", &"x".repeat(43))
            .replace("{code}", "loyal")
            .replace("{name}", ReportKind::Transactions.slug())
            .replace("{form}", "csv")
            .replace("{width}", "320.webp")
            .replace("{*name}", "tidak-ada.css")
    }

    /// A browser of that person, with a session of its own: some forms end it.
    async fn browser(&self, role: Role) -> Visitor {
        let (door, name) = match role {
            Role::Visitor => return self.world.visitor(),
            Role::Customer => (Door::Customer, "siti"),
            Role::OtherCustomer => (Door::Customer, "budi"),
            Role::Employee => (Door::Employee, "udin"),
            Role::OtherEmployee => (Door::Employee, "amat"),
            Role::InactiveEmployee => (Door::Employee, "pergi"),
            Role::Owner => (Door::Admin, "pemilik"),
            Role::Office => (Door::Admin, "kantor"),
            Role::Warehouse => (Door::Admin, "gudang"),
            Role::InactiveAdmin => (Door::Admin, "bekas"),
        };
        self.world.session(door, self.people[name]).await
    }

    async fn ask(&self, path: &str, rule: Rule, post: bool, wrong: &mut Vec<String>) {
        let address = self.address(path);
        for role in Role::ALL {
            let mut browser = self.browser(role).await;
            let reply = if post { browser.post(&address, &[]).await } else { browser.get(&address).await };
            let (came, wanted) = (came(&reply), expected(rule, role));
            let fine = match rule {
                // What an open page says is its own matter, as long as it is no fault and no door is meant.
                Open => !matches!(came, Came::Fault | Came::NoMethod),
                _ => came == wanted || (came == Came::Missing && wanted == Came::In && EMPTY.contains(&path)),
            };
            if !fine {
                let method = if post { "POST" } else { "GET" };
                wrong.push(format!("{method} {address} by {role:?}: {came:?} ({}), wanted {wanted:?}", reply.status));
            }
        }
    }
}

async fn every_route_lets_in_whom_it_should_and_nobody_else(test: TestDb) {
    let routes = shop::web::routes();
    let mut wrong = Vec::new();
    for Route { path, get, post } in routes.list() {
        match TABLE.iter().filter(|(row, ..)| row == path).collect::<Vec<_>>()[..] {
            [(_, by_get, by_post)] if (*by_get != No) == *get && (*by_post != No) == *post => {}
            [] => wrong.push(format!("{path} has no row")),
            _ => wrong.push(format!("{path}: its row (or a second one) says something else than the route")),
        }
    }
    for (path, ..) in TABLE {
        if !routes.list().iter().any(|route| route.path == *path) {
            wrong.push(format!("{path} is no route"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let shop = fixture(test).await;
    for (path, rule, _) in TABLE {
        shop.ask(path, *rule, false, &mut wrong).await;
    }
    for (path, _, rule) in TABLE {
        shop.ask(path, *rule, true, &mut wrong).await;
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}
