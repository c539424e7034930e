//! One customer with everything, follow-ups, labels.

use domain::{
    crm::FollowUpState,
    ids::{CustomerId, DiscountId, FileId, FollowUpId, NoteId, OrderId, ProductId, TagId},
    order::OrderState,
};
use views::{
    Template,
    admin::{
        Choice, CustomerDeletePage, CustomerGonePage, CustomerPage, CustomerWho, DiscountLine, FollowUpItem,
        FollowUpPage, FollowUpsPage, Forms, NewsLine, NoteView, OrderSums, ProofThumb, TagChip, TagItem, TagsPage,
        TaskLine, VoiceLine,
    },
    form::FormState,
    list::Tab,
    parts::NamedProduct,
    text::crm::proof,
};

use crate::sample::{TAG, frame, order_rows, paging, refused, rp};

pub fn pages() -> Vec<(&'static str, String)> {
    let full = customer();
    let bare = CustomerPage {
        who: CustomerWho { name: "Pak Baru".to_owned(), loyal: true, ..CustomerWho::default() },
        last_contact: None,
        sums: OrderSums::default(),
        favourites: Vec::new(),
        orders: Vec::new(),
        proofs: Vec::new(),
        feedback: Vec::new(),
        notes: Vec::new(),
        tags: Vec::new(),
        tasks: Vec::new(),
        discounts: Vec::new(),
        gift: None,
        saved: (rp(0), 0),
        shared_discounts: 0,
        news: Vec::new(),
        forms: Forms::default(),
        ..full.clone()
    };
    vec![
        ("customer", full.render().expect("a page")),
        ("customer-bare", bare.render().expect("a page")),
        ("customer-delete", leaving(Vec::new()).render().expect("a page")),
        ("customer-delete-open", leaving(vec![(id(7), "diproses".to_owned())]).render().expect("a page")),
        ("customer-gone", gone().render().expect("a page")),
        ("follow-ups", follow_ups(items()).render().expect("a page")),
        ("follow-ups-none", follow_ups(Vec::new()).render().expect("a page")),
        ("follow-up", follow_up(items().remove(0)).render().expect("a page")),
        ("follow-up-done", follow_up(items().remove(3)).render().expect("a page")),
        ("tags", tags().render().expect("a page")),
        ("tags-none", TagsPage { rows: Vec::new(), ..tags() }.render().expect("a page")),
        (
            "tags-first-day",
            TagsPage { rows: Vec::new(), all: Vec::new(), q: String::new(), ..tags() }.render().expect("a page"),
        ),
    ]
}

fn leaving(open: Vec<(OrderId, String)>) -> CustomerDeletePage {
    CustomerDeletePage {
        frame: frame("/admin/pelanggan/9/hapus/"),
        id: id(9),
        name: TAG.to_owned(),
        username: "sari.123456".to_owned(),
        form: refused(&[]),
        open,
    }
}

fn gone() -> CustomerGonePage {
    let since = "22 November 2026".to_owned();
    CustomerGonePage { frame: frame("/admin/pelanggan/9/"), id: id(9), since, orders: 3, bought: rp(4_500_000) }
}

const AT: &str = "22 November 2026 14.05 WITA";

fn id<T: TryFrom<i64>>(number: i64) -> T {
    T::try_from(number).ok().expect("an id")
}

fn who() -> CustomerWho {
    CustomerWho {
        name: "Ibu Sari Rahmawati".to_owned(),
        username: "sari.rahma".to_owned(),
        phone: "0813-4455-6677".to_owned(),
        tel: "+6281344556677".to_owned(),
        chat: "https://wa.me/6281344556677?text=Halo".to_owned(),
        email: Some("sari@contoh.id".to_owned()),
        address: "Jl. Gunung Bawakaraeng No. 12\nMakassar".to_owned(),
        birth_date: "22 November 1988".to_owned(),
        next_birthday: "22 November · hari ini".to_owned(),
        birthday_today: true,
        since: "3 Februari 2026".to_owned(),
        consent: true,
        refuses_profiling: true,
        loyal: false,
        missing: Some(rp(620_000)),
    }
}

fn note(number: i64, mine: bool) -> NoteView {
    let edit = if mine { refused(&["isi"]) } else { FormState::default() };
    NoteView {
        id: id::<NoteId>(number),
        at: AT.to_owned(),
        by: "Hj. Nurhayati".to_owned(),
        text: format!("Lebih suka diantar pagi.\n{TAG}"),
        changed_at: mine.then(|| AT.to_owned()),
        mine,
        may_delete: number != 3,
        form: edit,
    }
}

fn task(number: i64, open: bool) -> TaskLine {
    TaskLine {
        id: id::<FollowUpId>(number),
        text: format!("Telepon soal paving {TAG}"),
        when: "22 November 2026 pukul 14.00 · lewat 2 hari".to_owned(),
        who: "Bu Nur".to_owned(),
        result: (!open).then(|| TAG.to_owned()),
        open,
        late: open,
        version: 1,
    }
}

fn voice(number: i64) -> VoiceLine {
    VoiceLine {
        order: id::<OrderId>(number),
        at: AT.to_owned(),
        text: TAG.to_owned(),
        stars: Some(4),
        photo: Some(id::<FileId>(30 + number)),
        reply: Some("Terima kasih".to_owned()),
    }
}

