//! The mail with the link to a new password (domain.md §11).

use store::mails;

use super::{Delivered, MailError, deliver};
use crate::{app::App, ops::reset};

/// Code of this mail in the books.
const KIND: &str = "password_reset";

/// Writes to the customer with this username or e-mail, if there is one with an e-mail; once for each request.
///
/// The link is made here and not when it was asked for, so that its secret stands nowhere but in the mail.
pub async fn send_reset(app: &App, login: &str, request: &str) -> Result<Delivered, MailError> {
    let key = format!("{KIND}:{request}");
    if mails::is_sent(&mut app.db.read().await?, &key).await? {
        return Ok(Delivered::Before);
    }
    let Some((person, token)) = reset::make_link(app, login).await? else { return Ok(Delivered::Nobody) };
    let Some(email) = person.email.as_deref() else { return Ok(Delivered::Nobody) };
    let snapshot = app.snapshot().await?;
    let shop = app.mailer.sender(&snapshot.settings.shop);
    let letter =
        views::mails::password_reset(shop, &person.name, &person.username, token.as_str(), reset::LINK_MINUTES)
            .map_err(|error| MailError::Draw(error.to_string()))?;
    deliver(app, &key, KIND, email, letter).await
}
