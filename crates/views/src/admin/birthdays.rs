//! "Ulang tahun": who has a birthday, who gets what and why not (domain.md §8, §12).

use askama::Template;
use domain::{ids::CustomerId, money::Rupiah};

use super::Choice;
use crate::{
    form::FormState,
    frame::Frame,
    parts::Paging,
    text::birthday::{self as text, GiftNote},
    urls,
};

/// Which days are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    #[default]
    Today,
    Week,
    Month,
}

impl Span {
    pub const ALL: [Self; 3] = [Self::Today, Self::Week, Self::Month];

    /// The value of `kapan`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Today => "",
            Self::Week => "minggu",
            Self::Month => "bulan",
        }
    }

    /// Today for every other value.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|span| span.code() == code).unwrap_or_default()
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::Today => "Hari ini",
            Self::Week => "Minggu ini",
            Self::Month => "Bulan ini",
        }
    }
}

/// One tab of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpanTab {
    pub address: String,
    pub words: &'static str,
    pub current: bool,
}

/// The loyalty action for one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reward {
    /// It is for loyal customers, on the day itself.
    NotNow,
    Offered,
    /// Taken today already; when (`format::time`).
    Taken(String),
}

/// One customer with a birthday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BirthdayPerson {
    pub id: CustomerId,
    pub name: String,
    /// The birthday and how far it is, e.g. "24 November · hari ini" (`text::birthday::when`).
    pub when: String,
    pub today: bool,
    /// The age that begins, where it is sensible.
    pub turns: Option<i32>,
    pub loyal: bool,
    /// Σ goods total of Paid, Shipped and Completed orders.
    pub total: Rupiah,
    /// Missing to be loyal.
    pub missing: Rupiah,
    /// Names with commas; empty without any.
    pub favourites: String,
    pub gift: GiftNote,
    /// About the mail with the gift (`text::birthday::mail`).
    pub mail: &'static str,
    /// For wa.me; empty where nobody should write.
    pub wa: String,
    /// The text the message begins with.
    pub greeting: String,
    pub reward: Reward,
}

impl BirthdayPerson {
    /// The gift in one sentence.
    pub fn gift_words(&self) -> String {
        text::gift(&self.gift)
    }

    /// Icon of the gift's mark.
    pub fn gift_icon(&self) -> &'static str {
        text::gift_mark(&self.gift).0
    }

    /// Class of the gift's mark.
    pub fn gift_tone(&self) -> &'static str {
        text::gift_mark(&self.gift).1
    }

    /// Keeps the ids of the persons' forms apart.
    pub fn prefix(&self) -> String {
        format!("{}-", self.id)
    }
}

/// What today's run would grant now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    pub total: i64,
    pub loyal: i64,
    pub mails: i64,
    /// The first of them.
    pub names: Vec<TrialName>,
}

/// One customer whom a trial names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialName {
    pub name: String,
    pub loyal: bool,
}

impl Trial {
    /// What the run would do, in one sentence.
    pub fn words(&self) -> String {
        text::trial_words(self.total, self.loyal, self.mails)
    }

    /// How many are not named, in words; empty when all are.
    pub fn more(&self) -> String {
        text::and_more(self.total - self.names.len() as i64)
    }
}

/// `/admin/ulang-tahun/`. GET `kapan` (`` today, `minggu`, `bulan`), `halaman`, `uji` = `ya` for the trial. Form `discount` to
/// `/admin/ulang-tahun/<id>/diskon/`: `persen`, `lama` (days), `pesan`.
#[derive(Clone, Debug, Template)]
#[template(path = "admin/birthdays/list.html")]
pub struct BirthdaysPage {
    pub frame: Frame,
    pub span: Span,
    /// The days shown, in words.
    pub days: String,
    pub people: Vec<BirthdayPerson>,
    pub trial: Option<Trial>,
    pub lasting: Vec<Choice>,
    /// The form as it is offered.
    pub form: FormState,
    /// The form that was refused, and whose it is.
    pub refused: Option<(CustomerId, FormState)>,
    pub paging: Paging,
}

impl BirthdaysPage {
    /// The state of one person's form.
    pub fn form_of(&self, person: &BirthdayPerson) -> &FormState {
        self.refused.as_ref().filter(|(id, _)| *id == person.id).map_or(&self.form, |(_, form)| form)
    }

    /// Whether today is shown.
    pub fn is_today(&self) -> bool {
        self.span == Span::Today
    }

    /// The tabs, one for each span.
    pub fn tabs(&self) -> Vec<SpanTab> {
        let base = urls::ADMIN_BIRTHDAYS;
        let address = |code: &str| if code.is_empty() { base.to_owned() } else { format!("{base}?kapan={code}") };
        let tab =
            |span: Span| SpanTab { address: address(span.code()), words: span.words(), current: span == self.span };
        Span::ALL.into_iter().map(tab).collect()
    }
}
