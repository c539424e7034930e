//! Deleting a customer's account: the person goes, the books stay (domain.md §11, docs/decisions/0020).

use std::time::Duration;

use domain::{ids::CustomerId, rights::Deed};
use serde_json::Value;
use store::{
    StoreError, Tx,
    erasure::{self, Links, OpenOrder, Words},
    places::By,
    reckonings::{self, Kept},
    sessions::Door,
};
use views::{text, urls};

use super::{
    Done, OpError, accounts,
    audit::{self, Act, Changes},
    crm,
};
use crate::{app::App, jobs};

/// Reckonings that are read and written at once.
const RECKONINGS: i64 = 500;

/// How a deletion ended. Only `Done` changed anything.
#[derive(Debug)]
pub enum Gone {
    Done,
    /// These orders must end first.
    Open(Vec<OpenOrder>),
}

/// Customers delete their own account; the password is asked for again. Problems stand at `password_lama`.
pub async fn delete_mine(app: &App, customer: CustomerId, password: &str) -> Done<Gone> {
    accounts::check_own(app, Door::Customer, customer.get(), password).await?;
    delete(app, customer, None).await
}

/// The office deletes the account of somebody who asked for it by telephone.
pub async fn delete_for(app: &App, customer: CustomerId, by: &By) -> Done<Gone> {
    audit::allow(by, Deed::Customers)?;
    delete(app, customer, Some(by)).await
}

async fn delete(app: &App, customer: CustomerId, by: Option<&By>) -> Done<Gone> {
    let mut tx = app.db.begin().await?;
    let mails = erasure::forget_mails(&mut tx, customer).await?;
    erasure::forget_cart(&mut tx, customer).await?;
    if !erasure::anonymise(&mut tx, customer, words()).await? {
        return Err(OpError::NotFound);
    }
    // Looked at only now: whatever order was being placed meanwhile is seen, and none can follow.
    let open = erasure::open_orders(&mut tx, customer).await?;
    if !open.is_empty() {
        return Ok(Gone::Open(open));
    }
    clean(&mut tx, customer).await?;
    if let Some(by) = by {
        audit::note(&mut tx, by, Act::Deleted, customer, Changes::none()).await?;
    }
    // Takes the bytes of the files away; a process that dies before it did loses nothing.
    let due = tx.now().get();
    jobs::enqueue(&mut tx, app, jobs::prune::Prune { due }).await?;
    tx.commit().await?;
    app.mailer.forget(&mails).await;
    Ok(Gone::Done)
}

/// Cleans up once more after people who went since then: what others were writing at that moment came after it.
pub async fn clean_again(app: &App, within: Duration) -> Done<usize> {
    let since = app.clock.now().plus_millis(-i64::try_from(within.as_millis()).unwrap_or(i64::MAX));
    let gone = erasure::gone_since(&mut app.db.read().await?, since).await?;
    for customer in &gone {
        let mut tx = app.db.begin().await?;
        let mails = erasure::forget_mails(&mut tx, *customer).await?;
        erasure::forget_cart(&mut tx, *customer).await?;
        clean(&mut tx, *customer).await?;
        tx.commit().await?;
        app.mailer.forget(&mails).await;
    }
    Ok(gone.len())
}

fn words() -> Words<'static> {
    Words { name: text::account::GONE, words: text::account::GONE_WORDS }
}

/// Everything but the row of the account itself. Running it again changes nothing more.
async fn clean(tx: &mut Tx, customer: CustomerId) -> Result<(), StoreError> {
    erasure::clean_orders(tx, customer, words()).await?;
    erasure::clean_proofs(tx, customer, words()).await?;
    for kept in [Kept::Orders, Kept::Lines] {
        silence(tx, customer, kept).await?;
    }
    erasure::clean_messages(tx, customer, words()).await?;
    let (order, _) = around_number(urls::ADMIN_ORDER_PATH);
    let (follow_up, _) = around_number(urls::ADMIN_FOLLOW_UP_PATH);
    let links = Links { order, delivery: around_number(urls::EMPLOYEE_DELIVERY_PATH), follow_up };
    erasure::clean_news(tx, customer, links).await?;
    erasure::clean_account(tx, customer).await?;
    crm::forget(tx, customer).await
}

/// What stands before and behind the number in an address.
fn around_number(path: &'static str) -> (&'static str, &'static str) {
    path.split_once("{id}").unwrap_or((path, ""))
}

/// Takes the messages of discounts out of the frozen reckonings: the office may have greeted somebody by name. What applied, and how much it
/// took off, stays.
async fn silence(tx: &mut Tx, customer: CustomerId, kept: Kept) -> Result<(), StoreError> {
    let mut after = 0;
    loop {
        let mut rows = reckonings::with_messages(tx, customer, kept, after, RECKONINGS).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.id;
        rows.retain_mut(|row| {
            let Ok(mut reckoning) = serde_json::from_str::<Value>(&row.body) else { return false };
            let changed = without_messages(&mut reckoning);
            row.body = reckoning.to_string();
            changed
        });
        reckonings::write(tx, kept, &rows).await?;
    }
}

/// Empties every message; whether there was one.
fn without_messages(value: &mut Value) -> bool {
    match value {
        Value::Object(fields) => fields.iter_mut().fold(false, |changed, (name, value)| match value {
            Value::String(words) if name == "message" => {
                let had = !words.is_empty();
                words.clear();
                changed | had
            }
            inner => without_messages(inner) | changed,
        }),
        Value::Array(values) => values.iter_mut().fold(false, |changed, value| without_messages(value) | changed),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_go_wherever_they_stand_and_figures_stay() {
        let mut value = serde_json::json!({"message": "Bu Siti", "lines": [{"offer": {"message": "untuk Siti", "percent": 5}}], "amount": 7});
        assert!(without_messages(&mut value));
        assert_eq!(
            value,
            serde_json::json!({"message": "", "lines": [{"offer": {"message": "", "percent": 5}}], "amount": 7})
        );
        assert!(!without_messages(&mut value), "once is enough");
    }
}
