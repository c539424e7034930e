//! Messages to all customers or to chosen ones (domain.md §9, §10). The operation writes one row and its two jobs, however many are told.

use domain::{
    ids::{BroadcastId, CustomerId, ProductId},
    money::Rupiah,
    notice::Kind,
    placeholders,
    problem::Problem,
    quantity::Quantity,
    rights::Deed,
    text,
};
use store::{
    Tx,
    broadcasts::{self, NewBroadcast},
    places::By,
};
use views::{
    notices::{self, Notice},
    urls,
};

use super::{
    Checked, Done, OpError,
    audit::{self, Act, Changes, Object, Thing},
    segments,
};
use crate::{
    app::App,
    jobs::{broadcast::Broadcast, broadcast_mails::BroadcastMails, enqueue},
};

const MAX_HEADING: usize = 80;
const MAX_BODY: usize = 1000;
const MAX_LINK: usize = 200;
/// Customers chosen one by one; whoever wants more means everybody.
pub const MAX_CHOSEN: usize = 1000;

/// For whom a message is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readers {
    Everybody,
    Chosen(Vec<CustomerId>),
    /// Whoever belongs to one of the segments with these codes when the message is sent.
    Segments(Vec<String>),
}

/// A message as typed.
#[derive(Clone, Debug)]
pub struct TypedMessage<'a> {
    /// Of the page the form stood on: sent twice, it is one message.
    pub key: &'a str,
    pub heading: &'a str,
    pub body: &'a str,
    /// A path of this shop; empty leads to the products.
    pub link: &'a str,
    pub readers: Readers,
}

/// Sends the admin's own message. `None`: this very form was sent before.
pub async fn send(app: &App, typed: &TypedMessage<'_>, by: &By) -> Done<Option<BroadcastId>> {
    audit::allow(by, Deed::Messages)?;
    let shop = app.snapshot().await?.settings.shop.name.clone();
    let mut new = parse(typed, &shop, by)?;
    let mut tx = app.db.begin().await?;
    if let Readers::Segments(codes) = &typed.readers {
        let aimed = segments::aimed(codes, &store::segments::all(&mut tx).await?)?;
        new.segments = Some(serde_json::to_string(&aimed).expect("segments are plain JSON"));
    }
    let Some(id) = broadcasts::insert(&mut tx, &new).await? else { return Ok(None) };
    if let Readers::Chosen(customers) = &typed.readers
        && (customers.is_empty() || broadcasts::choose(&mut tx, id, customers).await? == 0)
    {
        return Err(OpError::field("kepada", Problem::Required));
    }
    start(&mut tx, app, id).await?;
    let chosen =
        if let Readers::Chosen(customers) = &typed.readers { customers.len().to_string() } else { String::new() };
    let changes = Changes::none().hidden("judul", true).to("pelanggan", chosen).hidden("isi", true);
    audit::note(&mut tx, by, Act::Sent, Object::new(Thing::Message, id.get()), changes).await?;
    tx.commit().await?;
    Ok(Some(id))
}

/// What is wrong with a message, before it is asked whether it is meant.
pub fn check(typed: &TypedMessage<'_>, by: &By) -> Done<()> {
    audit::allow(by, Deed::Messages)?;
    parse(typed, "", by).map(drop)
}

fn parse(typed: &TypedMessage<'_>, shop: &str, by: &By) -> Done<NewBroadcast> {
    let mut checked = Checked::default();
    let heading = checked.take("judul", text::one_line(typed.heading, MAX_HEADING).and_then(placeholders::none));
    let body = checked.take("isi", text::many_lines(typed.body, MAX_BODY).and_then(placeholders::check));
    let link = checked.take("tautan", link(typed.link));
    if matches!(&typed.readers, Readers::Chosen(customers) if customers.len() > MAX_CHOSEN) {
        checked.refuse("kepada", Problem::NumberOutOfRange { min: 1, max: MAX_CHOSEN as i64 });
    }
    let (Some(heading), Some(body), Some(link), true) = (heading, body, link, checked.is_fine()) else {
        return Err(checked.refused());
    };
    Ok(NewBroadcast {
        cause: format!("message-{}", typed.key),
        kind: Kind::Message,
        heading,
        // The shop's name of now; the reader's is filled in for each.
        body: body.replace(placeholders::SHOP, shop),
        link,
        chosen_only: typed.readers != Readers::Everybody,
        segments: None,
        by_name: by.name.clone(),
    })
}

/// A place in the shop; an address with the shop's own host was copied from a browser and is not understood.
fn link(typed: &str) -> Result<String, Problem> {
    let Some(link) = text::optional(typed, MAX_LINK)? else { return Ok(urls::PRODUCTS.to_owned()) };
    let ours = link.starts_with('/') && !link.starts_with("//") && !link.contains(['\\', ' ']);
    if ours { Ok(link) } else { Err(Problem::NotAPath) }
}

/// Tells all customers of something, in the transaction that made it so.
async fn announce(tx: &mut Tx, app: &App, cause: String, notice: Notice, by: &By) -> Done<()> {
    let new = NewBroadcast {
        cause,
        kind: notice.kind,
        heading: notice.heading.to_owned(),
        body: notice.text,
        link: notice.link,
        chosen_only: false,
        segments: None,
        by_name: by.name.clone(),
    };
    if let Some(id) = broadcasts::insert(tx, &new).await? {
        start(tx, app, id).await?;
    }
    Ok(())
}

async fn start(tx: &mut Tx, app: &App, id: BroadcastId) -> Done<()> {
    enqueue(tx, app, Broadcast { broadcast: id.get() }).await?;
    enqueue(tx, app, BroadcastMails { broadcast: id.get() }).await?;
    Ok(())
}

/// A new product is on sale.
pub async fn new_product(
    tx: &mut Tx,
    app: &App,
    (product, name): (ProductId, &str),
    (price, unit): (Rupiah, &str),
    by: &By,
) -> Done<()> {
    let notice = notices::new_product(product, name, price, unit);
    announce(tx, app, format!("product-{product}"), notice, by).await
}

/// Stock came in: it is there again, or there is more of it.
pub async fn restocked(
    tx: &mut Tx,
    app: &App,
    (product, name, unit): (ProductId, &str, &str),
    (before, after): (Quantity, Quantity),
    by: &By,
) -> Done<()> {
    let notice = if before.is_zero() {
        notices::stock_back(product, name)
    } else {
        notices::stock_raised(product, name, after, unit)
    };
    announce(tx, app, format!("stock-{product}-{}", tx.now().get()), notice, by).await
}
