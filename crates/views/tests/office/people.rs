//! Doors, accounts, customers, staff, settings, notifications.

use domain::{
    ids::{AdminId, CustomerId, EmployeeId, NotificationId},
    notice::Kind,
    settings::{BankAccount, Settings},
};
use views::{
    Template,
    admin::{
        AccountPage, AdminPage, AdminRow, AdminsPage, AuditChange, AuditItem, AuditPage, BroadcastItem, Choice,
        ConfirmPage, CustomerRow, CustomersPage, EmployeePage, EmployeeRow, EmployeesPage, LoginCodePage, LoginPage,
        MailItem, MailPage, MailsPage, MessagePage, NotificationsPage, PreferencesPage, QrView, RecoveryCodesPage,
        SettingsPage, SetupPage, TotpPage, TotpView,
    },
    customer::NotificationItem,
    form::FormState,
    parts::SwitchView,
};

use crate::sample::{TAG, frame, paging, refused, rp};

pub fn pages() -> Vec<(&'static str, String)> {
    let empty = FormState::default;
    let login = LoginPage { frame: frame("/admin/login/"), form: refused(&["password"]), next: String::new() };
    let setup = SetupPage { frame: frame("/admin/siapkan/x/"), form: empty(), action: "/admin/siapkan/x/".to_owned() };
    let account = AccountPage {
        frame: frame("/admin/akun/"),
        form: refused(&["password_lama"]),
        username: TAG.to_owned(),
        kind: domain::rights::AdminKind::Owner,
    };
    vec![
        ("login", login.render().expect("a page")),
        ("setup", setup.render().expect("a page")),
        ("account", account.render().expect("a page")),
        ("customers", customers().render().expect("a page")),
        ("employees", employees().render().expect("a page")),
        ("employees-confirm", confirm().render().expect("a page")),
        ("employee", employee().render().expect("a page")),
        ("admins", admins().render().expect("a page")),
        ("admin", admin().render().expect("a page")),
        ("login-code", login_code(false).render().expect("a page")),
        ("login-recovery", login_code(true).render().expect("a page")),
        ("totp-off", totp(TotpView::Off).render().expect("a page")),
        ("totp-waiting", totp(waiting()).render().expect("a page")),
        ("totp-on", totp(TotpView::On { codes_left: 3 }).render().expect("a page")),
        ("recovery-codes", recovery_codes().render().expect("a page")),
        ("audit", audit().render().expect("a page")),
        ("settings", settings().render().expect("a page")),
        ("notifications", notifications().render().expect("a page")),
        ("message", message(Vec::new()).render().expect("a page")),
        (
            "message-chosen",
            message(vec![(CustomerId::try_from(7).expect("an id"), TAG.to_owned())]).render().expect("a page"),
        ),
        ("preferences", preferences().render().expect("a page")),
        ("mails", mails().render().expect("a page")),
        ("mail", mail().render().expect("a page")),
    ]
}

fn customers() -> CustomersPage {
    let row = |id, name: &str, total, loyal| CustomerRow {
        id: CustomerId::try_from(id).expect("an id"),
        name: name.to_owned(),
        username: "sari.rahma".to_owned(),
        phone: "0813-4455-6677".to_owned(),
        orders: id * 3,
        total: rp(total),
        loyal,
        birthday_today: loyal,
        tags: if loyal { format!("proyek, {TAG}") } else { String::new() },
    };
    CustomersPage {
        frame: frame("/admin/pelanggan/"),
        q: String::new(),
        sort: "belanja".to_owned(),
        tag: "2".to_owned(),
        tags: vec![Choice::new(1, "proyek"), Choice::new(2, TAG)],
        rows: vec![row(1, "Ibu Sari Rahmawati", 12_450_000, true), row(2, TAG, 380_000, false)],
        paging: paging("/admin/pelanggan/", 44, 3),
    }
}

fn employees() -> EmployeesPage {
    let row = |id, name: &str, active| EmployeeRow {
        id: EmployeeId::try_from(id).expect("an id"),
        name: name.to_owned(),
        email: "rusli@contoh.id".to_owned(),
        active,
        open_deliveries: 2,
    };
    EmployeesPage {
        frame: frame("/admin/karyawan/"),
        q: TAG.to_owned(),
        status: "aktif".to_owned(),
        sort: String::new(),
        rows: vec![row(1, "Daeng Rusli", true), row(2, TAG, false)],
    }
}

