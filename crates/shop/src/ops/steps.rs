//! Moving an order through its states: every transition of domain.md §7, by whatever path, comes through [`advance`].

use domain::{
    ids::{AdminId, CustomerId, EmployeeId, OrderId},
    order::{
        self, Actor, Event, Evidence, Fulfilment, OngkirPaid, OrderFacts, OrderState, ProofState, Refusal, StockEffect,
        Transition,
    },
    rights::Deed,
    time::ShopDay,
};
use store::{
    StoreError, Tx,
    deliveries::{self, NewShortfall},
    discount_uses,
    files::NewFile,
    notifications::{NewNotification, To},
    orders::{self, LockedOrder, NewEvent},
    places::By,
    stock,
};
use views::{notices, text};

use super::{
    Done, OpError,
    audit::{self, Act, Changes},
    bell, follow_ups,
};
use crate::{
    app::App,
    jobs::{self, notify_order::NotifyOrder},
    mail::OrderMail,
};

/// A step somebody wants an order to take.
#[derive(Clone, Debug)]
pub struct Step {
    pub order: OrderId,
    pub event: Event,
    pub by: By,
    /// Reason, payment note or name of who collected or received the goods.
    pub note: Option<String>,
    /// What happens to the money of a cancelled, paid order.
    pub refund: Option<String>,
    /// Photo of the delivered goods, already in the file store.
    pub photo: Option<NewFile>,
    /// Key of the form with which a delivery is proved; sent again, it is the same delivery.
    pub key: Option<String>,
    /// What did not arrive (docs/decisions/0019).
    pub short: Vec<NewShortfall>,
    /// Who drives, when shipping.
    pub employee: Option<EmployeeId>,
    /// The version of the order the person saw; a step on anything newer is asked again. `None` for whoever saw no page.
    pub seen: Option<i64>,
}

impl Step {
    /// A step without anything handed in.
    pub fn new(order: OrderId, event: Event, by: By) -> Self {
        Self {
            order,
            event,
            by,
            note: None,
            refund: None,
            photo: None,
            key: None,
            short: Vec::new(),
            employee: None,
            seen: None,
        }
    }

    /// The same step with a reason, note or name.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    fn evidence(&self) -> Evidence<'_> {
        Evidence { note: self.note.as_deref(), refund: self.refund.as_deref(), photo: self.photo.is_some() }
    }

    /// What the timeline keeps as reason.
    fn reason(&self) -> Option<String> {
        let note = self.note.as_deref().map(str::trim).filter(|note| !note.is_empty())?;
        Some(match self.refund.as_deref().map(str::trim).filter(|refund| !refund.is_empty()) {
            Some(refund) => format!("{note} ({refund})"),
            None => note.to_owned(),
        })
    }
}

/// Takes the step, or says why it cannot be taken. State, timeline, stock, proof and notifications change together.
pub async fn advance(app: &App, step: Step) -> Done<Transition> {
    let today = if step.refund.is_some() { Some(follow_ups::today(app).await?) } else { None };
    let mut tx = app.db.begin().await?;
    let transition = advance_in(app, &mut tx, &step).await?;
    if let (Some(refund), Some(today), true) = (&step.refund, today, transition.from != OrderState::Placed) {
        owe(&mut tx, &step, refund, today).await?;
    }
    tx.commit().await?;
    Ok(transition)
}

/// The money of a cancelled order that was paid is on somebody's list until it is given back or used.
async fn owe(tx: &mut Tx, step: &Step, refund: &str, today: ShopDay) -> Done<()> {
    let order = locked_for(tx, step.order, &step.by).await?;
    if order.transfer_now.is_zero() {
        return Ok(());
    }
    let owed = text::crm::owed_for_cancelled(order.id, order.transfer_now, refund);
    let cause = format!("cancelled-{}", order.id);
    follow_ups::promise(tx, order.customer_id, &owed, (today, &cause), &step.by).await
}