fn customer() -> CustomerPage {
    let thumb = |number: i64, decision: Option<&str>| ProofThumb {
        file: id::<FileId>(number),
        order: id::<OrderId>(number),
        at: "22 Nov 14.05".to_owned(),
        pdf: number == 2,
        mark: proof(decision),
    };
    CustomerPage {
        frame: frame("/admin/pelanggan/1/"),
        id: id::<CustomerId>(1),
        who: who(),
        last_contact: Some("Memesan, kemarin (21 November 2026)".to_owned()),
        sums: OrderSums {
            total: rp(4_380_000),
            orders: 17,
            average: Some(rp(625_714)),
            last: Some(("21 November 2026".to_owned(), "kemarin".to_owned())),
            states: vec![(OrderState::Placed, 1), (OrderState::Completed, 6)],
        },
        favourites: vec![NamedProduct { id: id::<ProductId>(1), name: TAG.to_owned() }],
        orders: order_rows(),
        proofs: vec![thumb(1, None), thumb(2, Some("accepted")), thumb(3, Some("rejected")), thumb(4, Some("dropped"))],
        feedback: vec![voice(1)],
        notes: vec![note(1, true), note(2, false), note(3, false)],
        tags: vec![TagChip { id: id::<TagId>(1), name: TAG.to_owned() }],
        known_tags: vec!["proyek".to_owned(), TAG.to_owned()],
        tasks: vec![task(1, true), task(2, false)],
        discounts: vec![DiscountLine {
            id: id::<DiscountId>(1),
            percent: 10,
            covers: TAG.to_owned(),
            message: TAG.to_owned(),
            until: "Sampai 30 November 2026, tinggal 2 kali".to_owned(),
        }],
        gift: Some("Hadiah ulang tahun 22 November 2026, sebagai pelanggan setia".to_owned()),
        saved: (rp(120_000), 3),
        shared_discounts: 2,
        news: vec![NewsLine { heading: "Ongkir".to_owned(), text: TAG.to_owned(), at: AT.to_owned(), read: false }],
        admins: vec![Choice::new(1, "Hj. Nurhayati"), Choice::new(2, TAG)],
        key: "kunci".to_owned(),
        forms: Forms::refused("note", refused(&["isi"]))
            .with("tag-add", refused(&["label"]))
            .with("customer", refused(&["tanggal_lahir"]))
            .with("follow-up", refused(&["isi", "tanggal", "jam", "petugas"])),
    }
}

fn items() -> Vec<FollowUpItem> {
    let item = |number: i64, state, late, today| FollowUpItem {
        id: id::<FollowUpId>(number),
        customer: id::<CustomerId>(number),
        customer_name: TAG.to_owned(),
        text: format!("Tanya hasil pengecoran {TAG}"),
        when: "24 November 2026 · hari ini".to_owned(),
        who: "Bu Nur".to_owned(),
        who_left: late,
        state,
        late,
        today,
        result: (state != FollowUpState::Open).then(|| TAG.to_owned()),
        ended: (state != FollowUpState::Open).then(|| ("Bu Nur".to_owned(), AT.to_owned())),
    };
    vec![
        item(1, FollowUpState::Open, true, false),
        item(2, FollowUpState::Open, false, true),
        item(3, FollowUpState::Open, false, false),
        item(4, FollowUpState::Done, false, false),
        item(5, FollowUpState::Cancelled, false, false),
    ]
}

fn follow_ups(rows: Vec<FollowUpItem>) -> FollowUpsPage {
    let tab = |words: &str, current| Tab::counted(words, 3, "/admin/tindak-lanjut/", current);
    FollowUpsPage {
        frame: frame("/admin/tindak-lanjut/"),
        day: "Selasa, 24 November 2026".to_owned(),
        tabs: vec![tab("Belum selesai", true), tab("Terlambat", false)],
        status: "terlambat",
        q: TAG.to_owned(),
        sort: "baru",
        admin: "1".to_owned(),
        admins: vec![Choice::new(1, "Bu Nur"), Choice::new(2, TAG)],
        rows,
        paging: paging("/admin/tindak-lanjut/", 5, 1),
    }
}

fn follow_up(item: FollowUpItem) -> FollowUpPage {
    FollowUpPage {
        frame: frame("/admin/tindak-lanjut/1/"),
        item,
        phone: "0813-4455-6677".to_owned(),
        tel: "+6281344556677".to_owned(),
        chat: "https://wa.me/6281344556677?text=Halo".to_owned(),
        written: ("Bu Nur".to_owned(), AT.to_owned()),
        changed: Some((TAG.to_owned(), AT.to_owned())),
        reminded_at: Some(AT.to_owned()),
        admins: vec![Choice::new(1, "Bu Nur")],
        version: 3,
        forms: Forms::refused("follow-up-edit", refused(&["isi", "tanggal"]))
            .with("follow-up-end", refused(&["hasil"])),
    }
}

fn tags() -> TagsPage {
    let item = |number: i64, name: &str, form, merge| TagItem {
        id: id::<TagId>(number),
        name: name.to_owned(),
        customers: number * 4,
        form,
        merge,
    };
    TagsPage {
        frame: frame("/admin/pelanggan/label/"),
        q: TAG.to_owned(),
        sort: "pelanggan",
        all: vec![Choice::new(1, "Kontraktor"), Choice::new(2, TAG)],
        rows: vec![
            item(1, "Kontraktor", refused(&["label"]), FormState::default()),
            item(2, TAG, FormState::default(), refused(&["ke"])),
        ],
    }
}
