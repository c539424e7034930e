//! Small pieces that several pages of office and drivers are made of: refused forms, paging, days of a filter, rows of orders.

use axum::response::Response;
use bytes::Bytes;
use domain::{
    order::{Fulfilment, Missing, OrderState, ProofState},
    problem::Problem,
    text as typed,
    time::{ShopDay, ShopZone, UtcMillis},
};
use store::{
    files::{FileKind, NewFile},
    order_pages::OrderListRow,
};
use views::{admin::OrderRow, form::FormState, format, parts::Paging, text, urls};

use crate::{
    app::App,
    files::uploads::UploadError,
    ops::{Done, OpError},
    web::{
        ctx::{Ctx, Query},
        fault::Fault,
        parts,
        posted::{self, Posted},
        reply,
    },
};

/// Rows of one page of a list.
pub const PAGE_SIZE: i64 = 25;
/// Value of `urut` that turns a list round.
const OLDEST_FIRST: &str = "lama";
/// Largest photo that is taken, in bytes: what telephones make, with room.
pub const PHOTO_MAX: u64 = 16 * 1024 * 1024;
/// Longest reason or note about an order.
const MAX_NOTE: usize = 300;

/// Puts why an operation did nothing into the form it came from; what no form can show stays a fault.
pub fn refuse(mut form: FormState, error: OpError) -> Result<FormState, Fault> {
    match error {
        OpError::Fields(problems) => return Ok(posted::refuse(form, problems)),
        OpError::Refused(refusal) => form.refuse_whole(text::refusal(refusal)),
        OpError::Missing(missing) => {
            let problem = if missing == Missing::DeliveryPhoto { Problem::FileMissing } else { Problem::Required };
            form.refuse(text::admin::missing_field(missing), problem);
            form.refuse_whole(text::missing(missing));
        }
        OpError::Stale => form.refuse_whole(text::admin::STALE),
        other => return Err(other.into()),
    }
    Ok(form)
}

/// A path with those filters that hold something.
pub fn address(path: &str, filters: &[(&str, &str)]) -> String {
    let pairs = filters.iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<String> = pairs.map(|(name, value)| format!("{name}={}", urls::encode(value))).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// Which page of a list this is; `total` counts the rows of all pages.
pub fn paging(page: i64, total: i64, base: impl Into<String>) -> Paging {
    parts::paging(page, PAGE_SIZE, total, base)
}

/// Which page of a list this is that may be counted up to `most` rows only: a larger `total` says that there are more.
pub fn counted_to(most: Option<i64>, page: i64, total: i64, base: impl Into<String>) -> Paging {
    let counted = most.map_or(total, |most| total.min(most));
    Paging { more: counted < total, ..paging(page, counted, base) }
}

/// A page behind the last one leads to the first.
pub fn beyond(page: i64, rows: usize, base: &str) -> Option<Response> {
    (page > 1 && rows == 0).then(|| reply::to(base))
}

/// `urut` of a list that only grows: empty newest first, else oldest first.
pub fn growing(query: &Query) -> &'static str {
    if query.get("urut") == OLDEST_FIRST { OLDEST_FIRST } else { "" }
}

/// The instants between the days of a filter, both included (domain.md §3).
#[derive(Debug, Default)]
pub struct Days {
    /// What was typed, if it is a day.
    pub typed_from: String,
    pub typed_until: String,
    pub from: Option<UtcMillis>,
    pub before: Option<UtcMillis>,
    /// What was wrong with one of them.
    pub problem: Option<String>,
}

impl Days {
    /// Reads two days as date fields send them; empty ones bound nothing.
    pub fn read(zone: &ShopZone, from: &str, until: &str) -> Self {
        let mut days =
            Self { typed_from: from.trim().to_owned(), typed_until: until.trim().to_owned(), ..Self::default() };
        let first = days.day(from);
        let last = days.day(until);
        days.from = first.map(|day| zone.start_of(day));
        days.before = last.map(|day| zone.end_of(day));
        days
    }

    fn day(&mut self, text: &str) -> Option<ShopDay> {
        match ShopDay::parse(text) {
            Ok(day) => Some(day),
            Err(Problem::Required) => None,
            Err(problem) => {
                self.problem = Some(text::problem(&problem));
                None
            }
        }
    }
}