/// The same inside a transaction that does more.
pub async fn advance_in(app: &App, tx: &mut Tx, step: &Step) -> Done<Transition> {
    audit::allow_admin(&step.by, deed(step.event))?;
    let mut order = locked_for(tx, step.order, &step.by).await?;
    refuse_unseen(&order, step.seen)?;
    if step.event == Event::AcceptPayment && transfer_waits_for_ongkir(&order) {
        return Err(OpError::Refused(Refusal::OngkirFirst));
    }
    let transition = order::transition(facts(&order, tx), step.event, step.by.actor).map_err(OpError::Refused)?;
    if step.event == Event::Ship && driver_waits_for_ongkir(&order) {
        return Err(OpError::Refused(Refusal::OngkirFirst));
    }
    transition.check(&step.evidence()).map_err(OpError::Missing)?;
    let proof_decided = apply(&mut order, step, transition);
    if !orders::write(tx, &order).await? {
        return Err(OpError::Stale);
    }
    match transition.stock {
        StockEffect::None => {}
        StockEffect::Release => {
            stock::release(tx, order.id, &step.by).await?;
            discount_uses::give_back(tx, order.id).await?;
        }
        StockEffect::Sell => {
            if !step.short.is_empty() {
                deliveries::note_shortfalls(tx, order.id, &step.short).await?;
            }
            stock::sell(tx, order.id, &step.by).await?;
        }
    }
    if let Some(decision) = proof_decided {
        let admin = admin_of(&step.by);
        orders::decide_proof(tx, order.id, decision, admin, step.note.as_deref()).await?;
    }
    if let Some(photo) = &step.photo {
        let file = store::files::insert(tx, photo).await?;
        orders::put_delivery_proof(tx, order.id, file, step.key.as_deref()).await?;
    }
    if step.event == Event::FailDelivery {
        deliveries::unplan(tx, &[order.id]).await?;
    }
    record(app, tx, step, &order, transition).await?;
    let changes = Changes::none()
        .of("status", text::state_words(transition.from), text::state_words(transition.to))
        .hidden("alasan", step.reason().is_some());
    audit::note(tx, &step.by, act(step.event), order.id, changes).await?;
    Ok(transition)
}

