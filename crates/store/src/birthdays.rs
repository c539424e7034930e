//! Birthday gifts (domain.md §8, §9): granted, told and mailed in sets, at most one for each customer and calendar year.

use domain::{
    ids::{CustomerId, ProductId},
    money::Rupiah,
    notice::Kind,
    percent::Percent,
    settings::DiscountSettings,
    time::ShopDay,
};

use crate::{OnLink, Recipient, Result, StoreError, Tx, query::IdRow, record, sql};

/// Who is given a gift on a day, with what: customers born on it (`$1`, `$2` are month and day) within a range of ids (`$3`, `$4`) who
/// have not left or refused personal offers (docs/decisions/0014) and had none in the year (`$5`), whether they are loyal (from `$6` rupiah), and for who is loyal the `$7` favourites, ids
/// with commas. Favourites without loyalty bring nothing (domain.md §8) and are not looked for. Loyalty is reckoned once (`MATERIALIZED`, which
/// both databases know); what was bought comes from the indexes `orders_bought` and `order_lines_bought` alone. `CROSS JOIN` keeps SQLite at the
/// order written here: without statistics it would read all orders of the shop.
macro_rules! due {
    () => {
        "WITH b AS MATERIALIZED (SELECT c.id AS customer_id,
                CASE WHEN (SELECT CAST(COALESCE(SUM(o.goods_total), 0) AS BIGINT) FROM orders o
                    WHERE o.customer_id = c.id AND o.state IN ('paid', 'shipped', 'completed')) >= $6
                    THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS loyal
            FROM customers c WHERE SUBSTR(c.birth_date, 6) IN ($1, $2) AND c.id BETWEEN $3 AND $4 AND c.deactivated_at IS NULL
                AND c.profiling_refused_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM birthday_gifts g WHERE g.customer_id = c.id AND g.year = $5)),
            bought AS (SELECT b.customer_id, l.product_id, SUM(l.quantity) AS quantity, MAX(o.placed_at) AS last_at
                FROM b CROSS JOIN orders o CROSS JOIN order_lines l
                WHERE b.loyal = 1 AND o.customer_id = b.customer_id AND o.state IN ('paid', 'shipped', 'completed') AND l.order_id = o.id
                GROUP BY b.customer_id, l.product_id),
            ranked AS (SELECT customer_id, product_id,
                ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY quantity DESC, last_at DESC, product_id) AS place FROM bought),
            favourites AS (SELECT customer_id, STRING_AGG(CAST(product_id AS TEXT), ',' ORDER BY place) AS products
                FROM ranked WHERE place <= $7 GROUP BY customer_id)
         SELECT b.customer_id, b.loyal, COALESCE(f.products, '') AS favourites FROM b LEFT JOIN favourites f ON f.customer_id = b.customer_id"
    };
}

/// A run over the birthdays of a day.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    pub day: ShopDay,
    /// Only this customer; `None` for everybody.
    pub only: Option<CustomerId>,
    /// What is promised; it stands in each gift.
    pub terms: &'a DiscountSettings,
    /// The name of the run: what it granted is found by it.
    pub name: &'a str,
}

impl Run<'_> {
    /// First and last id of the customers meant.
    fn ids(&self) -> (i64, i64) {
        self.only.map_or((0, i64::MAX), |id| (id.get(), id.get()))
    }

    fn year(&self) -> i64 {
        i64::from(self.day.year())
    }
}

