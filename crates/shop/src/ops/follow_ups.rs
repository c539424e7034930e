//! Follow-ups: what the office promised itself to do for a customer, and the reminder on the day (domain.md §12).

use domain::{
    crm::{self, FollowUpState},
    ids::{AdminId, CustomerId, FollowUpId},
    problem::Problem,
    rights::Deed,
    settings::Settings,
    time::{ShopDay, UtcMillis, hour_text, optional_hour},
};
use store::{
    StoreError, Tx, follow_up_pages,
    follow_ups::{self, DueRow, FollowUpFields},
    notifications::To,
    places::By,
};
use views::{notices, text};

use super::{
    Checked, Done, OpError,
    audit::{self, Act, Changes},
    bell, steps,
};
use crate::app::App;

/// So many follow-ups are brought to mind in one transaction.
const CHUNK: i64 = 200;

/// A follow-up as typed.
#[derive(Clone, Debug, Default)]
pub struct TypedFollowUp {
    pub body: String,
    /// `YYYY-MM-DD`.
    pub day: String,
    /// `HH:MM`; may be empty.
    pub hour: String,
    /// Id of the admin who does it; empty: whoever writes it.
    pub admin: String,
}

impl TypedFollowUp {
    /// Everything checked. A day that is over is refused, unless it stood there before.
    fn checked(&self, today: ShopDay, me: AdminId, before: Option<&str>) -> Done<FollowUpFields> {
        let mut checked = Checked::default();
        let body = checked.take("isi", crm::task(&self.body));
        let day = checked.take("tanggal", ShopDay::parse(&self.day));
        if day.is_some_and(|day| day < today && before != Some(day.to_string().as_str())) {
            checked.refuse("tanggal", Problem::DayIsOver);
        }
        let hour = checked.take("jam", optional_hour(&self.hour));
        let admin = match self.admin.trim() {
            "" => Some(me),
            id => checked.take("petugas", id.parse().map_err(|_| Problem::UnknownChoice)),
        };
        match (body, day, hour, admin) {
            (Some(body), Some(day), Some(hour), Some(admin)) if checked.is_fine() => {
                Ok(FollowUpFields { admin, body, day: day.to_string(), hour: hour.map(hour_text) })
            }
            _ => Err(checked.refused()),
        }
    }
}

/// Writes a follow-up for a customer. The same form (`cause`) again is the same one.
pub async fn add(
    app: &App,
    settings: &Settings,
    customer: CustomerId,
    typed: &TypedFollowUp,
    (me, by, cause): (AdminId, &By, Option<&str>),
) -> Done<FollowUpId> {
    audit::allow(by, Deed::Customers)?;
    let mut tx = app.db.begin().await?;
    let fields = typed.checked(settings.zone.day_of(tx.now()), me, None)?;
    let Some(id) = follow_ups::insert(&mut tx, customer, &fields, (&by.name, cause)).await? else {
        let known = follow_ups::can_be_given_to(&mut tx, fields.admin).await?;
        return Err(if known { OpError::NotFound } else { OpError::field("petugas", Problem::UnknownChoice) });
    };
    let changes = Changes::none().to("pelanggan", customer).to("tanggal", &fields.day).hidden("isi", true);
    audit::note(&mut tx, by, Act::Created, id, changes).await?;
    tx.commit().await?;
    Ok(id)
}

/// The shop's day, for [`promise`]; asked before the transaction begins.
pub async fn today(app: &App) -> Done<ShopDay> {
    Ok(app.snapshot().await?.settings.zone.day_of(app.clock.now()))
}

/// What the shop owes a customer from now on becomes a follow-up of the next day for the admin who decided it, so that nobody has to keep it in
/// mind; one for each `cause`. Nothing where a command decided, or the customer has gone.
pub async fn promise(
    tx: &mut Tx,
    customer: CustomerId,
    owed: &str,
    (today, cause): (ShopDay, &str),
    by: &By,
) -> Done<()> {
    let Some(admin) = steps::admin_of(by) else { return Ok(()) };
    let body = crm::task(&text::shortened(owed, crm::MAX_TASK)).map_err(|problem| OpError::field("isi", problem))?;
    let day = today.plus_days(1).to_string();
    let fields = FollowUpFields { admin, body, day, hour: None };
    if let Some(id) = follow_ups::insert(tx, customer, &fields, (&by.name, Some(cause))).await? {
        let changes = Changes::none().to("pelanggan", customer).to("tanggal", &fields.day).hidden("isi", true);
        audit::note(tx, by, Act::Created, id, changes).await?;
    }
    Ok(())
}

