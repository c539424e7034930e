//! Tables of customers: who is not there yet is entered as if by telephone (docs/decisions/0017). Nobody who is there is changed: their data
//! are theirs.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    audit::{Act, Object},
    crm::TagName,
    import::{Column, key},
    people::{Address, BirthDate, Email, PersonName, Phone, Username},
    problem::Problem,
    settings::Settings,
    time::ShopDay,
};
use store::{
    Tx,
    accounts::{KnownCustomer, NewKnown},
    audit::Noted,
    import_rows::{self, KnownRow},
    places::By,
    tags::TagRow,
};
use views::text::import as words;

use super::{
    json,
    labels::{self, Labels},
    plan::{Fate, Field, Outcome, Plan, RowCheck},
    table::{Row, Table},
};
use crate::{
    app::App,
    ops::{Done, OpError, audit::Changes, birthdays, phone_customers::generated_username},
};

/// Somebody who is entered.
#[derive(Clone, Debug)]
pub struct Wanted {
    customer: NewKnown,
    labels: Vec<TagName>,
}

/// What must be asked of the shop before a table can be planned: kinds and words of `import_rows::known`.
pub fn questions(table: &Table) -> Vec<(i64, String)> {
    let mut asked = Vec::new();
    for row in table.rows() {
        let username = row.text(Column::Username).to_lowercase();
        asked.extend(Some((0, username)).filter(|(_, username)| !username.is_empty()));
        asked.extend(Phone::parse(&phone(row)).ok().map(|phone| (1, phone.as_str().to_owned())));
        asked.extend(Email::parse(row.text(Column::Email)).ok().map(|email| (2, email.as_str().to_lowercase())));
    }
    asked
}

/// A phone as typed; a spreadsheet that took it for a number has eaten its zero.
fn phone(row: Row<'_>) -> String {
    let typed = row.text(Column::Phone);
    if typed.starts_with('8') { format!("0{typed}") } else { typed.to_owned() }
}

/// A day as people write it: `1990-12-31` or `31-12-1990`, with any of `-`, `/` and `.`.
fn birth_date(typed: &str, today: ShopDay) -> Result<Option<BirthDate>, Problem> {
    if typed.is_empty() {
        return Ok(None);
    }
    let parts: Vec<&str> = typed.split(['-', '/', '.']).map(str::trim).collect();
    let day = match parts.as_slice() {
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => typed.to_owned(),
    };
    BirthDate::parse(&day, today).map(Some)
}

/// What is there already, as the shop keeps it.
#[derive(Debug)]
pub struct There {
    pub people: Vec<KnownRow>,
    pub labels: Vec<TagRow>,
}

/// Who is there already, by what they are known by.
struct Known<'k> {
    usernames: HashMap<&'k str, &'k KnownRow>,
    phones: HashMap<&'k str, Vec<&'k KnownRow>>,
    emails: HashSet<&'k str>,
    today: ShopDay,
    /// Makes usernames out of names, the same ones each time.
    seed: i64,
}

/// What a table would do beside these customers.
pub fn plan(table: &Table, there: &There, (today, seed): (ShopDay, i64)) -> Plan<Vec<Wanted>> {
    let known = &there.people;
    let mut phones: HashMap<&str, Vec<&KnownRow>> = HashMap::new();
    for row in known {
        phones.entry(row.phone.as_str()).or_default().push(row);
    }
    let known = Known {
        usernames: known.iter().map(|row| (row.username_key.as_str(), row)).collect(),
        phones,
        emails: known.iter().filter_map(|row| row.email_key.as_deref()).collect(),
        today,
        seed,
    };
    let mut labels = Labels::of_shop(&there.labels);
    let mut plan = Plan { outcomes: Vec::with_capacity(table.lines()), work: Vec::new() };
    let mut seen: HashMap<String, u32> = HashMap::new();
    for row in table.rows() {
        let outcome = known.row(row, (&mut seen, &mut labels), &mut plan.work);
        plan.outcomes.push(outcome);
    }
    plan
}