fn confirm() -> ConfirmPage {
    let rows = vec![("1".to_owned(), "Daeng Rusli".to_owned()), ("2".to_owned(), TAG.to_owned())];
    ConfirmPage::employees(frame("/admin/karyawan/"), rows, "/admin/karyawan/?status=aktif".to_owned())
}

fn employee() -> EmployeePage {
    let form = FormState::filled([("nama", TAG.to_owned()), ("aktif", "ya".to_owned())]);
    EmployeePage { frame: frame("/admin/karyawan/1/"), id: EmployeeId::try_from(1).ok(), form }
}

fn admins() -> AdminsPage {
    let row = |id, name: &str, owner| AdminRow {
        id: AdminId::try_from(id).expect("an id"),
        name: name.to_owned(),
        username: "nurhayati".to_owned(),
        role: if owner { "owner" } else { "warehouse" }.to_owned(),
        active: true,
        me: owner,
    };
    AdminsPage {
        frame: frame("/admin/admin/"),
        q: TAG.to_owned(),
        role: "owner".to_owned(),
        sort: String::new(),
        rows: vec![row(1, "Hj. Nurhayati", true), row(2, TAG, false)],
    }
}

fn admin() -> AdminPage {
    AdminPage {
        frame: frame("/admin/admin/baru/"),
        id: None,
        me: false,
        totp: false,
        form: refused(&["nama", "username"]),
    }
}

fn login_code(recovery: bool) -> LoginCodePage {
    LoginCodePage {
        frame: frame("/admin/login/kode/"),
        form: refused(&["kode"]),
        next: "/admin/stok/".to_owned(),
        recovery,
        other: "/admin/login/kode/?cadangan=ya".to_owned(),
    }
}

fn totp(view: TotpView) -> TotpPage {
    let asked = if matches!(view, TotpView::On { .. }) { "password_lama" } else { "kode" };
    let (form, password_form) = (refused(&[asked]), refused(&["password_lama"]));
    TotpPage { frame: frame("/admin/akun/kode-masuk/"), view, form, password_form, username: TAG.to_owned() }
}

fn waiting() -> TotpView {
    let qr = QrView::new(2, &[true, false, false, true]);
    assert_eq!((qr.size, qr.path.as_str()), (10, "M4 4h1v1h-1zM5 5h1v1h-1z"));
    TotpView::Waiting { qr: Some(qr), secret: "GEZD GNBV GY3T QOJQ".to_owned() }
}

fn recovery_codes() -> RecoveryCodesPage {
    RecoveryCodesPage { frame: frame("/admin/akun/kode-masuk/nyala/"), codes: vec!["abcde-23456".to_owned(); 10] }
}

fn audit() -> AuditPage {
    let change = |field: &str, before: Option<&str>, after: Option<&str>| AuditChange {
        field: field.to_owned(),
        before: before.map(ToOwned::to_owned),
        after: after.map(ToOwned::to_owned),
    };
    let row = AuditItem {
        at: "24 November 2026, 10.15".to_owned(),
        who: TAG.to_owned(),
        kind: "Admin",
        act: "Diubah",
        object: format!("Produk #3 · {TAG}"),
        link: Some("/admin/produk/3/".to_owned()),
        changes: vec![
            change("harga_produk", Some("Rp 14.000"), Some("Rp 15.000")),
            change("deskripsi_produk", Some(TAG), Some("")),
            change("password", None, None),
        ],
    };
    AuditPage {
        frame: frame("/admin/audit/"),
        who: "admin-1".to_owned(),
        people: vec![Choice::new("admin-1", TAG)],
        act: String::new(),
        acts: vec![Choice::new("changed", "Diubah")],
        thing: String::new(),
        things: vec![Choice::new("product", "Produk")],
        number: "3".to_owned(),
        sort: String::new(),
        from: String::new(),
        until: String::new(),
        problem: None,
        rows: vec![row.clone(), AuditItem { link: None, changes: Vec::new(), ..row }],
        older: Some("/admin/audit/?sebelum=3".to_owned()),
        newest: Some("/admin/audit/".to_owned()),
    }
}

