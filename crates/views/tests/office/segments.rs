//! Segments and the WhatsApp queue.

use domain::ids::{BroadcastId, CustomerId, SegmentId};
use views::{
    Template,
    admin::{
        Choice, SegmentDeletePage, SegmentFormPage, SegmentItem, SegmentPage, SegmentPerson, SegmentsPage,
        WhatsappPage, WhatsappPerson,
    },
    form::FormState,
};

use crate::sample::{TAG, frame, paging, refused, rp};

pub fn pages() -> Vec<(&'static str, String)> {
    let first_day = SegmentsPage { saved: Vec::new(), refused: 0, ..list() };
    let nobody = SegmentPage { people: Vec::new(), saved: None, means: Some(TAG.to_owned()), ..people() };
    let quiet = WhatsappPage { quiet_until: Some("07.00 WITA".to_owned()), growing: true, ..queue() };
    let empty = WhatsappPage { people: Vec::new(), paging: paging("/admin/notifikasi/4/whatsapp/", 0, 1), ..queue() };
    vec![
        ("segments", list().render().expect("a page")),
        ("segments-first-day", first_day.render().expect("a page")),
        ("segment", people().render().expect("a page")),
        ("segment-nobody", nobody.render().expect("a page")),
        ("segment-new", form(None).render().expect("a page")),
        ("segment-edit", form(Some(id())).render().expect("a page")),
        ("segment-delete", delete().render().expect("a page")),
        ("whatsapp", queue().render().expect("a page")),
        ("whatsapp-quiet", quiet.render().expect("a page")),
        ("whatsapp-empty", empty.render().expect("a page")),
    ]
}

fn id() -> SegmentId {
    SegmentId::try_from(7).expect("an id")
}

fn list() -> SegmentsPage {
    let item = |name: &str, people| SegmentItem {
        address: "/admin/segmen/7/".to_owned(),
        name: name.to_owned(),
        means: format!("Pernah membeli {TAG}, setuju menerima promosi."),
        people,
    };
    SegmentsPage {
        frame: frame("/admin/segmen/"),
        saved: vec![item(TAG, 12), item("Kontraktor", 0)],
        ready: vec![item("Pelanggan loyal", 1_204)],
        groups: vec![item("Juara", 3)],
        refused: 4,
    }
}

fn people() -> SegmentPage {
    let person = |id: i64, name: &str, orders: i64| SegmentPerson {
        id: CustomerId::try_from(id).expect("an id"),
        name: name.to_owned(),
        phone: "0813-4455-6677".to_owned(),
        last: (orders > 0).then(|| "3 Mei 2026".to_owned()),
        orders,
        total: rp(1_250_000 * orders),
        group: if orders > 0 { "Setia" } else { "" },
        also: vec!["Lahir 17 Februari 1990".to_owned(), TAG.to_owned()],
    };
    SegmentPage {
        frame: frame("/admin/segmen/7/"),
        code: "7".to_owned(),
        name: TAG.to_owned(),
        conditions: vec![format!("pernah membeli {TAG}"), "setuju menerima promosi".to_owned()],
        means: None,
        saved: Some(id()),
        people: vec![person(1, TAG, 4), person(2, "Pak Rudi", 0)],
        paging: paging("/admin/segmen/7/", 2, 1),
    }
}

fn form(id: Option<SegmentId>) -> SegmentFormPage {
    SegmentFormPage {
        frame: frame("/admin/segmen/baru/"),
        id,
        key: "kunci".to_owned(),
        form: refused(&["nama", "syarat", "tidur_hari", "belanja_sampai", "produk"]),
        products: vec![Choice::new(3, TAG)],
        categories: vec![Choice::new(4, TAG)],
        groups: vec![Choice::new("juara", "Juara")],
    }
}

fn delete() -> SegmentDeletePage {
    let mut form = FormState::default();
    form.refuse_whole(TAG);
    SegmentDeletePage { frame: frame("/admin/segmen/7/hapus/"), id: id(), name: TAG.to_owned(), version: 2, form }
}

fn queue() -> WhatsappPage {
    let person = |id: i64, name: &str, sent: Option<&str>| WhatsappPerson {
        id: CustomerId::try_from(id).expect("an id"),
        name: name.to_owned(),
        phone: "0813-4455-6677".to_owned(),
        sent: sent.map(str::to_owned),
    };
    WhatsappPage {
        frame: frame("/admin/notifikasi/4/whatsapp/"),
        id: BroadcastId::try_from(4).expect("an id"),
        heading: TAG.to_owned(),
        body: format!("Halo {{nama}},\n{TAG}"),
        people: vec![person(1, TAG, None), person(2, "Pak Rudi", Some("Dikirim Hj. Nurhayati, 24 Nov 09.15"))],
        sent: 1,
        sent_first: false,
        growing: false,
        quiet_until: None,
        paging: paging("/admin/notifikasi/4/whatsapp/", 2, 1),
    }
}