/// Whether an open delivery order waits for its fee (domain.md §6).
fn ongkir_missing(row: &OrderListRow) -> bool {
    let open = matches!(row.state, OrderState::Placed | OrderState::Paid);
    row.fulfilment == Fulfilment::Delivery && row.ongkir.is_none() && open
}

/// An order in a list of the office.
pub fn order_row(ctx: &Ctx, row: OrderListRow) -> OrderRow {
    let unpaid = row.state == OrderState::Placed && matches!(row.proof_state, ProofState::None | ProofState::Rejected);
    OrderRow {
        id: row.id,
        placed_at: format::date_time(&ctx.snap.settings.zone, row.placed_at),
        goods: text::admin::goods(&row.first_name, row.lines),
        state: row.state,
        fulfilment: row.fulfilment,
        proof: row.proof_state,
        amount_due: row.transfer_now.saturating_add(row.pay_driver),
        ongkir_missing: ongkir_missing(&row),
        late: unpaid && row.pay_deadline.is_some_and(|deadline| deadline <= ctx.now),
        customer: row.customer_name,
    }
}

/// A reason, note or name about an order; empty is none. Whether it may be is for the order machine to say.
pub fn note(posted: &Posted, field: &'static str) -> Done<Option<String>> {
    typed::optional(posted.text(field), MAX_NOTE).map_err(|problem| OpError::field(field, problem))
}

/// Stores the photo of delivered goods, if one was chosen. Called before the transaction begins.
pub async fn delivery_photo(app: &App, posted: &Posted) -> Result<Done<Option<NewFile>>, Fault> {
    let chosen = match posted.file("foto_pengiriman", PHOTO_MAX) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Ok(Ok(None)),
        Err(problem) => return Ok(Err(OpError::field("foto_pengiriman", problem))),
    };
    match app.uploads.private_picture(FileKind::Delivery, chosen).await {
        Ok(file) => Ok(Ok(Some(file))),
        Err(UploadError::Refused(problem)) => Ok(Err(OpError::field("foto_pengiriman", problem))),
        Err(error) => Err(error.into()),
    }
}

/// Stores pictures of a product, one after the other; the first that cannot be read refuses all.
pub async fn product_photos(app: &App, posted: &Posted) -> Result<Done<Vec<NewFile>>, Fault> {
    let chosen: Vec<Bytes> = match posted.all_files("foto", PHOTO_MAX) {
        Ok(chosen) => chosen,
        Err(problem) => return Ok(Err(OpError::field("foto", problem))),
    };
    let mut stored = Vec::with_capacity(chosen.len());
    for bytes in chosen {
        match app.uploads.product_picture(bytes).await {
            Ok(file) => stored.push(file),
            Err(UploadError::Refused(problem)) => return Ok(Err(OpError::field("foto", problem))),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Ok(stored))
}

/// The version of the row a form was opened with; what is no number fits no row.
pub fn version(posted: &Posted) -> i64 {
    posted.text("versi").trim().parse().unwrap_or(-1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_carries_only_filters_that_hold_something() {
        assert_eq!(address("/admin/pesanan/", &[("q", ""), ("perlu", "")]), "/admin/pesanan/");
        assert_eq!(
            address("/admin/pesanan/", &[("q", "bu siti"), ("perlu", "bukti")]),
            "/admin/pesanan/?q=bu%20siti&perlu=bukti"
        );
    }

    #[test]
    fn a_list_that_is_not_counted_to_its_end_says_so() {
        let shown = |most, total| {
            let paging = counted_to(most, 400, total, "/admin/pesanan/");
            (paging.pages, paging.total, paging.ends_early())
        };
        let words = "Lebih dari 10.000; persempit dengan saringan.".to_owned();
        assert_eq!(shown(Some(10_000), 10_000), (400, 10_000, None));
        assert_eq!(shown(Some(10_000), 10_001), (400, 10_000, Some(words)));
        assert_eq!(shown(None, 10_001), (401, 10_001, None), "what is counted to its end has all its pages");
    }

    #[test]
    fn both_days_of_a_filter_are_included() {
        let zone = ShopZone::default();
        let days = Days::read(&zone, "2026-11-22", "2026-11-22");
        let length = days.before.zip(days.from).map(|(before, from)| before.get() - from.get());
        assert_eq!(length, Some(86_400_000));
        assert!(Days::read(&zone, "2026-02-30", "").problem.is_some());
    }
}
