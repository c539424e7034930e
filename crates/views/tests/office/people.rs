//! Doors, accounts, customers, staff, settings, notifications.

use domain::{
    ids::{AdminId, CustomerId, EmployeeId, NotificationId},
    notice::Kind,
    settings::{BankAccount, Settings},
};
use views::{
    Template,
    admin::{
        AccountPage, AdminPage, AdminRow, AdminsPage, BroadcastItem, Choice, CustomerRow, CustomersPage, EmployeePage,
        EmployeeRow, EmployeesPage, LoginPage, MailItem, MailPage, MailsPage, MessagePage, NotificationsPage,
        PreferencesPage, SettingsPage, SetupPage,
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
        owner: true,
    };
    vec![
        ("login", login.render().expect("a page")),
        ("setup", setup.render().expect("a page")),
        ("account", account.render().expect("a page")),
        ("customers", customers().render().expect("a page")),
        ("employees", employees().render().expect("a page")),
        ("employee", employee().render().expect("a page")),
        ("admins", admins().render().expect("a page")),
        ("admin", admin().render().expect("a page")),
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
    EmployeesPage { frame: frame("/admin/karyawan/"), rows: vec![row(1, "Daeng Rusli", true), row(2, TAG, false)] }
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
        owner,
        active: true,
        me: owner,
    };
    AdminsPage { frame: frame("/admin/admin/"), rows: vec![row(1, "Hj. Nurhayati", true), row(2, TAG, false)] }
}

fn admin() -> AdminPage {
    AdminPage { frame: frame("/admin/admin/baru/"), id: None, me: false, form: refused(&["nama", "username"]) }
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
    NotificationsPage { frame: frame("/admin/notifikasi/"), items: items(), paging: paging("/admin/notifikasi/", 3, 1) }
}
