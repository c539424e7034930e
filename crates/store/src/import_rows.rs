//! The statements that bring many rows of a table in at once (docs/decisions/0021): whole sets, in the transaction of the import.

use domain::{
    ids::{CustomerId, ProductId},
    people::Email,
    quantity::Quantity,
};

use crate::{OnLink, Result, Tx, accounts::NewKnown, catalogue::ProductFields, column::Value, places::By, record, sql};

/// Rows of one statement: PostgreSQL takes 65 535 values, SQLite 32 766.
const SET: usize = 1000;

/// Writes new products with nothing in stock, in their order; each with its number.
pub async fn insert_products(tx: &mut Tx, products: &[(&ProductFields, bool)]) -> Result<Vec<ProductId>> {
    let now = tx.now();
    let mut ids = Vec::with_capacity(products.len());
    for set in products.chunks(SET) {
        let rows = set.iter().zip(0_i64..).map(|((fields, archived), place)| {
            let [name, description, category, price, unit, step, minimum, weight] = values(fields);
            [place.into(), name, description, category, price, unit, step, minimum, weight, flag(*archived)]
        });
        let written: Vec<ProductIdRow> = sql!(
            "WITH v(place, name, description, category_id, price, unit, step, minimum, weight_grams, archived) AS (VALUES {rows:ittiitiiii})
             INSERT INTO products (name, description, category_id, price, unit, step, minimum, weight_grams, created_at, archived_at)
             SELECT v.name, v.description, v.category_id, v.price, v.unit, v.step, v.minimum, v.weight_grams, CAST($1 AS BIGINT),
                CASE WHEN v.archived = 1 THEN CAST($1 AS BIGINT) END
             FROM v ORDER BY v.place RETURNING id"
        )
        .bind(now)
        .rows(rows)
        .all(tx)
        .await?;
        // Numbers are given out in the order of the rows; what RETURNING's own order is, neither database promises.
        let mut numbers: Vec<ProductId> = written.into_iter().map(|row| row.id).collect();
        numbers.sort_unstable();
        ids.extend(numbers);
    }
    tx.hint_catalogue();
    Ok(ids)
}

record! { struct ProductIdRow { id: ProductId } }

fn values(fields: &ProductFields) -> [Value; 8] {
    [
        fields.name.as_str().into(),
        fields.description.as_str().into(),
        fields.category_id.into(),
        fields.price.into(),
        fields.unit.as_str().into(),
        fields.step.into(),
        fields.minimum.into(),
        fields.weight_grams.into(),
    ]
}

fn flag(yes: bool) -> Value {
    i64::from(yes).into()
}

/// A product as a row of the table wants it, and the version the wish was made from.
#[derive(Clone, Copy, Debug)]
pub struct ChangedProduct<'a> {
    pub id: ProductId,
    pub version: i64,
    pub fields: &'a ProductFields,
    pub archived: bool,
}

/// Changes products, never their stock, taking turns at them like orders (docs/decisions/0007); how many were still of their version.
pub async fn update_products(tx: &mut Tx, products: &[ChangedProduct<'_>]) -> Result<u64> {
    let now = tx.now();
    let mut done = 0;
    let mut products = products.to_vec();
    products.sort_unstable_by_key(|changed| changed.id);
    for set in products.chunks(SET) {
        let rows = set.iter().map(|changed| {
            let [name, description, category, price, unit, step, minimum, weight] = values(changed.fields);
            let archived = flag(changed.archived);
            [
                changed.id.into(),
                changed.version.into(),
                name,
                description,
                category,
                price,
                unit,
                step,
                minimum,
                weight,
                archived,
            ]
        });
        done += sql!(
            "WITH v(wanted_id, seen, new_name, new_description, new_category, new_price, new_unit, new_step, new_minimum, new_weight, archived)
                AS (VALUES {rows:iittiitiiii}),
                turns AS {materialized} (SELECT {turn:wanted_id} AS turn FROM (SELECT wanted_id FROM v ORDER BY wanted_id) w)
             UPDATE products SET name = new_name, description = new_description, category_id = new_category, price = new_price, unit = new_unit,
                step = new_step, minimum = new_minimum, weight_grams = new_weight, version = version + 1,
                archived_at = CASE WHEN archived = 1 THEN COALESCE(archived_at, CAST($1 AS BIGINT)) END
             FROM v WHERE (SELECT COUNT(*) FROM turns) > 0 AND id = wanted_id AND version = seen"
        )
        .bind(now)
        .rows(rows)
        .run(tx)
        .await?;
    }
    tx.hint_catalogue();
    Ok(done)
}

/// One row of the ledger.
#[derive(Clone, Copy, Debug)]
pub struct Move<'a> {
    pub product: ProductId,
    /// Code of `domain::stock::MovementKind`.
    pub kind: &'static str,
    /// Thousandths.
    pub delta: i64,
    /// Only if so much is on hand; a count is a difference from what was there.
    pub seen: Option<Quantity>,
    pub reason: &'a str,
}

