//! What the office reads of birthdays, and the loyalty action on one (domain.md §8, §12).

use domain::{
    ids::{CustomerId, DiscountId},
    money::Rupiah,
    percent::Percent,
    time::{ShopDay, UtcMillis},
};

use crate::{OnLink, Result, Tx, places::Page, query::IdRow, record, sql};

record! {
    /// A customer whose birthday falls into the days asked for.
    pub struct BirthdayRow {
        pub id: CustomerId,
        pub name: String,
        pub username: String,
        pub phone: String,
        /// `YYYY-MM-DD`.
        pub birth_date: String,
        pub created_at: UtcMillis,
        pub deactivated_at: Option<UtcMillis>,
        /// Refused personal offers.
        pub profiling_refused_at: Option<UtcMillis>,
        pub consent_at: Option<UtcMillis>,
        pub email: Option<String>,
        /// Place of the birthday among the days asked for.
        pub place: i64,
        /// Σ goods total of Paid, Shipped and Completed orders.
        pub bought: Rupiah,
        /// Names of the favourite products of now.
        pub favourites: Option<String>,
        /// Day of the gift of that year, `YYYY-MM-DD`.
        pub gift_day: Option<String>,
        pub gift_loyal: Option<bool>,
        /// What was promised with that gift.
        pub permanent_percent: Option<Percent>,
        pub instant_percent: Option<Percent>,
        pub instant_threshold: Option<Rupiah>,
        pub granted_at: Option<UtcMillis>,
        pub mailed_at: Option<UtcMillis>,
        /// When the office gave the loyalty discount today.
        pub discounted_at: Option<UtcMillis>,
        /// Rows of all pages.
        pub total: i64,
    }
}

/// A page of the customers whose birthdays are kept on the days, in the order of the days; each with `favourites` favourite products.
/// `today` is the day whose loyalty discounts count.
pub async fn on_days(
    on: &mut impl OnLink,
    (days, today): (&[ShopDay], ShopDay),
    favourites: i64,
    page: Page,
) -> Result<Vec<BirthdayRow>> {
    let rows = days.iter().enumerate().flat_map(|(place, day)| {
        let [own, leap] = day.births_kept();
        let leap = Some(leap).filter(|leap| *leap != own);
        let year = i64::from(day.year());
        std::iter::once(own).chain(leap).map(move |births| [births.into(), (place as i64).into(), year.into()])
    });
    sql!(
        "WITH v(births, place, year) AS (VALUES {rows:tii}),
            shown AS (SELECT c.id, v.place, v.year, COUNT(*) OVER () AS total
                FROM v JOIN customers c ON SUBSTR(c.birth_date, 6) = v.births ORDER BY v.place, c.id LIMIT $1 OFFSET $2)
         SELECT c.id, c.name, c.username, c.phone, c.birth_date, c.created_at, c.deactivated_at, c.profiling_refused_at,
            CASE WHEN NOT EXISTS (SELECT 1 FROM notification_mutes n WHERE n.recipient = 'customer' AND n.person_id = c.id AND n.kind = 'birthday' AND n.channel = 'mail')
                THEN c.consent_at ELSE NULL END AS consent_at, c.email, s.place, s.total,
            (SELECT CAST(COALESCE(SUM(o.goods_total), 0) AS BIGINT) FROM orders o
                WHERE o.customer_id = c.id AND o.state IN ('paid', 'shipped', 'completed')) AS bought,
            (SELECT STRING_AGG(p.name, ', ' ORDER BY f.place) FROM (
                SELECT l.product_id, ROW_NUMBER() OVER (ORDER BY SUM(l.quantity) DESC, MAX(o.placed_at) DESC, l.product_id) AS place
                FROM orders o JOIN order_lines l ON l.order_id = o.id
                WHERE o.customer_id = c.id AND o.state IN ('paid', 'shipped', 'completed') GROUP BY l.product_id) f
                JOIN products p ON p.id = f.product_id WHERE f.place <= $4) AS favourites,
            g.day AS gift_day, g.loyal AS gift_loyal, g.granted_at, g.permanent_percent, g.instant_percent, g.instant_threshold, m.sent_at AS mailed_at, b.created_at AS discounted_at
         FROM shown s JOIN customers c ON c.id = s.id
         LEFT JOIN birthday_gifts g ON g.customer_id = c.id AND g.year = s.year
         LEFT JOIN mails m ON m.key = 'birthday:' || CAST(c.id AS TEXT) || ':' || CAST(s.year AS TEXT)
         LEFT JOIN birthday_discounts b ON b.customer_id = c.id AND b.day = $3
         ORDER BY s.place, c.id"
    )
    .bind(page.take)
    .bind(page.skip)
    .bind(today.to_string())
    .bind(favourites)
    .rows(rows)
    .all(on)
    .await
}

/// Claims the loyalty action for a customer on their birthday: true once a day, and only for who is loyal (from `threshold`), has not
/// left and has not refused personal offers.
pub async fn claim_discount(tx: &mut Tx, customer: CustomerId, day: ShopDay, threshold: Rupiah) -> Result<bool> {
    let ([own, leap], now) = (day.births_kept(), tx.now());
    let claimed = sql!(
        "INSERT INTO birthday_discounts (customer_id, day, created_at)
         SELECT c.id, CAST($2 AS TEXT), CAST($3 AS BIGINT) FROM customers c
         WHERE c.id = $1 AND c.deactivated_at IS NULL AND c.profiling_refused_at IS NULL AND SUBSTR(c.birth_date, 6) IN ($4, $5)
            AND (SELECT CAST(COALESCE(SUM(o.goods_total), 0) AS BIGINT) FROM orders o
                WHERE o.customer_id = c.id AND o.state IN ('paid', 'shipped', 'completed')) >= $6
         ON CONFLICT DO NOTHING"
    )
    .bind(customer)
    .bind(day.to_string())
    .bind(now)
    .bind(own)
    .bind(leap)
    .bind(threshold)
    .run(tx)
    .await?;
    Ok(claimed == 1)
}

/// Notes which discount the action made.
pub async fn note_discount(tx: &mut Tx, customer: CustomerId, day: ShopDay, discount: DiscountId) -> Result<()> {
    sql!("UPDATE birthday_discounts SET discount_id = $3 WHERE customer_id = $1 AND day = $2")
        .bind(customer)
        .bind(day.to_string())
        .bind(discount)
        .run(tx)
        .await
        .map(drop)
}

/// Whether the action was taken for a customer on a day.
pub async fn is_discounted(on: &mut impl OnLink, customer: CustomerId, day: ShopDay) -> Result<bool> {
    let row = sql!("SELECT customer_id AS id FROM birthday_discounts WHERE customer_id = $1 AND day = $2")
        .bind(customer)
        .bind(day.to_string())
        .optional::<IdRow>(on)
        .await?;
    Ok(row.is_some())
}
