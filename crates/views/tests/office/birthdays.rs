//! Birthdays.

use domain::ids::CustomerId;
use views::{
    Template,
    admin::{BirthdayPerson, BirthdaysPage, Choice, Reward, Span, Trial, TrialName},
    form::FormState,
    text::birthday::GiftNote,
};

use crate::sample::{TAG, frame, paging, refused, rp};

pub fn pages() -> Vec<(&'static str, String)> {
    let today = today();
    let tried = BirthdaysPage { trial: Some(trial()), refused: None, ..today.clone() };
    let nothing_to_do = BirthdaysPage { trial: Some(Trial::default()), people: Vec::new(), ..today.clone() };
    let month =
        BirthdaysPage { span: Span::Month, days: "1 November – 30 November 2026".to_owned(), ..today.clone() };
    vec![
        ("birthdays", today.render().expect("a page")),
        ("birthdays-trial", tried.render().expect("a page")),
        ("birthdays-nothing", nothing_to_do.render().expect("a page")),
        ("birthdays-month", month.render().expect("a page")),
    ]
}

fn person(id: i64, name: &str, gift: GiftNote, reward: Reward) -> BirthdayPerson {
    BirthdayPerson {
        id: CustomerId::try_from(id).expect("an id"),
        name: name.to_owned(),
        when: "24 November · hari ini".to_owned(),
        today: true,
        turns: (id != 3).then_some(44),
        loyal: reward != Reward::NotNow,
        total: rp(12_450_000),
        missing: rp(1_250_000),
        favourites: format!("Roster Kawung, {name}"),
        gift,
        mail: "Surat sudah dikirim.",
        wa: if id == 5 { String::new() } else { "6281344556677".to_owned() },
        greeting: format!("Selamat ulang tahun, {name}! Salam & doa dari toko."),
        reward,
    }
}

fn today() -> BirthdaysPage {
    let granted = GiftNote::Granted { at: "24 November 2026 00.00 WITA".to_owned(), loyal: true };
    BirthdaysPage {
        frame: frame("/admin/ulang-tahun/"),
        span: Span::Today,
        days: "24 November 2026".to_owned(),
        people: vec![
            person(1, "Ibu Sari Rahmawati", granted, Reward::Offered),
            person(2, TAG, GiftNote::Next, Reward::Offered),
            person(3, "Pak Rudi", GiftNote::Before { day: "3 Maret 2026".to_owned() }, Reward::NotNow),
            person(4, "Ni Made Ayu", GiftNote::Missed, Reward::Taken("08.15".to_owned())),
            person(5, "Toko Sinar", GiftNote::Left, Reward::NotNow),
        ],
        trial: None,
        lasting: vec![Choice::new(1, "Hari ini saja"), Choice::new(7, "7 hari")],
        form: FormState::filled([("persen", "10".to_owned()), ("lama", "7".to_owned())]),
        refused: Some((CustomerId::try_from(2).expect("an id"), refused(&["persen", "lama"]))),
        paging: paging("/admin/ulang-tahun/", 5, 1),
    }
}

fn trial() -> Trial {
    let named = |name: &str| TrialName { name: name.to_owned(), loyal: name != TAG };
    Trial { total: 12, loyal: 3, mails: 7, names: vec![named("Ibu Sari"), named(TAG)] }
}
