//! "Simulasi promo": what the last months would have brought under other discounts (docs/decisions/0015). Nothing is stored.

use std::collections::HashMap;

use domain::{
    discount::{Considered, PricedCart, Scope},
    ids::OrderId,
};
use store::replays::{self, ReasonRow};
use views::{
    admin::{Simulated, SimulatedFigures, SimulatedMonth, SimulatedOrder, SimulationPage},
    form::FormState,
    format, text,
};

use super::{discount_parts, parts::refuse};
use crate::{
    ops::{
        discounts::TypedDiscount,
        simulation::{self, Affected, Figures, Outcome, TypedSimulation, Wanted},
    },
    web::{
        ctx::{Admin, Query},
        reply::{self, Answer},
    },
};

/// The fields of the form, beside `mati`, of which there may be several.
const FIELDS: [&str; 15] = [
    "bulan",
    "pesanan",
    "pilihan_diskon",
    "persen_loyalitas",
    "persen_instan",
    "batas_instan",
    "batas_loyal",
    "jumlah_favorit",
    "cakupan",
    "persen",
    "produk",
    "minimum",
    "mulai",
    "sampai",
    "pemakaian",
];

/// GET `/admin/simulasi/`: the form, and the answer once it was asked.
pub async fn show(admin: Admin, query: Query) -> Answer {
    if !query.has("bulan") {
        let form = FormState::filled([("bulan", "6".to_owned())]);
        return reply::ok(&page(&admin, &query, form, None));
    }
    let form = FormState::filled(FIELDS.map(|field| (field, query.get(field).trim().to_owned())));
    let (ctx, settings) = (&admin.ctx, &admin.ctx.snap.settings);
    let wanted = match typed(&query).checked(settings) {
        Ok(wanted) => wanted,
        Err(error) => return reply::refused(&page(&admin, &query, refuse(form, error)?, None)),
    };
    let outcome = simulation::run(&ctx.app, &settings.zone, wanted.clone()).await?;
    let ids: Vec<OrderId> = outcome.affected.iter().map(|order| order.id).collect();
    let reasons = replays::reasons(&mut ctx.app.db.read().await?, &ids).await?;
    let answer = answer(&admin, &wanted, outcome, reasons);
    reply::ok(&page(&admin, &query, form, Some(answer)))
}

fn typed(query: &Query) -> TypedSimulation {
    let text = |field: &str| query.get(field).to_owned();
    TypedSimulation {
        months: text("bulan"),
        which: text("pesanan"),
        choice: text("pilihan_diskon"),
        permanent_percent: text("persen_loyalitas"),
        instant_percent: text("persen_instan"),
        instant_threshold: text("batas_instan"),
        loyal_threshold: text("batas_loyal"),
        favourites: text("jumlah_favorit"),
        off: query.all("mati").map(str::to_owned).collect(),
        discount: TypedDiscount {
            percent: text("persen"),
            scope: text("cakupan"),
            product: text("produk"),
            minimum: text("minimum"),
            message: text::simulation::NEW_ROW.to_owned(),
            from: text("mulai"),
            until: text("sampai"),
            uses: text("pemakaian"),
            active: true,
            ..TypedDiscount::default()
        },
    }
}

fn page(admin: &Admin, query: &Query, form: FormState, answer: Option<Simulated>) -> SimulationPage {
    SimulationPage {
        frame: admin.frame(),
        off: query.all("mati").map(str::to_owned).collect(),
        products: discount_parts::products(&admin.ctx.snap, form.value("produk")),
        form,
        answer,
    }
}

fn answer(admin: &Admin, wanted: &Wanted, outcome: Outcome, reasons: Vec<ReasonRow>) -> Simulated {
    let (snap, zone) = (&admin.ctx.snap, &admin.ctx.snap.settings.zone);
    let product = wanted.change.new_row.as_ref().and_then(|row| match row.scope {
        Scope::OneProduct(id) => snap.product(id).map(|product| product.row.name.as_str()),
        _ => None,
    });
    let (total, as_it_was) = (outcome.total, wanted.change.is_nothing() && outcome.unmatched == 0);
    let today = zone.day_of(admin.ctx.now);
    let first = outcome.months.first().map_or(today, |month| month.first);
    let mut reasons: HashMap<OrderId, ReasonRow> = reasons.into_iter().map(|row| (row.id, row)).collect();
    Simulated {
        days: format!("{} – {}", format::day(first), format::day(today)),
        story: text::simulation::story(total.orders, outcome.changed, outcome.customers, total.difference(), as_it_was),
        changes: text::simulation::changes(&wanted.change, product),
        total: figures(total),
        changed: outcome.changed,
        customers: outcome.customers,
        // The shop may be younger than what was asked for.
        months: outcome.months.iter().skip_while(|month| month.figures.orders == 0).map(month).collect(),
        left_out: text::simulation::left_out(outcome.waiting, outcome.cancelled, outcome.unrecorded),
        alarm: if outcome.unmatched > 0 { text::simulation::unmatched(outcome.unmatched) } else { String::new() },
        affected: outcome
            .affected
            .into_iter()
            .filter_map(|order| {
                let row = reasons.remove(&order.id)?;
                Some(affected(admin, order, row))
            })
            .collect(),
    }
}

fn figures(figures: Figures) -> SimulatedFigures {
    SimulatedFigures {
        orders: figures.orders,
        revenue_then: figures.revenue_then,
        revenue_now: figures.revenue_now,
        discount_then: figures.discount_then,
        discount_now: figures.discount_now,
    }
}

fn month(month: &simulation::Month) -> SimulatedMonth {
    let (name, year) = (format::month_name(month.first.month()), month.first.year());
    let short: String = name.chars().take(3).collect();
    SimulatedMonth { name: format!("{name} {year}"), short: format!("{short} {year}"), figures: figures(month.figures) }
}

/// An order with its reasons; what the office wrote for the customer stands in the explanation that was kept then.
fn affected(admin: &Admin, mut order: Affected, row: ReasonRow) -> SimulatedOrder {
    let then: Vec<Considered> =
        serde_json::from_str(&row.explanation).map(|cart: PricedCart| cart.considered).unwrap_or_default();
    for seen in &mut order.considered {
        if let Some(told) = then.iter().find(|told| told.offer.source == seen.offer.source) {
            seen.offer.message.clone_from(&told.offer.message);
        }
    }
    SimulatedOrder {
        id: order.id,
        customer: row.customer_name,
        placed_at: format::date_time(&admin.ctx.snap.settings.zone, order.placed_at),
        then: order.then,
        now: order.now,
        used_then: text::simulation::used(&then),
        used_now: text::simulation::used(&order.considered),
        lost: text::simulation::lost(&then, &order.considered),
    }
}