/// Moves levels and writes the ledger, taking turns at the products (docs/decisions/0007). How many levels could be moved: fewer than asked
/// means that one would fall below what is promised or is not what was seen (the caller then rolls back). Each product at most once.
pub async fn move_levels(tx: &mut Tx, moves: &[Move<'_>], by: &By) -> Result<u64> {
    let mut moves = moves.to_vec();
    moves.sort_unstable_by_key(|one| one.product);
    let mut done = 0;
    for set in moves.chunks(SET) {
        let rows = set
            .iter()
            .map(|one| [one.product.into(), one.delta.into(), one.seen.map_or(-1, Quantity::thousandths).into()]);
        done += sql!(
            "WITH wanted(wanted_id, delta, seen) AS (VALUES {rows:iii}),
                turns AS {materialized} (SELECT {turn:wanted_id} AS turn FROM (SELECT wanted_id FROM wanted ORDER BY wanted_id) w)
             UPDATE products SET on_hand = on_hand + delta FROM wanted
             WHERE (SELECT COUNT(*) FROM turns) > 0 AND id = wanted_id AND on_hand + delta >= reserved AND (seen < 0 OR on_hand = seen)"
        )
        .rows(rows)
        .run(tx)
        .await?;
    }
    record_moves(tx, &moves, by).await?;
    tx.hint_stock();
    Ok(done)
}

async fn record_moves(tx: &mut Tx, moves: &[Move<'_>], by: &By) -> Result<()> {
    let now = tx.now();
    for set in moves.chunks(SET) {
        sql!(
            "WITH v(product_id, kind, delta, reason) AS (VALUES {rows:itit})
             INSERT INTO stock_movements (product_id, kind, delta_on_hand, delta_reserved, reason, actor, actor_id, actor_name, created_at)
             SELECT v.product_id, v.kind, v.delta, 0, v.reason, CAST($1 AS TEXT), CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS BIGINT)
             FROM v ORDER BY v.product_id"
        )
        .bind(by.actor.code())
        .bind(by.id)
        .bind(by.name.as_str())
        .bind(now)
        .rows(set.iter().map(|one| [one.product.into(), one.kind.into(), one.delta.into(), one.reason.into()]))
        .run(tx)
        .await?;
    }
    Ok(())
}

record! {
    /// A customer who may be the one of a row.
    pub struct KnownRow {
        pub name: String,
        pub username_key: String,
        pub phone: String,
        pub email_key: Option<String>,
    }
}

/// Customers whose username, phone or e-mail address stands in a table: `(kind, value)`, kind 0 a username's key, 1 a phone, 2 an e-mail
/// address's key. Those whose account works no more, too: their usernames and addresses are taken.
pub async fn known(on: &mut impl OnLink, wanted: &[(i64, &str)]) -> Result<Vec<KnownRow>> {
    let mut found = Vec::new();
    for set in wanted.chunks(10 * SET) {
        let rows: Vec<KnownRow> = sql!(
            "WITH v(kind, word) AS (VALUES {rows:it})
             SELECT c.id, c.name, c.username_key, c.phone, c.email_key FROM customers c WHERE c.id IN (
                SELECT u.id FROM v JOIN customers u ON u.username_key = v.word WHERE v.kind = 0
                UNION SELECT p.id FROM v JOIN customers p ON p.phone = v.word WHERE v.kind = 1
                UNION SELECT e.id FROM v JOIN customers e ON e.email_key = v.word WHERE v.kind = 2) ORDER BY c.id"
        )
        .rows(set.iter().map(|(kind, word)| [(*kind).into(), (*word).into()]))
        .all(on)
        .await?;
        found.extend(rows);
    }
    Ok(found)
}

/// Writes customers without a password, in their order; `None` when one of their names or addresses is taken.
pub async fn insert_customers(tx: &mut Tx, customers: &[NewKnown]) -> Result<Option<Vec<CustomerId>>> {
    let now = tx.now();
    let mut ids = Vec::with_capacity(customers.len());
    for set in customers.chunks(SET) {
        let rows = set.iter().zip(0_i64..).map(|(new, place)| {
            let birth = new.birth_date.map(|date| date.to_string()).unwrap_or_default();
            [
                place.into(),
                new.known.username.as_str().into(),
                new.known.username.key().into(),
                new.known.name.as_str().into(),
                new.known.address.as_str().into(),
                birth.into(),
                new.known.phone.as_str().into(),
                new.email.as_ref().map(Email::as_str).into(),
                new.email.as_ref().map(|email| email.as_str().to_lowercase()).into(),
            ]
        });
        let written: Vec<CustomerIdRow> = sql!(
            "WITH v(place, username, username_key, name, address, birth_date, phone, email, email_key) AS (VALUES {rows:itttttttt})
             INSERT INTO customers (username, username_key, name, address, birth_date, phone, email, email_key, created_at)
             SELECT v.username, v.username_key, v.name, v.address, v.birth_date, v.phone, v.email, v.email_key, CAST($1 AS BIGINT)
             FROM v WHERE v.place >= 0 ORDER BY v.place ON CONFLICT DO NOTHING RETURNING id"
        )
        .bind(now)
        .rows(rows)
        .all(tx)
        .await?;
        if written.len() != set.len() {
            return Ok(None);
        }
        let mut numbers: Vec<CustomerId> = written.into_iter().map(|row| row.id).collect();
        numbers.sort_unstable();
        ids.extend(numbers);
    }
    Ok(Some(ids))
}

record! { struct CustomerIdRow { id: CustomerId } }