/// Grants the gifts of a day, in one statement whatever the number; how many. Who has had one this year gets none.
pub async fn grant(tx: &mut Tx, run: &Run<'_>) -> Result<u64> {
    let ([own, leap], (first, last), now) = (run.day.births_kept(), run.ids(), tx.now());
    // In ascending order, so that two runs never wait for each other in a ring.
    sql!(concat!(
        "INSERT INTO birthday_gifts (customer_id, year, day, loyal, favourites, permanent_percent, instant_percent, instant_threshold, run, granted_at)
         SELECT d.customer_id, CAST($5 AS BIGINT), CAST($8 AS TEXT), d.loyal, d.favourites, CAST($9 AS BIGINT), CAST($10 AS BIGINT),
            CAST($11 AS BIGINT), CAST($12 AS TEXT), CAST($13 AS BIGINT)
         FROM (",
        due!(),
        ") d WHERE d.customer_id > 0 ORDER BY d.customer_id ON CONFLICT DO NOTHING"
    ))
    .bind(own)
    .bind(leap)
    .bind(first)
    .bind(last)
    .bind(run.year())
    .bind(run.terms.loyal_threshold)
    .bind(i64::from(run.terms.favourites_count))
    .bind(run.day.to_string())
    .bind(run.terms.birthday_permanent_percent)
    .bind(run.terms.birthday_instant_percent)
    .bind(run.terms.birthday_instant_threshold)
    .bind(run.name)
    .bind(now)
    .run(tx)
    .await
}

record! {
    /// A customer whom a run would give a gift; the sums are those of the whole run.
    pub struct DueRow {
        pub customer_id: CustomerId,
        pub name: String,
        pub loyal: bool,
        pub total: i64,
        pub loyal_total: i64,
        /// Who would get a mail: those who agreed and have an address.
        pub mails: i64,
    }
}

/// What a run would grant, without granting it: the first `most` customers.
pub async fn would_grant(on: &mut impl OnLink, run: &Run<'_>, most: i64) -> Result<Vec<DueRow>> {
    let ([own, leap], (first, last)) = (run.day.births_kept(), run.ids());
    sql!(concat!(
        "SELECT d.customer_id, p.name, d.loyal, COUNT(*) OVER () AS total, CAST(SUM(d.loyal) OVER () AS BIGINT) AS loyal_total,
            CAST(SUM(CASE WHEN p.consent_at IS NOT NULL AND p.email IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM notification_mutes n WHERE n.recipient = 'customer' AND n.person_id = p.id AND n.kind = 'birthday' AND n.channel = 'mail')
                THEN 1 ELSE 0 END) OVER () AS BIGINT) AS mails
         FROM (",
        due!(),
        ") d JOIN customers p ON p.id = d.customer_id ORDER BY d.customer_id LIMIT $8"
    ))
    .bind(own)
    .bind(leap)
    .bind(first)
    .bind(last)
    .bind(run.year())
    .bind(run.terms.loyal_threshold)
    .bind(i64::from(run.terms.favourites_count))
    .bind(most)
    .all(on)
    .await
}

/// What everybody of a run is told; in the texts `name` stands where the customer's name goes.
#[derive(Clone, Debug)]
pub struct Words {
    /// Who has switched this kind off is not told.
    pub kind: Kind,
    pub heading: &'static str,
    pub link: String,
    /// To who has favourites with a discount.
    pub loyal: String,
    /// To everybody else.
    pub plain: String,
    pub name: &'static str,
}

record! { struct PersonRow { person_id: i64 } }

/// Tells everybody whom this very run gave a gift, in one statement. Once: in the transaction of the grant.
pub async fn tell(tx: &mut Tx, run: &str, words: &Words) -> Result<()> {
    let now = tx.now();
    let told: Vec<PersonRow> = sql!(
        "INSERT INTO notifications (recipient, person_id, kind, body, link, created_at)
         SELECT 'customer', c.id, CAST($2 AS TEXT), REPLACE(CASE WHEN g.loyal = 1 AND g.favourites <> '' THEN CAST($3 AS TEXT)
            ELSE CAST($4 AS TEXT) END, CAST($5 AS TEXT), c.name), CAST($6 AS TEXT), CAST($7 AS BIGINT)
         FROM birthday_gifts g JOIN customers c ON c.id = g.customer_id
         WHERE g.run = $1 AND g.mail_claimed_at IS NULL AND NOT EXISTS (SELECT 1 FROM notification_mutes m
            WHERE m.recipient = 'customer' AND m.person_id = c.id AND m.kind = $8 AND m.channel = 'app')
         ORDER BY c.id RETURNING person_id"
    )
    .bind(run)
    .bind(words.heading)
    .bind(words.loyal.as_str())
    .bind(words.plain.as_str())
    .bind(words.name)
    .bind(words.link.as_str())
    .bind(now)
    .bind(words.kind)
    .all(tx)
    .await?;
    for row in told {
        tx.hint_notified(Recipient::Customer(row.person_id));
    }
    Ok(())
}

/// Takes the next `most` gifts of a run whose mail nobody has taken yet. Each comes back once, whoever asks and however often.
pub async fn claim_mails(tx: &mut Tx, run: &str, most: i64) -> Result<Vec<i64>> {
    let now = tx.now();
    let rows: Vec<IdRow> = sql!(
        "UPDATE birthday_gifts SET mail_claimed_at = $2 WHERE run = $1 AND mail_claimed_at IS NULL AND customer_id IN (
            SELECT n.customer_id FROM birthday_gifts n WHERE n.run = $1 AND n.mail_claimed_at IS NULL ORDER BY n.customer_id LIMIT $3)
         RETURNING customer_id AS id"
    )
    .bind(run)
    .bind(now)
    .bind(most)
    .all(tx)
    .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Those of the customers who agreed to mails and have an address.
pub async fn who_want_mail(on: &mut impl OnLink, customers: &[i64]) -> Result<Vec<i64>> {
    if customers.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<IdRow> = sql!(
        "SELECT id FROM customers WHERE id IN {ids} AND consent_at IS NOT NULL AND email IS NOT NULL AND deactivated_at IS NULL ORDER BY id"
    )
    .ids(customers.iter().copied())
    .all(on)
    .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

record! {
    /// A gift as its mail tells it.
    pub struct GiftMailRow {
        /// `YYYY-MM-DD`.
        pub day: String,
        pub loyal: bool,
        /// Ids with commas ([`product_ids`]).
        pub favourites: String,
        pub permanent_percent: Percent,
        pub instant_percent: Percent,
        pub instant_threshold: Rupiah,
    }
}

/// The gift of a customer and year.
pub async fn of_mail(on: &mut impl OnLink, customer: CustomerId, year: i64) -> Result<Option<GiftMailRow>> {
    sql!(
        "SELECT day, loyal, favourites, permanent_percent, instant_percent, instant_threshold
         FROM birthday_gifts WHERE customer_id = $1 AND year = $2"
    )
    .bind(customer)
    .bind(year)
    .optional(on)
    .await
}

/// Ids with commas, as favourites are kept.
pub fn product_ids(text: &str) -> Result<Vec<ProductId>> {
    let corrupt = || StoreError::Corrupt { column: "favourites".to_owned(), cause: format!("{text:?} are no ids") };
    text.split(',').filter(|id| !id.is_empty()).map(|id| id.parse().map_err(|_| corrupt())).collect()
}
