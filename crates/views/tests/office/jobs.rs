//! Background work.

use views::{
    Template,
    admin::{Choice, FailureItem, JobItem, JobPage, JobsPage, JobsPurgePage, PurgeRow, QueueItem},
    list::Tab,
};

use crate::sample::{TAG, frame};

pub fn pages() -> Vec<(&'static str, String)> {
    vec![
        ("jobs", list().render().expect("a page")),
        ("job", detail().render().expect("a page")),
        ("jobs-purge", purge().render().expect("a page")),
    ]
}

fn item(id: i64) -> JobItem {
    JobItem {
        id,
        kind: "notify_order".to_owned(),
        queue: "orders".to_owned(),
        shelf: "mati",
        at: "22 November 2026 14.05 WITA".to_owned(),
        attempts: "8 dari 8".to_owned(),
        error: TAG.to_owned(),
        can_retry: true,
        can_cancel: true,
    }
}

fn list() -> JobsPage {
    let queue =
        |name: &str, paused| QueueItem { name: name.to_owned(), waiting: 12, paused, known: true, late: paused };
    let tab = |code: &str, current| Tab::counted(code, 12, "/admin/pekerjaan/", current);
    JobsPage {
        frame: frame("/admin/pekerjaan/"),
        alarms: vec!["Antrean terlambat.".to_owned()],
        queues: vec![queue("orders", false), queue("broadcasts", true)],
        worker_at: "22 November 2026 14.05 WITA".to_owned(),
        tabs: vec![tab("menunggu", false), tab("mati", true)],
        shelf: "mati",
        kinds: vec![Choice::new("notify_order", "Surat pesanan")],
        kind: "notify_order".to_owned(),
        rows: vec![item(2), item(1)],
        sort: String::new(),
        newest: Some("/admin/pekerjaan/".to_owned()),
        older: Some("/admin/pekerjaan/?setelah=1".to_owned()),
        purge: Some("/admin/pekerjaan/kosongkan/".to_owned()),
    }
}

fn detail() -> JobPage {
    JobPage {
        frame: frame("/admin/pekerjaan/2/"),
        job: item(2),
        args: vec![("order".to_owned(), "318".to_owned())],
        created_at: "22 November 2026 14.05 WITA".to_owned(),
        due_at: "22 November 2026 14.05 WITA".to_owned(),
        began_at: "22 November 2026 14.05 WITA".to_owned(),
        ended_at: String::new(),
        failures: vec![FailureItem { at: "22 Nov 14.05".to_owned(), attempt: 8, text: TAG.to_owned() }],
    }
}

fn purge() -> JobsPurgePage {
    JobsPurgePage {
        frame: frame("/admin/pekerjaan/kosongkan/"),
        kind: String::new(),
        queue: String::new(),
        rows: vec![PurgeRow { kind: "prune".to_owned(), queue: "upkeep".to_owned(), count: 3 }],
    }
}
