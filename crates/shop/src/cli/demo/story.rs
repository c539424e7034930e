//! How an order usually goes: paid, shipped, delivered, praised; sometimes not. What would happen later than now has not happened,
//! so that recent orders stand in the middle of their story.

use domain::time::UtcMillis;

use super::{
    calendar::{Calendar, HOUR, MINUTE},
    dice::Dice,
    seeds::People,
    timeline::{Act, Deed, Moment, Order},
};

struct Story<'a> {
    calendar: &'a Calendar,
    dice: &'a mut Dice,
    order: usize,
    at: UtcMillis,
    told: Vec<Moment>,
}

impl Story<'_> {
    /// Some minutes to some minutes later, at any hour.
    fn later(&mut self, minutes: (i64, i64), deed: Deed) {
        self.at = self.at.plus_millis(self.dice.between(minutes.0, minutes.1) * MINUTE);
        self.told.push(Moment { at: self.at, act: Act::Order(self.order, deed) });
    }

    /// Some hours to some hours later, when the office is open.
    fn in_office(&mut self, hours: (i64, i64), deed: Deed) {
        let at = self.at.plus_millis(self.dice.between(hours.0 * 60, hours.1 * 60) * MINUTE);
        self.at = self.calendar.in_office_hours(at, self.dice);
        self.told.push(Moment { at: self.at, act: Act::Order(self.order, deed) });
    }

    fn pay(&mut self, order: &Order) {
        if !order.proof_at_checkout && self.dice.chance(20) {
            return self.in_office((1, 9), Deed::AcceptByNote);
        }
        if !order.proof_at_checkout {
            self.later((5, 540), Deed::GiveProof);
        }
        if self.dice.chance(8) {
            self.in_office((0, 3), Deed::RejectProof);
            self.later((40, 420), Deed::GiveProof);
        }
        self.in_office((0, 5), Deed::Accept);
    }

    fn deliver(&mut self, employees: usize) {
        let driver = self.dice.below(employees);
        let ship = Deed::Ship((!self.dice.chance(8)).then_some(driver));
        self.later((4, 8), Deed::SetOngkir);
        self.in_office((20, 46), ship);
        if self.dice.chance(6) {
            self.later((90, 200), Deed::FailedAttempt);
            self.later((30, 90), Deed::FailDelivery);
            self.in_office((16, 26), ship);
        }
        self.later((80, 300), Deed::Deliver);
    }

    fn look_back(&mut self) {
        if self.dice.chance(45) {
            self.later((180, 5000), Deed::Feedback);
            if self.dice.chance(75) {
                self.in_office((2, 20), Deed::Reply);
            }
        }
    }
}

/// The story of one order until now.
pub fn tell(at: usize, order: &Order, people: &People, calendar: &Calendar, dice: &mut Dice) -> Vec<Moment> {
    let placed = Moment { at: order.placed, act: Act::Order(at, Deed::Place) };
    let mut story = Story { calendar, dice, order: at, at: order.placed, told: vec![placed] };
    let fate = if order.proof_at_checkout { 100 } else { story.dice.below(100) };
    match fate {
        0..5 => story.later((24 * 60 + 1, 24 * 60 + 2), Deed::ClockCancels),
        5..9 => story.later((10, 600), Deed::CustomerCancels),
        9..11 => story.in_office((2, 8), Deed::AdminCancels),
        _ => {
            story.pay(order);
            if story.dice.chance(3) {
                story.in_office((3, 30), Deed::AdminCancels);
            } else if order.pickup {
                story.in_office((18, 70), Deed::Collect);
                story.look_back();
            } else {
                story.deliver(people.employees.len());
                story.look_back();
            }
        }
    }
    // A story is told in order: once something lies in the future, so does all that follows.
    let happened = story.told.iter().take_while(|moment| calendar.is_past(moment.at)).count();
    story.told.truncate(happened);
    debug_assert!(
        story.told.iter().all(|moment| moment.at < calendar.now.plus_millis(HOUR)),
        "nothing from the future"
    );
    story.told
}
