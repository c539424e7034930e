//! How a customer of the demo orders: through the cart, or at once, agreeing to the figures of that moment.

use anyhow::Context as _;
use domain::{discount::Line, ids::OrderId, order::Fulfilment, quantity::Quantity};
use store::{carts::CartOwner, files::FileKind};

use super::{pictures, play::Play};
use crate::{
    entropy,
    ops::{
        OpError,
        cart::{self, Change},
        place_order::{self, From, Placed, Placing},
        pricing::{self, Pricing},
    },
};

/// Places an order of the list; `None` when the goods were not there.
pub async fn place(play: &mut Play<'_>, at: usize) -> anyhow::Result<Option<OrderId>> {
    let order = &play.orders[at];
    let (customer, _) = play.customer(order.customer)?;
    let lines = fill(play, at).await?;
    if lines.is_empty() {
        return Ok(None);
    }
    let app = play.stage.app;
    let mut conn = app.db.read().await?;
    let buyer = pricing::buyer(&mut conn, customer, app.clock.now()).await?.context("the customer is there")?;
    drop(conn);
    let priced = Pricing::of(&buyer, &play.shop.settings, app.clock.now()).price(&lines)?;
    let shown = place_order::agreed_text(&priced, &play.shop.settings);
    let from = match (&lines[..], order.lines.len()) {
        ([line], 1) => From::Direct { product: line.product, quantity: line.quantity },
        _ => From::Cart,
    };
    let placing = Placing {
        customer,
        key: entropy::key(app.entropy.as_ref()),
        from,
        fulfilment: if order.pickup { Fulfilment::Pickup } else { Fulfilment::Delivery },
        address: if order.pickup { String::new() } else { buyer.address.clone() },
        zone: if order.pickup { None } else { zone(play, order.customer) },
        note: if order.noted { play.dice.text(&play.stage.seeds.words.order_notes) } else { String::new() },
        shown,
        proof: if order.proof_at_checkout { Some(receipt(play).await?) } else { None },
        repeat: true,
        office: None,
    };
    Ok(match place_order::place_order(app, &play.shop.settings, &placing).await? {
        Placed::New(id) | Placed::Again(id) => Some(id),
        Placed::Changed | Placed::Repeats(_) | Placed::Empty => None,
    })
}

/// The lines as they can be had. Several products go through the cart; a single one is bought at once.
async fn fill(play: &Play<'_>, at: usize) -> anyhow::Result<Vec<Line>> {
    let order = &play.orders[at];
    let owner = CartOwner::Customer(play.customer(order.customer)?.0);
    let mut lines = Vec::with_capacity(order.lines.len());
    for (product, quantity) in &order.lines {
        let good = &play.shop.products[*product];
        let mut quantity = Quantity::try_from(*quantity)?;
        if order.lines.len() > 1 {
            quantity = match cart::change(play.stage.app, &owner, good.id, Change::Set(quantity)).await {
                Ok(added) => added.in_cart,
                Err(OpError::Fields(_)) => continue,
                Err(error) => return Err(error.into()),
            };
        }
        lines.push(Line { product: good.id, name: good.name.clone(), unit_price: good.price, quantity });
    }
    Ok(lines)
}

/// The shipping zone of a customer's address, where the shop has one.
pub fn zone(play: &Play<'_>, customer: usize) -> Option<String> {
    let address = &play.stage.seeds.people.customers[customer].address;
    let zones = play.shop.settings.shipping.zones.iter();
    zones.map(|zone| &zone.name).find(|name| address.contains(name.as_str())).cloned()
}

async fn receipt(play: &mut Play<'_>) -> anyhow::Result<store::files::NewFile> {
    let file = play.dice.text(&play.stage.seeds.words.pictures.transfer_receipts);
    pictures::handed_in(play.stage.app, FileKind::Proof, &file).await
}
