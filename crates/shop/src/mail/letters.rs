//! The mails of an order, written from what the order is now.

use std::str::FromStr;

use domain::{
    ids::OrderId,
    notice::Kind,
    order::{OrderState, ProofState},
    settings::Settings,
    time::UtcMillis,
};
use store::{
    mails::{self as rows, OrderMailRow},
    order_pages,
};
use views::{
    format,
    mails::{self, GoodLine, Letter, OrderSheet},
};

use super::MailError;
use crate::app::App;

/// Which mail about an order (domain.md §10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderMail {
    PaymentAccepted,
    ProofRejected,
    Shipped,
    Completed,
    Cancelled,
    Reminder,
}

impl OrderMail {
    pub const ALL: [Self; 6] =
        [Self::PaymentAccepted, Self::ProofRejected, Self::Shipped, Self::Completed, Self::Cancelled, Self::Reminder];

    /// The notification it goes with; its code stands in jobs and in the books.
    pub const fn kind(self) -> Kind {
        match self {
            Self::PaymentAccepted => Kind::PaymentAccepted,
            Self::ProofRejected => Kind::ProofRejected,
            Self::Shipped => Kind::Shipped,
            Self::Completed => Kind::Completed,
            Self::Cancelled => Kind::Cancelled,
            Self::Reminder => Kind::PaymentReminder,
        }
    }

    /// The code in jobs and in the books.
    pub const fn code(self) -> &'static str {
        self.kind().code()
    }
}

impl FromStr for OrderMail {
    type Err = domain::problem::Problem;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|mail| mail.code() == code).ok_or(domain::problem::Problem::UnknownChoice)
    }
}

/// Recipient and letter; `None` when there is nobody to write to, or nothing to remind of any more.
pub async fn order_letter(
    app: &App,
    order: OrderId,
    what: OrderMail,
    reason: Option<String>,
) -> Result<Option<(String, Letter)>, MailError> {
    let mut conn = app.db.read().await?;
    let Some(row) = rows::order(&mut conn, order, what.kind()).await? else { return Ok(None) };
    let Some(recipient) = row.email.clone().filter(|_| what != OrderMail::Reminder || is_unpaid(&row)) else {
        return Ok(None);
    };
    let goods = order_pages::goods(&mut conn, &[order]).await?;
    drop(conn);
    let snapshot = app.snapshot().await?;
    let sheet = sheet(&snapshot.settings, app.clock.now(), row, goods);
    let letter = write(app, &snapshot.settings, &sheet, what, reason.as_deref().unwrap_or_default())?;
    Ok(Some((recipient, letter)))
}

/// The clock may still cancel it (domain.md §6).
fn is_unpaid(row: &OrderMailRow) -> bool {
    row.state == OrderState::Placed && matches!(row.proof_state, ProofState::None | ProofState::Rejected)
}

fn sheet(settings: &Settings, now: UtcMillis, row: OrderMailRow, goods: Vec<order_pages::GoodsRow>) -> OrderSheet {
    let good = |row: order_pages::GoodsRow| GoodLine { name: row.product_name, quantity: row.quantity, unit: row.unit };
    OrderSheet {
        id: row.id,
        customer: row.customer_name,
        fulfilment: row.fulfilment,
        goods: goods.into_iter().map(good).collect(),
        goods_total: row.goods_total,
        ongkir: row.ongkir,
        unique_code: row.unique_code,
        transfer_now: row.transfer_now,
        pay_driver: row.pay_driver,
        deadline: row.pay_deadline.map(|at| format::date_time(&settings.zone, at)).unwrap_or_default(),
        left: row.pay_deadline.map(|at| format::remaining(now, at)).unwrap_or_default(),
    }
}

fn write(
    app: &App,
    settings: &Settings,
    order: &OrderSheet,
    what: OrderMail,
    reason: &str,
) -> Result<Letter, MailError> {
    let shop = app.mailer.sender(&settings.shop);
    let letter = match what {
        OrderMail::PaymentAccepted => mails::payment_accepted(shop, order),
        OrderMail::ProofRejected => mails::proof_rejected(shop, order, reason),
        OrderMail::Shipped => mails::shipped(shop, order),
        OrderMail::Completed => mails::completed(shop, order),
        OrderMail::Cancelled => mails::cancelled(shop, order, reason),
        OrderMail::Reminder => mails::payment_reminder(shop, order, &settings.payment.bank_accounts),
    };
    letter.map_err(|error| MailError::Draw(error.to_string()))
}