impl Known<'_> {
    fn row(
        &self,
        row: Row<'_>,
        (seen, labels): (&mut HashMap<String, u32>, &mut Labels),
        work: &mut Vec<Wanted>,
    ) -> Outcome {
        let mut check = RowCheck::default();
        let name = row.text(Column::PersonName).to_owned();
        // Who is there may have a username or a phone from before the present rules.
        let username = row.text(Column::Username).to_lowercase();
        if self.usernames.get(username.as_str()).is_some_and(|known| key(&known.name) == key(&name)) {
            return Outcome::same(row.line, name, words::ALREADY_THERE);
        }
        let phone = check.take(Column::Phone, Phone::parse(&phone(row)));
        let username = match row.text(Column::Username) {
            "" => {
                check.take(Column::PersonName, generated_username(&name, &format!("impor-{}-{}", self.seed, row.line)))
            }
            typed => check.take(Column::Username, Username::parse(typed)),
        };
        if let (Some(phone), Some(username)) = (&phone, &username)
            && self.is_there(&name, phone, username)
        {
            return Outcome::same(row.line, name, words::ALREADY_THERE);
        }
        let wanted = self.wanted(row, (phone, username), &mut check);
        if let Some(wanted) = &wanted {
            self.alone(row, wanted, seen, &mut check);
            labels.refuse_too_many(&wanted.labels, &mut check);
        }
        let Some(wanted) = wanted.filter(|_| check.is_fine()) else { return check.outcome(row.line, name) };
        labels.make(&wanted.labels);
        let fields = shown(&wanted);
        work.push(wanted);
        Outcome { line: row.line, name, fate: Fate::New, fields, unread: Vec::new() }
    }

    /// Somebody with this username, or with this name and phone.
    fn is_there(&self, name: &str, phone: &Phone, username: &Username) -> bool {
        let alike = |row: &&KnownRow| key(&row.name) == key(name);
        let by_phone = self.phones.get(phone.as_str()).is_some_and(|rows| rows.iter().any(alike));
        by_phone || self.usernames.get(username.key().as_str()).is_some_and(alike)
    }

    fn wanted(
        &self,
        row: Row<'_>,
        (phone, username): (Option<Phone>, Option<Username>),
        check: &mut RowCheck,
    ) -> Option<Wanted> {
        let name = check.take(Column::PersonName, PersonName::parse(row.text(Column::PersonName)));
        let address = check.take(Column::Address, Address::parse(row.text(Column::Address)));
        let birth_date = check.take(Column::BirthDate, birth_date(row.text(Column::BirthDate), self.today));
        let email = check.take(
            Column::Email,
            match row.text(Column::Email) {
                "" => Ok(None),
                typed => Email::parse(typed).map(Some),
            },
        );
        let labels = check.take(Column::Labels, labels::read(row.text(Column::Labels)));
        let known = KnownCustomer { username: username?, name: name?, address: address?, phone: phone? };
        Some(Wanted { customer: NewKnown { known, birth_date: birth_date?, email: email? }, labels: labels? })
    }

    /// Nobody else has the phone, the username or the e-mail address, neither in the shop nor in the table.
    fn alone(&self, row: Row<'_>, wanted: &Wanted, seen: &mut HashMap<String, u32>, check: &mut RowCheck) {
        let known = &wanted.customer.known;
        let email = wanted.customer.email.as_ref().map(|email| email.as_str().to_lowercase());
        let mut alone = |column: Column, mark: String, taken: bool| {
            if taken {
                check.refuse(column, Problem::OfAnotherCustomer);
            }
            if let Some(line) = seen.insert(mark, row.line) {
                check.refuse(column, Problem::SameAsRow { line });
            }
        };
        alone(Column::Phone, format!("p{}", known.phone.as_str()), self.phones.contains_key(known.phone.as_str()));
        let username = known.username.key();
        alone(Column::Username, format!("u{username}"), self.usernames.contains_key(username.as_str()));
        if let Some(email) = email {
            alone(Column::Email, format!("e{email}"), self.emails.contains(email.as_str()));
        }
    }
}

fn shown(wanted: &Wanted) -> Vec<Field> {
    let NewKnown { known, birth_date, email } = &wanted.customer;
    let labels: Vec<&str> = wanted.labels.iter().map(TagName::as_str).collect();
    [
        (Column::Username, known.username.as_str().to_owned()),
        (Column::Phone, known.phone.as_str().to_owned()),
        (Column::Address, known.address.as_str().to_owned()),
        (Column::BirthDate, birth_date.map(|date| date.to_string()).unwrap_or_default()),
        (Column::Email, email.as_ref().map(|email| email.as_str().to_owned()).unwrap_or_default()),
        (Column::Labels, labels.join(", ")),
    ]
    .into_iter()
    .filter(|(_, after)| !after.is_empty())
    .map(|(column, after)| Field { column, before: String::new(), after })
    .collect()
}

/// Enters them, with their labels; whose birthday is today gets the gift.
pub async fn write(app: &App, tx: &mut Tx, settings: &Settings, work: &[Wanted], by: &By) -> Done<()> {
    let customers: Vec<NewKnown> = work.iter().map(|wanted| wanted.customer.clone()).collect();
    let ids = import_rows::insert_customers(tx, &customers).await?.ok_or(OpError::Stale)?;
    let mut labelled: BTreeMap<String, (&TagName, Vec<_>)> = BTreeMap::new();
    let mut notes = Vec::with_capacity(work.len());
    for (wanted, id) in work.iter().zip(&ids) {
        for label in &wanted.labels {
            labelled.entry(label.key()).or_insert((label, Vec::new())).1.push(*id);
        }
        let changes = Changes::none().hidden("nama_pelanggan", true).hidden("no_hp", true).hidden("alamat", true);
        notes.push(Noted { act: Act::Created, object: Object::from(*id), changes: json(&changes)? });
    }
    for (name, customers) in labelled.into_values() {
        let tag = store::tags::named(tx, name).await?;
        store::tags::put_on(tx, tag, &customers).await?;
        let changes = Changes::none().to("jumlah", customers.len());
        notes.push(Noted {
            act: Act::Changed,
            object: Object::from(tag).named(name.as_str()),
            changes: json(&changes)?,
        });
    }
    for (wanted, id) in work.iter().zip(&ids) {
        if let Some(birth_date) = wanted.customer.birth_date {
            birthdays::grant_at_once(app, tx, settings, (*id, birth_date)).await?;
        }
    }
    store::audit::add_all(tx, &notes, by).await?;
    Ok(())
}
