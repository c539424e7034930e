//! The list of discounts with tabs, search and filters (domain.md §12).

use axum::response::Response;
use domain::{
    discount::Origin,
    ids::{CustomerId, DiscountId},
};
use store::{
    discount_pages::{self, DiscountFilter, DiscountSort, StandingCount},
    places::Page,
};
use views::{
    admin::{ConfirmPage, DiscountFilterView, DiscountsPage},
    list::Tab,
    text::{self, bulk as words, offers},
    urls,
};

use super::{
    bulk::{self, Outcome},
    discount_parts as parts,
    parts::{PAGE_SIZE, address, beyond, paging},
};
use crate::{
    ops::{discounts, pricing},
    web::{
        ctx::{Admin, Query},
        fault::Fault,
        posted::Typed,
        reply::{self, Answer},
    },
};

/// What stands in a query if it is one of these codes.
fn one_of(typed: &str, codes: impl IntoIterator<Item = &'static str>) -> String {
    codes.into_iter().find(|code| *code == typed).unwrap_or_default().to_owned()
}

fn asked(query: &Query) -> DiscountFilterView {
    let customer: Option<CustomerId> = query.get("pelanggan").parse().ok();
    DiscountFilterView {
        q: query.get("q").trim().to_owned(),
        status: one_of(query.get("status"), offers::STANDINGS.iter().map(|known| known.0)),
        whom: one_of(query.get("untuk"), ["semua", "satu"]),
        customer: customer.map(|id| id.to_string()).unwrap_or_default(),
        scope: one_of(query.get("cakupan"), offers::SCOPES.iter().map(|known| known.0)),
        origin: one_of(query.get("asal"), Origin::ALL.iter().map(|origin| origin.code())),
        sort: one_of(query.get("urut"), ["besar", "akhir"]),
    }
}

fn filter(asked: &DiscountFilterView) -> DiscountFilter {
    let some = |code: &str| (!code.is_empty()).then(|| code.to_owned());
    DiscountFilter {
        standing: some(&asked.status),
        whom: asked.whom.clone(),
        customer: asked.customer.parse().ok(),
        scope: some(&asked.scope),
        origin: some(&asked.origin),
        search: some(&asked.q),
        sort: match asked.sort.as_str() {
            "besar" => DiscountSort::Highest,
            "akhir" => DiscountSort::EndsSoonest,
            _ => DiscountSort::Newest,
        },
    }
}

/// The list's address with another standing.
fn address_of(asked: &DiscountFilterView, status: &str) -> String {
    let filters = [
        ("status", status),
        ("q", asked.q.as_str()),
        ("untuk", asked.whom.as_str()),
        ("pelanggan", asked.customer.as_str()),
        ("cakupan", asked.scope.as_str()),
        ("asal", asked.origin.as_str()),
        ("urut", asked.sort.as_str()),
    ];
    address(urls::ADMIN_DISCOUNTS, &filters)
}

pub async fn list(admin: Admin, query: Query) -> Answer {
    let (ctx, number) = (&admin.ctx, query.page());
    let asked = asked(&query);
    let filter = filter(&asked);
    let mut conn = ctx.app.db.read().await?;
    let rows = discount_pages::list(&mut conn, &filter, ctx.now, Page::number(number, PAGE_SIZE)).await?;
    let counts = discount_pages::counts(&mut conn, &filter, ctx.now).await?;
    drop(conn);
    let base = address_of(&asked, &asked.status);
    if let Some(first) = beyond(number, rows.len(), &base) {
        return Ok(first);
    }
    let total = rows.first().map_or(0, |row| row.total);
    let settings = &ctx.snap.settings;
    reply::ok(&DiscountsPage {
        frame: admin.frame(),
        tabs: tabs(&asked, &counts),
        filter: asked,
        rows: rows.into_iter().map(|row| parts::row(settings, row)).collect::<Result<_, _>>()?,
        paging: paging(number, total, base),
    })
}

/// All rows and each standing, with their numbers under the other filters.
fn tabs(asked: &DiscountFilterView, counts: &[StandingCount]) -> Vec<Tab> {
    let all = std::iter::once(("", "Semua")).chain(offers::STANDINGS.iter().map(|known| (known.0, known.1)));
    all.map(|(code, words)| {
        let counted = counts.iter().filter(|count| code.is_empty() || count.standing == code);
        Tab::counted(words, counted.map(|count| count.count).sum(), address_of(asked, code), asked.status == code)
    })
    .collect()
}

/// Discounts in words: how much, for what, for whom.
async fn names(admin: &Admin, chosen: &[DiscountId]) -> Result<Vec<(DiscountId, String)>, Fault> {
    let mut conn = admin.ctx.app.db.read().await?;
    let rows = store::discounts::named(&mut conn, chosen).await?;
    let mut names = Vec::with_capacity(rows.len());
    for row in rows {
        let covers = pricing::scope(&row.scope, row.product_id, row.minimum)?;
        let covers = text::scope(&covers, row.product_name.as_deref());
        let name =
            words::discount_named(row.id, row.percent.get(), &covers, row.customer_name.as_deref(), &row.message);
        names.push((row.id, name));
    }
    Ok(names)
}

fn name_of(names: &[(DiscountId, String)], id: DiscountId) -> String {
    names.iter().find(|(known, _)| *known == id).map_or_else(|| words::discount(id), |(_, name)| name.clone())
}

/// POST `/admin/diskon/massal/` (form `discounts-bulk`): the ticked ones end now, once that was confirmed.
pub async fn bulk(admin: Admin, Typed(posted): Typed) -> Answer {
    let chosen: Vec<DiscountId> = bulk::chosen(posted.all("diskon"));
    let back = bulk::list_of(&posted, urls::ADMIN_DISCOUNTS);
    if chosen.is_empty() || posted.text("aksi") != "akhiri" {
        return Ok(bulk::nothing(&admin, &back));
    }
    if !bulk::confirmed(&posted) {
        let names = names(&admin, &chosen).await?;
        let rows = chosen.iter().map(|id| (id.to_string(), name_of(&names, *id))).collect();
        return bulk::ask(&ConfirmPage::discounts(admin.frame(), rows, back));
    }
    let names = names(&admin, &chosen).await?;
    let mut outcome = Outcome::default();
    for id in chosen {
        match discounts::end(&admin.ctx.app, id, &admin.by()).await {
            Ok(false) => outcome.refused(name_of(&names, id), words::ENDED_BEFORE),
            came => outcome.note(name_of(&names, id), came),
        }
        if outcome.stopped() {
            break;
        }
    }
    outcome.tell(&admin, &back, words::discounts_ended(outcome.done))
}

/// GET of the form's address leads to the list.
pub async fn back() -> Response {
    reply::to(urls::ADMIN_DISCOUNTS)
}