fn settings() -> SettingsPage {
    let mut settings = Settings::default();
    TAG.clone_into(&mut settings.shop.story);
    settings.payment.bank_accounts = vec![BankAccount {
        bank: "BRI".to_owned(),
        number: "0123-01-004567-50-8".to_owned(),
        holder: "Nurhayati".to_owned(),
    }];
    SettingsPage { frame: frame("/admin/pengaturan/"), form: SettingsPage::typed(&settings), owner: true }
}

pub fn items() -> Vec<NotificationItem> {
    let item = |id, kind: &str, text: &str, read| NotificationItem {
        id: NotificationId::try_from(id).expect("an id"),
        kind: kind.to_owned(),
        text: text.to_owned(),
        at: "22 November 2026 14.05 WITA".to_owned(),
        read,
    };
    vec![
        item(3, "Bukti Pembayaran", "Ibu Sari Rahmawati mengirim bukti bayar untuk pesanan #318.", false),
        item(2, "Pesanan Baru", TAG, false),
        item(1, "Stok Menipis", "Pion Pagar Bulat tinggal 6 biji.", true),
    ]
}

fn mail_item(id: i64, sent: bool) -> MailItem {
    MailItem {
        refused: !sent,
        id,
        at: "22 November 2026 14.05 WITA".to_owned(),
        recipient: "sari@contoh.id".to_owned(),
        kind: "Pesanan dikirim",
        subject: if sent { "Pesanan #318 sedang diantar".to_owned() } else { TAG.to_owned() },
        sent,
    }
}

fn mails() -> MailsPage {
    MailsPage {
        frame: frame("/admin/surat/"),
        waiting: false,
        in_folder: true,
        q: TAG.to_owned(),
        sort: String::new(),
        rows: vec![mail_item(2, false), mail_item(1, true)],
        paging: paging("/admin/surat/", 2, 1),
    }
}

fn mail() -> MailPage {
    MailPage {
        frame: frame("/admin/surat/1/"),
        mail: mail_item(1, true),
        sent_at: "22 November 2026 14.05 WITA".to_owned(),
        in_folder: false,
        refusal: TAG.to_owned(),
        text: format!("Halo {TAG},\n\nPesanan #318 sedang dalam perjalanan ke alamat Anda."),
    }
}

fn message(chosen: Vec<(CustomerId, String)>) -> MessagePage {
    let earlier = |id: i64, all: bool| BroadcastItem {
        id: domain::ids::BroadcastId::try_from(id).expect("an id"),
        heading: TAG.to_owned(),
        body: format!("Toko tutup Jumat.\n{TAG}"),
        at: "22 November 2026 14.05 WITA".to_owned(),
        who: TAG.to_owned(),
        whom: if all { String::new() } else { format!("segmen {TAG}") },
        queue: all.then(|| "/admin/notifikasi/1/whatsapp/".to_owned()),
        told: 1_204,
        all_told: all,
        mailed: 318,
        all_mailed: all,
    };
    MessagePage {
        frame: frame("/admin/notifikasi/baru/"),
        form: refused(&["judul", "isi", "tautan", "kepada"]),
        key: "kunci".to_owned(),
        segments: if chosen.is_empty() { vec![(Choice::new(7, TAG), true)] } else { Vec::new() },
        chosen,
        earlier: vec![earlier(2, false), earlier(1, true)],
    }
}

fn preferences() -> PreferencesPage {
    let view = |kind| SwitchView { kind, app: Some(kind == Kind::AdminFeedback), mail: None };
    let switches = [Kind::AdminOrderPlaced, Kind::AdminFeedback, Kind::AdminLowStock].map(view).to_vec();
    PreferencesPage { frame: frame("/admin/akun/notifikasi/"), switches }
}

fn notifications() -> NotificationsPage {
    NotificationsPage {
        frame: frame("/admin/notifikasi/"),
        unread: false,
        sort: String::new(),
        items: items(),
        paging: paging("/admin/notifikasi/", 3, 1),
    }
}

#[test]
fn a_user_name_has_a_row_of_its_own_on_a_phone() {
    assert!(customers().render().expect("a page").contains("class=\"grid grid-tick grid-people\""));
    let rule = ".grid.grid-people .g-main .g-sub { display: block; grid-column: 2 / -1;";
    assert!(include_str!("../../assets/css/admin.css").contains(rule), "beside the sum it breaks inside a word");
}