/// Changes an open follow-up that is still at this version; another day, hour or person is reminded anew.
pub async fn change(
    app: &App,
    settings: &Settings,
    (id, version): (FollowUpId, i64),
    typed: &TypedFollowUp,
    (me, by): (AdminId, &By),
) -> Done<()> {
    audit::allow(by, Deed::Customers)?;
    let mut tx = app.db.begin().await?;
    let before = follow_up_pages::find(&mut tx, id).await?.ok_or(OpError::NotFound)?;
    if before.version != version || before.state != FollowUpState::Open {
        return Err(OpError::Stale);
    }
    let fields = typed.checked(settings.zone.day_of(tx.now()), me, Some(&before.day))?;
    // Whoever left meanwhile may keep what they had; nobody new is given to them.
    if fields.admin != before.admin_id && !follow_ups::can_be_given_to(&mut tx, fields.admin).await? {
        return Err(OpError::field("petugas", Problem::UnknownChoice));
    }
    if !follow_ups::change(&mut tx, (id, version), &fields, &by.name).await? {
        return Err(OpError::Stale);
    }
    let changes = Changes::none()
        .of("tanggal", &before.day, &fields.day)
        .of("petugas", before.admin_id, fields.admin)
        .hidden("isi", before.body != fields.body);
    audit::note(&mut tx, by, Act::Changed, id, changes).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends a follow-up with what came of it (may be empty), or opens an ended one again; whose it is. Pressed twice it is the same.
pub async fn turn(
    app: &App,
    (id, version): (FollowUpId, i64),
    (state, typed): (FollowUpState, &str),
    by: &By,
) -> Done<CustomerId> {
    audit::allow(by, Deed::Customers)?;
    let result = match typed.trim() {
        "" => None,
        _ if state == FollowUpState::Open => None,
        typed => Some(crm::task(typed).map_err(|problem| OpError::field("hasil", problem))?),
    };
    let mut tx = app.db.begin().await?;
    if let Some(customer) = follow_ups::turn(&mut tx, (id, version), (state, result.as_deref()), &by.name).await? {
        let changes = Changes::none().to("status", text::crm::turned(state)).hidden("hasil", result.is_some());
        audit::note(&mut tx, by, Act::Changed, id, changes).await?;
        tx.commit().await?;
        return Ok(customer);
    }
    let now = follow_up_pages::find(&mut tx, id).await?.ok_or(OpError::NotFound)?;
    let same = now.state == state && (result.is_none() || now.result == result);
    if same { Ok(now.customer_id) } else { Err(OpError::Stale) }
}

/// The shop's date and time as follow-ups keep theirs: `2026-11-24 08:00`.
fn on_the_wall(settings: &Settings, now: UtcMillis) -> String {
    let time = settings.zone.civil(now).time();
    format!("{} {}", settings.zone.day_of(now), hour_text(time))
}

/// Brings to mind every open follow-up whose day and hour have come, however long ago; how many. Each once: it is claimed in the
/// transaction that writes its notification. Moving it makes it count anew.
pub async fn remind(app: &App) -> Result<usize, StoreError> {
    let mut reminded = 0;
    loop {
        let mut tx = app.db.begin().await?;
        // Not those of the pages: the owner may have moved the hour a moment ago, in another process.
        let settings = super::settings::present(&mut tx).await?;
        let (now, usual) = (on_the_wall(&settings, tx.now()), hour_text(settings.schedule.follow_up_time));
        let due = follow_ups::claim_due(&mut tx, (&now, &usual), CHUNK).await?;
        let told: Vec<_> = due.iter().map(notice).collect();
        bell::write(&mut tx, &told).await?;
        tx.commit().await?;
        reminded += due.len();
        if due.len() < usize::try_from(CHUNK).unwrap_or_default() {
            return Ok(reminded);
        }
    }
}

/// To who does it; when that account works no more, to the owners.
fn notice(row: &DueRow) -> store::notifications::NewNotification {
    let absent = row.admin_left_at.map(|_| row.admin_name.as_str());
    let to = if absent.is_some() { To::Owners } else { To::Admin(row.admin_id) };
    bell::tell(to, notices::admin_follow_up(row.id, &row.customer_name, &row.body, absent))
}
