//! "Ulang tahun" (domain.md §8, §12): who has a birthday, who gets what and why not, the trial of today's run, the loyalty action.

use axum::response::Response;
use domain::{
    discount::Rules, ids::CustomerId, loyalty, percent::Percent, problem::Problem, settings::Settings, time::ShopDay,
};
use store::{
    birthday_pages::{self, BirthdayRow},
    places::Page,
};
use views::{
    admin::{BirthdayPerson, BirthdaysPage, Choice, Reward, Span, Trial, TrialName},
    form::FormState,
    format,
    frame::Tone,
    text::{self, birthday::GiftNote},
    urls,
};

use super::{
    order_view::phone,
    parts::{PAGE_SIZE, address, beyond, paging, refuse},
};
use crate::{
    ops::{
        OpError,
        birthdays::{self, LASTING, LoyaltyDiscount, Rewarded},
    },
    web::{
        ctx::{Admin, Ctx, Id, Query},
        fault::Fault,
        posted::{Posted, Typed},
        reply::{self, Answer},
    },
};

/// Customers named by a trial.
const NAMED: i64 = 10;

pub async fn list(admin: Admin, query: Query) -> Answer {
    let span = Span::from_code(query.get("kapan"));
    let mut page = draw(&admin, span, query.page()).await?;
    if let Some(first) = beyond(query.page(), page.people.len(), &page.paging.base) {
        return Ok(first);
    }
    if query.get("uji") == "ya" {
        page.trial = Some(trial(&admin.ctx).await?);
    }
    reply::ok(&page)
}

/// The days of a span: today, this week from Monday, this month.
fn days_of(span: Span, today: ShopDay) -> Vec<ShopDay> {
    let (first, end) = match span {
        Span::Today => (today, today.plus_days(1)),
        Span::Week => (today.first_of_week(), today.first_of_week().plus_days(7)),
        Span::Month => (today.first_of_month(), today.first_of_month().plus_months(1)),
    };
    (0..31).map(|days| first.plus_days(days)).take_while(|day| *day < end).collect()
}

async fn draw(admin: &Admin, span: Span, number: i64) -> Result<BirthdaysPage, Fault> {
    let (ctx, settings) = (&admin.ctx, &admin.ctx.snap.settings);
    let today = settings.zone.day_of(ctx.now);
    let days = days_of(span, today);
    let favourites = i64::from(settings.discounts.favourites_count);
    let mut conn = ctx.app.db.read().await?;
    let wanted = Page::number(number, PAGE_SIZE);
    let rows = birthday_pages::on_days(&mut conn, (&days, today), favourites, wanted).await?;
    drop(conn);
    let total = rows.first().map_or(0, |row| row.total);
    let person = |row| person(ctx, &days, today, row);
    Ok(BirthdaysPage {
        frame: admin.frame(),
        span,
        days: words_of(&days),
        people: rows.into_iter().map(person).collect(),
        trial: None,
        lasting: LASTING.iter().map(|days| Choice::new(days, text::birthday::lasting(*days))).collect(),
        form: offered(settings),
        refused: None,
        paging: paging(number, total, address(urls::ADMIN_BIRTHDAYS, &[("kapan", span.code())])),
    })
}

fn words_of(days: &[ShopDay]) -> String {
    match days {
        [] => String::new(),
        [only] => format::day(*only),
        [first, .., last] => format!("{} – {}", format::day_month(*first), format::day(*last)),
    }
}

/// The loyalty action as it is offered: the percentage of the birthday gift, for a week.
fn offered(settings: &Settings) -> FormState {
    FormState::filled([
        ("persen", settings.discounts.birthday_permanent_percent.get().to_string()),
        ("lama", LASTING[1].to_string()),
        ("pesan", text::birthday::REWARD_MESSAGE.to_owned()),
    ])
}

fn person(ctx: &Ctx, days: &[ShopDay], today: ShopDay, row: BirthdayRow) -> BirthdayPerson {
    let settings = &ctx.snap.settings;
    let place = usize::try_from(row.place).unwrap_or_default();
    let day = days.get(place).copied().unwrap_or(today);
    let threshold = settings.discounts.loyal_threshold;
    let loyal = loyalty::is_loyal(row.bought, threshold);
    let favourites = row.favourites.clone().unwrap_or_default();
    let gift = gift_note(settings, (day, today), &row);
    BirthdayPerson {
        id: row.id,
        when: text::birthday::when(day, day.days_since(today)),
        today: day == today,
        turns: turns(&row.birth_date, day),
        loyal,
        total: row.bought,
        missing: loyalty::missing_to_loyal(row.bought, threshold),
        mail: mail(&gift, &row),
        wa: if row.deactivated_at.is_some() { String::new() } else { phone(&row.phone).1 },
        greeting: greeting(settings, &row, loyal, &favourites, &gift),
        reward: match row.discounted_at.filter(|_| day == today) {
            Some(at) => Reward::Taken(format::time(&settings.zone, at)),
            None if loyal && day == today && row.deactivated_at.is_none() && row.profiling_refused_at.is_none() => {
                Reward::Offered
            }
            None => Reward::NotNow,
        },
        favourites,
        name: row.name,
        gift,
    }
}

