//! Who of the shop changed what, for owners (docs/decisions/0016).

use domain::{
    audit::{Act, Change, Changes, Thing},
    time::ShopZone,
};
use store::audit::{self, AuditFilter, AuditRow, PersonRow};
use views::{
    admin::{AuditChange, AuditItem, AuditPage, Choice},
    format,
    text::audit as words,
    urls,
};

use super::parts::{Days, address, growing};
use crate::web::{
    ctx::{Admin, Query},
    reply::{self, Answer},
};

/// Rows on one page.
const MOST: i64 = 40;
/// Who did it, when nobody in particular did.
const COMMAND: &str = "command";

/// The filters as typed, with what they mean; what means nothing is left out.
struct Asked {
    who: String,
    act: Option<Act>,
    thing: Option<Thing>,
    number: String,
    days: Days,
    beyond: Option<i64>,
    sort: &'static str,
}

impl Asked {
    fn read(zone: &ShopZone, query: &Query) -> Self {
        let number = query.get("nomor").trim().trim_start_matches('#');
        Self {
            who: if doer(query.get("siapa")).is_some() { query.get("siapa").to_owned() } else { String::new() },
            act: query.get("aksi").parse().ok(),
            thing: query.get("objek").parse().ok(),
            number: number.parse::<i64>().map(|number| number.to_string()).unwrap_or_default(),
            days: Days::read(zone, query.get("tanggal__gte"), query.get("tanggal__lte")),
            beyond: query.get("sebelum").parse().ok(),
            sort: growing(query),
        }
    }

    fn filter(&self) -> AuditFilter {
        let (actor, actor_id) = doer(&self.who).unzip();
        AuditFilter {
            actor: actor.map(ToOwned::to_owned),
            actor_id: actor_id.flatten(),
            act: self.act.map(|act| act.code().to_owned()),
            object: self.thing.map(|thing| thing.code().to_owned()),
            object_id: self.number.parse().ok(),
            from: self.days.from,
            until: self.days.before,
            beyond: self.beyond,
            oldest_first: !self.sort.is_empty(),
        }
    }

    /// The list's address, from its first row or from behind one.
    fn address(&self, beyond: Option<i64>) -> String {
        let beyond = beyond.map(|id| id.to_string()).unwrap_or_default();
        let filters = [
            ("siapa", self.who.as_str()),
            ("aksi", self.act.map_or("", Act::code)),
            ("objek", self.thing.map_or("", Thing::code)),
            ("nomor", &self.number),
            ("tanggal__gte", &self.days.typed_from),
            ("tanggal__lte", &self.days.typed_until),
            ("urut", self.sort),
            ("sebelum", &beyond),
        ];
        address(urls::ADMIN_AUDIT, &filters)
    }
}

/// `admin-3`, `employee-2` or `command`.
fn doer(typed: &str) -> Option<(&str, Option<i64>)> {
    if typed == COMMAND {
        return Some((COMMAND, None));
    }
    let (actor, id) = typed.split_once('-')?;
    let id = id.parse().ok()?;
    ["admin", "employee"].contains(&actor).then_some((actor, Some(id)))
}

/// Three statements: who it is, the rows, everybody to choose from.
pub async fn list(admin: Admin, query: Query) -> Answer {
    let zone = &admin.ctx.snap.settings.zone;
    let asked = Asked::read(zone, &query);
    let mut conn = admin.ctx.app.db.read().await?;
    let mut rows = audit::list(&mut conn, &asked.filter(), MOST + 1).await?;
    let people = audit::people(&mut conn).await?;
    drop(conn);
    let more = rows.len() > MOST as usize;
    rows.truncate(MOST as usize);
    reply::ok(&AuditPage {
        frame: admin.frame(),
        people: choices(people),
        acts: Act::ALL.iter().map(|act| Choice::new(act.code(), words::act(*act))).collect(),
        things: Thing::ALL.iter().map(|thing| Choice::new(thing.code(), words::thing(*thing))).collect(),
        older: rows.last().filter(|_| more).map(|last| asked.address(Some(last.id))),
        newest: asked.beyond.map(|_| asked.address(None)),
        rows: rows.into_iter().map(|row| item(zone, row)).collect(),
        act: asked.act.map_or("", Act::code).to_owned(),
        thing: asked.thing.map_or("", Thing::code).to_owned(),
        who: asked.who,
        number: asked.number,
        sort: asked.sort.to_owned(),
        from: asked.days.typed_from,
        until: asked.days.typed_until,
        problem: asked.days.problem,
    })
}

fn choices(people: Vec<PersonRow>) -> Vec<Choice> {
    let person = |row: PersonRow| {
        let label = format!("{} ({})", row.name, words::actor(&row.actor));
        Choice::new(format!("{}-{}", row.actor, row.id), label)
    };
    people.into_iter().map(person).chain([Choice::new(COMMAND, words::COMMAND)]).collect()
}

fn item(zone: &ShopZone, row: AuditRow) -> AuditItem {
    let thing: Option<Thing> = row.object.parse().ok();
    let changes: Changes = serde_json::from_str(&row.changes).unwrap_or_default();
    AuditItem {
        at: format::date_time(zone, row.created_at),
        who: row.actor_name,
        kind: words::actor(&row.actor),
        act: row.act.parse().map_or("–", words::act),
        object: words::object(thing, row.object_id, &row.object_name),
        link: thing.and_then(|thing| link(thing, row.object_id)),
        changes: changes.iter().map(change).collect(),
    }
}

fn change(change: &Change) -> AuditChange {
    AuditChange { field: change.field.clone(), before: change.before.clone(), after: change.after.clone() }
}

/// Where a thing is looked at.
fn link(thing: Thing, id: Option<i64>) -> Option<String> {
    let at = |path: &str| id.map(|id| path.replace("{id}", &id.to_string()));
    match thing {
        Thing::Order | Thing::Feedback => at(urls::ADMIN_ORDER_PATH),
        Thing::Product => at(urls::ADMIN_PRODUCT_PATH),
        Thing::Category => at(urls::ADMIN_CATEGORY_PATH),
        Thing::Customer => at(urls::ADMIN_CUSTOMER_PATH),
        Thing::Discount => at(urls::ADMIN_DISCOUNT_PATH),
        Thing::DiscountBatch => at(urls::ADMIN_DISCOUNT_BATCH_PATH),
        Thing::Employee => at(urls::ADMIN_EMPLOYEE_PATH),
        Thing::Admin => at(urls::ADMIN_ADMIN_PATH),
        Thing::Job => at(urls::ADMIN_JOB_PATH).or_else(|| Some(urls::ADMIN_JOBS.to_owned())),
        Thing::Queue => Some(urls::ADMIN_JOBS.to_owned()),
        Thing::Settings => Some(urls::ADMIN_SETTINGS.to_owned()),
        Thing::FollowUp => at(urls::ADMIN_FOLLOW_UP_PATH),
        Thing::Count => at(urls::ADMIN_COUNT_PATH),
        Thing::Tag => Some(urls::ADMIN_TAGS.to_owned()),
        Thing::Segment => Some(urls::ADMIN_SEGMENTS.to_owned()),
        Thing::Deliveries => Some(urls::ADMIN_DELIVERIES.to_owned()),
        Thing::Import => at(urls::ADMIN_IMPORT_PATH),
        Thing::Message => None,
    }
}
