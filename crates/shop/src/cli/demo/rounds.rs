//! What the office does in the yard and for the drivers: a count with one difference, and the order of today's tours.

use std::collections::HashMap;

use anyhow::Context as _;
use domain::ids::EmployeeId;

use super::play::Play;
use crate::ops::{
    counts::{self, Line},
    deliveries,
};

/// Counts a product and those of its category; of the product one piece less is found than the books say.
pub async fn count(play: &Play<'_>, short: usize) -> anyhow::Result<()> {
    let (app, office) = (play.stage.app, &play.shop.office);
    let short = play.shop.products.get(short).context("a product")?.id;
    let mut conn = app.db.read().await?;
    let product = store::catalogue::product(&mut conn, short).await?.context("the product is there")?;
    drop(conn);
    let id = counts::open(app, product.category_id, views::text::demo::COUNT_NOTE, office).await?;
    let mut conn = app.db.read().await?;
    let lines = store::counts::lines(&mut conn, id).await?;
    let away = store::counts::away(&mut conn).await?;
    drop(conn);
    let away: HashMap<_, _> = away.into_iter().map(|row| (row.product_id, row.away)).collect();
    for line in &lines {
        let here = line.on_hand.saturating_sub(away.get(&line.product_id).copied().unwrap_or_default());
        let found = if line.product_id == short { here.saturating_sub(line.step) } else { here };
        let line = Line { product: line.product_id, version: line.version, typed: &found.to_string() };
        counts::put(app, id, line, office).await?;
    }
    let mut conn = app.db.read().await?;
    let seen = store::counts::count(&mut conn, id).await?.context("the sheet is there")?.version;
    drop(conn);
    Ok(counts::approve(app, id, seen, office).await?)
}

/// Numbers the stops of every driver who is on the way.
pub async fn tours(play: &Play<'_>) -> anyhow::Result<()> {
    let app = play.stage.app;
    let today = play.stage.calendar.zone.day_of(app.clock.now());
    let mut conn = app.db.read().await?;
    let rows = store::deliveries::plan(&mut conn, &today.to_string()).await?;
    drop(conn);
    let mut last: HashMap<EmployeeId, i64> = HashMap::new();
    let on_truck = rows.iter().filter(|row| row.state == domain::order::OrderState::Shipped);
    let stops: Vec<_> = on_truck
        .filter_map(|row| {
            let stop = last.entry(row.employee_id?).or_default();
            *stop += 1;
            Some((row.id, *stop))
        })
        .collect();
    Ok(deliveries::arrange(app, &stops, &[], &play.shop.office).await?)
}
