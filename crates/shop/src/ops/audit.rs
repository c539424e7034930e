//! Who may do it, and the row of the audit log that says who did (docs/decisions/0016). Every operation of office, drivers and commands
//! calls both: [`allow`] before it writes, [`note`] in the same transaction.

pub use domain::audit::{Act, Changes, Object, Thing};
use domain::{order::Actor, rights::Deed};
use store::{StoreError, Tx, places::By};

use super::{Done, OpError};

/// Refuses admins whose kind may not do it (`domain::rights`). Commands on the shop's own machine may do everything.
pub fn allow(by: &By, deed: Deed) -> Done<()> {
    let may = match (by.actor, by.kind) {
        (Actor::Admin, Some(kind)) => kind.may(deed),
        (Actor::Admin, None) => by.id.is_none(),
        _ => false,
    };
    if may { Ok(()) } else { Err(OpError::NotAllowed(deed)) }
}

/// The same where others than admins may act, too: for them the order machine decides.
pub fn allow_admin(by: &By, deed: Deed) -> Done<()> {
    if by.actor == Actor::Admin { allow(by, deed) } else { Ok(()) }
}

/// Writes the row of a change, in its transaction. Customers and the clock leave none.
pub async fn note(
    tx: &mut Tx,
    by: &By,
    act: Act,
    object: impl Into<Object>,
    changes: Changes,
) -> Result<(), StoreError> {
    let changes = serde_json::to_string(&changes)
        .map_err(|cause| StoreError::Corrupt { column: "audit_log.changes".to_owned(), cause: cause.to_string() })?;
    store::audit::add(tx, by, act, &object.into(), &changes).await
}