/// An order of which nothing is to be transferred waits for nobody: it is paid in the transaction that made it so
/// (docs/decisions/0022). False, and nothing done, where something is to be paid or a proof waits for its check.
pub async fn settle(app: &App, tx: &mut Tx, order: OrderId) -> Done<bool> {
    let by = By { actor: Actor::Clock, id: None, name: String::new(), kind: None };
    let step = Step::new(order, Event::AcceptPayment, by).with_note(text::NOTHING_TO_TRANSFER);
    match advance_in(app, tx, &step).await {
        Ok(_) => Ok(true),
        Err(OpError::Refused(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What an admin must be allowed for a step.
fn deed(event: Event) -> Deed {
    match event {
        Event::AcceptPayment => Deed::DecidePayment,
        Event::Cancel => Deed::CancelOrder,
        Event::Ship | Event::CollectPickup | Event::Deliver | Event::FailDelivery => Deed::HandOver,
    }
}

fn act(event: Event) -> Act {
    match event {
        Event::AcceptPayment => Act::PaymentAccepted,
        Event::Cancel => Act::Cancelled,
        Event::Ship => Act::Shipped,
        Event::CollectPickup => Act::Collected,
        Event::Deliver => Act::Delivered,
        Event::FailDelivery => Act::DeliveryFailed,
    }
}

/// Whoever decides about an order must have seen it as it is: a proof may have been replaced meanwhile.
pub fn refuse_unseen(order: &LockedOrder, seen: Option<i64>) -> Done<()> {
    if seen.is_some_and(|seen| seen != order.version) { Err(OpError::Stale) } else { Ok(()) }
}

/// The amount to transfer is not known yet, because the shipping fee is added to it (domain.md §6).
pub fn transfer_waits_for_ongkir(order: &LockedOrder) -> bool {
    order.ongkir.is_none() && order.ongkir_paid == OngkirPaid::WithTransfer.code()
}

/// The driver would not know what to collect, because the shipping fee that is paid on delivery is not set yet (domain.md §6).
fn driver_waits_for_ongkir(order: &LockedOrder) -> bool {
    order.ongkir.is_none() && order.ongkir_paid == OngkirPaid::OnDelivery.code()
}

/// The id of the admin who acts, if one does.
pub fn admin_of(by: &By) -> Option<AdminId> {
    (by.actor == Actor::Admin).then_some(by.id).flatten().and_then(|id| AdminId::try_from(id).ok())
}

/// Reads an order with its row locked, if it exists for this person: a customer has their own orders, an employee the deliveries that
/// are theirs or nobody's and every pick-up, the warehouse what is paid.
pub async fn locked_for(tx: &mut Tx, id: OrderId, by: &By) -> Done<LockedOrder> {
    let order = orders::lock(tx, id).await?.ok_or(OpError::NotFound)?;
    let theirs = match by.actor {
        Actor::Customer => by.id == Some(order.customer_id.get()),
        Actor::Employee => order.employee_id.is_none_or(|employee| by.id == Some(employee.get())),
        Actor::Admin => by.kind.is_none_or(|kind| kind.sees(order.state)),
        Actor::Clock => true,
    };
    if theirs { Ok(order) } else { Err(OpError::NotFound) }
}

/// What the order machine must know.
pub fn facts(order: &LockedOrder, tx: &Tx) -> OrderFacts {
    OrderFacts {
        state: order.state,
        fulfilment: order.fulfilment,
        proof: order.proof_state,
        deadline_passed: order.pay_deadline.is_some_and(|deadline| deadline <= tx.now()),
        nothing_to_transfer: order.transfer_now.is_zero() && !transfer_waits_for_ongkir(order),
    }
}

/// Writes the transition into the order; what became of a waiting proof.
fn apply(order: &mut LockedOrder, step: &Step, transition: Transition) -> Option<&'static str> {
    order.state = transition.to;
    let waited = order.proof_state == ProofState::Waiting;
    match step.event {
        Event::AcceptPayment => {
            order.pay_deadline = None;
            order.proof_state = if waited { ProofState::Accepted } else { order.proof_state };
            waited.then_some("accepted")
        }
        Event::Cancel => {
            order.pay_deadline = None;
            if waited {
                order.proof_state = ProofState::Rejected;
            }
            waited.then_some("dropped")
        }
        Event::Ship => {
            order.employee_id = step.employee;
            None
        }
        Event::FailDelivery => {
            order.employee_id = None;
            None
        }
        Event::Deliver => {
            if step.by.actor == Actor::Employee {
                order.employee_id = step.by.id.and_then(|id| EmployeeId::try_from(id).ok());
            }
            order.handed_to = step.reason();
            None
        }
        Event::CollectPickup => {
            order.handed_to = step.reason();
            None
        }
    }
}

async fn record(
    app: &App,
    tx: &mut Tx,
    step: &Step,
    order: &LockedOrder,
    transition: Transition,
) -> Result<(), StoreError> {
    let reason = step.reason();
    let event = NewEvent {
        event: step.event.code(),
        from: Some(transition.from),
        to: transition.to,
        reason: reason.as_deref(),
    };
    let event = orders::add_event(tx, order.id, &event, &step.by).await?;
    if let Some(what) = mail_of(step.event) {
        mail(app, tx, order, (what, event), reason).await?;
    }
    let mut told = notices_of(step, order);
    if let (Event::Ship, Some(employee)) = (step.event, step.employee) {
        let notice = notices::delivery_assigned(order.id, &order.customer_name, &order.address);
        told.push(bell::tell(To::Employee(employee), notice));
    }
    bell::write(tx, &told).await
}

/// The mail that goes with a step (domain.md §10).
fn mail_of(event: Event) -> Option<OrderMail> {
    match event {
        Event::AcceptPayment => Some(OrderMail::PaymentAccepted),
        Event::Cancel => Some(OrderMail::Cancelled),
        Event::Ship => Some(OrderMail::Shipped),
        Event::CollectPickup | Event::Deliver => Some(OrderMail::Completed),
        Event::FailDelivery => None,
    }
}

/// Writes the job of a mail about a row of the timeline, for customers who have an address.
pub async fn mail(
    app: &App,
    tx: &mut Tx,
    order: &LockedOrder,
    (what, event): (OrderMail, i64),
    reason: Option<String>,
) -> Result<(), StoreError> {
    if !order.has_email {
        return Ok(());
    }
    let key = format!("order-{}-event-{event}", order.id);
    jobs::enqueue(tx, app, NotifyOrder { order: order.id.get(), what: what.code().to_owned(), key, reason }).await
}

/// Who is told what (domain.md §7, §10).
fn notices_of(step: &Step, order: &LockedOrder) -> Vec<NewNotification> {
    let customer = |notice| bell::tell(To::Customer(order.customer_id), notice);
    let admins = |notice| bell::tell(To::Admins, notice);
    let reason = step.reason().unwrap_or_default();
    match step.event {
        Event::AcceptPayment => vec![customer(match step.by.actor {
            Actor::Clock => notices::nothing_to_pay(order.id, order.fulfilment),
            _ => notices::payment_accepted(order.id, order.fulfilment),
        })],
        Event::Cancel => match step.by.actor {
            Actor::Customer => vec![
                customer(notices::cancelled(order.id, &reason)),
                admins(notices::admin_cancelled_by_customer(order.id, &order.customer_name)),
            ],
            Actor::Clock => vec![customer(notices::cancelled_unpaid(order.id))],
            Actor::Admin | Actor::Employee => vec![customer(notices::cancelled(order.id, &reason))],
        },
        Event::Ship => vec![customer(notices::shipped(order.id, order.pay_driver))],
        Event::CollectPickup | Event::Deliver => {
            // Whoever misses goods is told of them by the operation that notes it.
            let mut told = Vec::new();
            if step.short.is_empty() {
                told.push(customer(notices::completed(order.id)));
            }
            if step.by.actor == Actor::Employee {
                told.push(admins(notices::admin_completed(order.id, &step.by.name)));
            }
            told
        }
        Event::FailDelivery => vec![
            customer(notices::delivery_failed(order.id, &reason)),
            admins(notices::admin_delivery_failed(order.id, &step.by.name, &reason)),
        ],
    }
}

/// A driver could not hand over: noted in the timeline, admins told; the goods stay on the truck until an admin decides (docs/decisions/0003).
pub async fn failed_attempt(app: &App, order: OrderId, by: &By, reason: &str) -> Done<()> {
    let mut tx = app.db.begin().await?;
    let order = locked_for(&mut tx, order, by).await?;
    let may = OrderFacts { deadline_passed: false, ..facts(&order, &tx) };
    if order.fulfilment != Fulfilment::Delivery {
        return Err(OpError::NotFound);
    }
    order::transition(may, Event::Deliver, by.actor).map_err(OpError::Refused)?;
    let event = NewEvent { event: "failed_attempt", from: Some(order.state), to: order.state, reason: Some(reason) };
    orders::add_event(&mut tx, order.id, &event, by).await?;
    audit::note(&mut tx, by, Act::FailedAttempt, order.id, Changes::none().hidden("alasan", true)).await?;
    let notice = notices::admin_delivery_failed(order.id, &by.name, reason);
    bell::write(&mut tx, &[bell::tell(To::Admins, notice)]).await?;
    tx.commit().await?;
    Ok(())
}

/// A customer's own step.
pub fn of_customer(order: OrderId, event: Event, id: CustomerId, name: &str) -> Step {
    Step::new(order, event, super::by_customer(id, name))
}