/// The age that begins on a birthday; none for a birth date that is a slip.
fn turns(birth_date: &str, day: ShopDay) -> Option<i32> {
    let birth = ShopDay::parse(birth_date).ok()?;
    Some(i32::from(day.year()) - i32::from(birth.year())).filter(|age| (1..=120).contains(age))
}

fn gift_note(settings: &Settings, (day, today): (ShopDay, ShopDay), row: &BirthdayRow) -> GiftNote {
    let given = row.gift_day.as_deref().and_then(|day| ShopDay::parse(day).ok());
    if let (Some(given), Some(at)) = (given, row.granted_at) {
        if given == day {
            let loyal = row.gift_loyal.unwrap_or_default();
            return GiftNote::Granted { at: format::date_time(&settings.zone, at), loyal };
        }
        return GiftNote::Before { day: format::day(given) };
    }
    match day.cmp(&today) {
        _ if row.deactivated_at.is_some() => GiftNote::Left,
        _ if row.profiling_refused_at.is_some() => GiftNote::Refused,
        std::cmp::Ordering::Greater => GiftNote::Coming,
        std::cmp::Ordering::Equal => GiftNote::Next,
        std::cmp::Ordering::Less if settings.zone.day_of(row.created_at) > day => GiftNote::TooNew,
        std::cmp::Ordering::Less => GiftNote::Missed,
    }
}

fn mail(gift: &GiftNote, row: &BirthdayRow) -> &'static str {
    text::birthday::mail(text::birthday::MailFacts {
        sent: row.mailed_at.is_some(),
        consent: row.consent_at.is_some(),
        address: row.email.is_some(),
        gift: matches!(gift, GiftNote::Granted { .. } | GiftNote::Next | GiftNote::Coming),
    })
}

fn greeting(settings: &Settings, row: &BirthdayRow, loyal: bool, favourites: &str, gift: &GiftNote) -> String {
    let first_name = row.name.split_whitespace().next().unwrap_or(&row.name);
    let rules = settings.discount_rules();
    let gift = match gift {
        // What was promised, not what is set now (docs/decisions/0012).
        GiftNote::Granted { loyal, .. } => {
            let goods = if *loyal { vec![text::YOUR_FAVOURITES.to_owned()] } else { Vec::new() };
            text::birthday_gift(*loyal, &goods, &granted_rules(rules, row))
        }
        GiftNote::Next if loyal && !favourites.is_empty() => {
            text::birthday_gift(true, &[favourites.to_owned()], &rules)
        }
        GiftNote::Next => text::birthday_gift(false, &[], &rules),
        _ => String::new(),
    };
    text::birthday::greeting(first_name, &settings.shop.name, &gift)
}

/// The rules with the figures of the gift that was granted.
fn granted_rules(mut rules: Rules, row: &BirthdayRow) -> Rules {
    if let (Some(permanent), Some(instant), Some(threshold)) =
        (row.permanent_percent, row.instant_percent, row.instant_threshold)
    {
        rules.birthday_permanent_percent = permanent;
        rules.birthday_instant_percent = instant;
        rules.birthday_instant_threshold = threshold;
    }
    rules
}

async fn trial(ctx: &Ctx) -> Result<Trial, Fault> {
    let due = birthdays::would_grant(&ctx.app, &ctx.snap.settings, NAMED).await?;
    let Some(first) = due.first() else { return Ok(Trial::default()) };
    let (total, loyal, mails) = (first.total, first.loyal_total, first.mails);
    Ok(Trial {
        total,
        loyal,
        mails,
        names: due.into_iter().map(|row| TrialName { name: row.name, loyal: row.loyal }).collect(),
    })
}

/// Whoever asks for the address of a form goes to the page.
pub async fn back() -> Response {
    reply::to(urls::ADMIN_BIRTHDAYS)
}

/// POST `/admin/ulang-tahun/<id>/diskon/` (form `discount`)
pub async fn reward(admin: Admin, Id(id): Id<CustomerId>, Typed(posted): Typed) -> Answer {
    let done = match read(id, &posted) {
        Ok(wanted) => birthdays::reward(&admin.ctx.app, &admin.ctx.snap.settings, &wanted, &admin.by()).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(Rewarded::Now) => Ok(admin.ctx.go(urls::ADMIN_BIRTHDAYS, Tone::Good, text::birthday::REWARDED)),
        Ok(Rewarded::Before) => Ok(admin.ctx.go(urls::ADMIN_BIRTHDAYS, Tone::Note, text::birthday::REWARDED_BEFORE)),
        Err(error) => {
            let form = refuse(posted.keep_all(), error)?;
            reply::refused(&BirthdaysPage { refused: Some((id, form)), ..draw(&admin, Span::Today, 1).await? })
        }
    }
}

fn read(customer: CustomerId, posted: &Posted) -> Result<LoyaltyDiscount, OpError> {
    let mut checked = crate::ops::Checked::default();
    let percent = checked.take("persen", Percent::parse(posted.text("persen")));
    let days = checked.take("lama", posted.text("lama").trim().parse::<u8>().map_err(|_| Problem::UnknownChoice));
    match (percent, days) {
        (Some(percent), Some(days)) => Ok(LoyaltyDiscount { customer, percent, days, message: posted.owned("pesan") }),
        _ => Err(checked.refused()),
    }
}
