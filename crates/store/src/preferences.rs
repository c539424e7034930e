//! What people do not want to hear (domain.md §10), and who agreed to mails of the shop.

use domain::{
    ids::CustomerId,
    notice::{Channel, Kind},
};

use crate::{OnLink, Recipient, Result, Tx, record, sql};

record! {
    /// A kind somebody switched off on a channel.
    pub struct MuteRow { pub kind: Kind, pub channel: Channel }
}

/// Everything somebody has switched off.
pub async fn mutes(on: &mut impl OnLink, whose: Recipient) -> Result<Vec<MuteRow>> {
    let (recipient, person) = whose.code();
    sql!("SELECT kind, channel FROM notification_mutes WHERE recipient = $1 AND person_id = $2 ORDER BY kind, channel")
        .bind(recipient)
        .bind(person)
        .all(on)
        .await
}

/// Puts these in the place of everything somebody had switched off.
pub async fn replace(tx: &mut Tx, whose: Recipient, off: &[(Kind, Channel)]) -> Result<()> {
    let (recipient, person) = whose.code();
    sql!("DELETE FROM notification_mutes WHERE recipient = $1 AND person_id = $2")
        .bind(recipient)
        .bind(person)
        .run(tx)
        .await?;
    if off.is_empty() {
        return Ok(());
    }
    sql!(
        "WITH v(kind, channel) AS (VALUES {rows:tt}) INSERT INTO notification_mutes (recipient, person_id, kind, channel)
         SELECT CAST($1 AS TEXT), CAST($2 AS BIGINT), v.kind, v.channel FROM v WHERE 1 = 1
         ON CONFLICT (recipient, person_id, kind, channel) DO NOTHING"
    )
    .bind(recipient)
    .bind(person)
    .rows(off.iter().map(|(kind, channel)| [kind.code().into(), channel.code().into()]))
    .run(tx)
    .await
    .map(drop)
}

record! {
    /// A customer whom mails of the shop reach, or could reach.
    pub struct ReachableRow { pub id: CustomerId, pub name: String, pub email: Option<String>, pub agreed: bool, pub consents: bool, pub refuses_profiling: bool }
}

/// Whether and where a customer gets mails of a kind that needs consent; `None` for who is unknown or left.
/// `agreed`: to mails of the shop at all; `consents`: and has not switched this kind off.
pub async fn reachable(on: &mut impl OnLink, id: CustomerId, kind: Kind) -> Result<Option<ReachableRow>> {
    sql!(
        "SELECT c.id, c.name, c.email, CAST(CASE WHEN c.consent_at IS NULL THEN 0 ELSE 1 END AS BIGINT) AS agreed,
            CAST(CASE WHEN c.consent_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM notification_mutes m
                WHERE m.recipient = 'customer' AND m.person_id = c.id AND m.kind = $2 AND m.channel = 'mail') THEN 1 ELSE 0 END AS BIGINT)
            AS consents, CAST(CASE WHEN c.profiling_refused_at IS NULL THEN 0 ELSE 1 END AS BIGINT) AS refuses_profiling
         FROM customers c WHERE c.id = $1 AND c.deactivated_at IS NULL"
    )
    .bind(id)
    .bind(kind.code())
    .optional(on)
    .await
}

/// Takes back (or gives) a customer's consent to mails of the shop. False when there is no such customer.
pub async fn set_consent(tx: &mut Tx, id: CustomerId, consents: bool) -> Result<bool> {
    let now = tx.now();
    let changed = sql!(
        "UPDATE customers SET consent_at = CASE WHEN CAST($2 AS BIGINT) = 1 THEN COALESCE(consent_at, CAST($3 AS BIGINT)) ELSE NULL END
         WHERE id = $1 AND deactivated_at IS NULL"
    )
    .bind(id)
    .bind(consents)
    .bind(now)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Notes that a customer wants no personal offers, or wants them again (docs/decisions/0014). What was granted before stays.
pub async fn refuse_profiling(tx: &mut Tx, id: CustomerId, refuses: bool) -> Result<()> {
    let now = tx.now();
    sql!(
        "UPDATE customers SET profiling_refused_at = CASE WHEN CAST($2 AS BIGINT) = 1 THEN COALESCE(profiling_refused_at, CAST($3 AS BIGINT))
            ELSE NULL END
         WHERE id = $1"
    )
    .bind(id)
    .bind(refuses)
    .bind(now)
    .run(tx)
    .await
    .map(drop)
}

record! { struct SecretRow { body: Vec<u8> } }

/// The program's own secret of this name; `fresh` becomes it when there is none yet.
pub async fn secret(tx: &mut Tx, name: &str, fresh: &[u8]) -> Result<Vec<u8>> {
    sql!("INSERT INTO secrets (name, body) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
        .bind(name)
        .bind(fresh.to_vec())
        .run(tx)
        .await?;
    Ok(sql!("SELECT body FROM secrets WHERE name = $1").bind(name).one::<SecretRow>(tx).await?.body)
}
