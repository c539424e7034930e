//! Orders that every demo has, placed in the last hours: each state at least once, and something to do for everybody who looks around.

use domain::time::ShopDay;

use super::{
    calendar::Calendar,
    timeline::{Act, Deed, Moment, Order},
};

/// The customer whose account is printed first (Siti Rahmah), by place in the list.
pub const MAIN: usize = 3;
/// Two more customers whose accounts are printed.
pub const OTHERS: [usize; 2] = [4, 8];

/// Customers whose birthday is on the day of the demo, whatever day that is: a loyal one whose account is printed, and two who buy less.
pub const BIRTHDAYS: [usize; 3] = [OTHERS[0], 23, 33];

/// The birth date with which a customer comes.
pub fn birth_date(at: usize, seeded: &str, calendar: &Calendar) -> anyhow::Result<ShopDay> {
    let seeded = ShopDay::parse(seeded)?;
    let today = calendar.zone.day_of(calendar.now);
    if !BIRTHDAYS.contains(&at) {
        // Nobody else has a birthday today, so that the demo is the same every day.
        return Ok(if today.birthday_matches(seeded) { seeded.plus_days(40) } else { seeded });
    }
    // On 29 February the year must have one.
    let moved = today.birthday_in(seeded.year());
    Ok(if today.birthday_matches(moved) { moved } else { today.birthday_in(1984) })
}

/// An order with what happened to it, all in minutes before now.
pub struct Pinned {
    pub customer: usize,
    pub pickup: bool,
    pub minutes_ago: i64,
    deeds: &'static [(i64, Deed)],
}

impl Pinned {
    /// Its moments.
    pub fn moments(&self, at: usize, order: &Order, calendar: &Calendar) -> Vec<Moment> {
        let placed = Moment { at: order.placed, act: Act::Order(at, Deed::Place) };
        let later = self
            .deeds
            .iter()
            .map(|(minutes, deed)| Moment { at: calendar.minutes_ago(*minutes), act: Act::Order(at, *deed) });
        std::iter::once(placed).chain(later).collect()
    }
}

const fn delivery(customer: usize, minutes_ago: i64, deeds: &'static [(i64, Deed)]) -> Pinned {
    Pinned { customer, pickup: false, minutes_ago, deeds }
}

const fn pickup(customer: usize, minutes_ago: i64, deeds: &'static [(i64, Deed)]) -> Pinned {
    Pinned { customer, pickup: true, minutes_ago, deeds }
}

use Deed::{
    Accept, AcceptByNote, Collect, CustomerCancels, Deliver, Feedback, GiveProof, RejectProof, Reply, SetOngkir, Ship,
};

/// First employee of the list, whose account is printed first.
const FIRST: Option<usize> = Some(0);
const SECOND: Option<usize> = Some(1);

/// The orders. Their deadlines run for 24 hours, so what still waits for payment is younger than that.
#[rustfmt::skip]
pub const ORDERS: &[Pinned] = &[
    // The main customer: something in every corner.
    delivery(MAIN, 101_000, &[(100_800, GiveProof), (100_600, Accept), (99_000, SetOngkir), (98_500, Ship(FIRST)), (98_300, Deliver), (96_000, Feedback), (95_000, Reply)]),
    delivery(MAIN, 8_700, &[(8_600, GiveProof), (8_400, Accept), (8_390, SetOngkir), (7_200, Ship(FIRST)), (7_000, Deliver)]),
    delivery(MAIN, 3_100, &[(3_000, GiveProof), (2_800, Accept), (2_790, SetOngkir), (190, Ship(FIRST))]),
    pickup(MAIN, 1_700, &[(1_650, GiveProof), (1_500, Accept)]),
    delivery(MAIN, 310, &[(290, GiveProof)]),
    delivery(MAIN, 165, &[]),
    // For the office: waiting, to be checked, rejected.
    delivery(0, 1_260, &[]),
    pickup(12, 540, &[]),
    delivery(7, 64, &[]),
    delivery(28, 11, &[]),
    delivery(1, 1_230, &[(1_180, GiveProof)]),
    pickup(16, 130, &[(95, GiveProof)]),
    delivery(22, 52, &[(38, GiveProof)]),
    delivery(OTHERS[0], 480, &[(420, GiveProof), (88, RejectProof)]),
    delivery(10, 700, &[(650, GiveProof), (205, RejectProof), (140, GiveProof)]),
    // Paid, ready for the truck or the counter.
    delivery(2, 1_900, &[(1_800, GiveProof), (240, Accept)]),
    delivery(5, 2_500, &[(1_600, AcceptByNote), (1_590, SetOngkir)]),
    delivery(18, 720, &[(600, GiveProof), (75, Accept), (70, SetOngkir)]),
    pickup(9, 1_500, &[(1_400, GiveProof), (230, Accept)]),
    pickup(OTHERS[1], 400, &[(350, GiveProof), (35, Accept)]),
    // On the truck.
    delivery(6, 3_400, &[(3_300, GiveProof), (3_000, Accept), (2_990, SetOngkir), (185, Ship(FIRST))]),
    delivery(13, 4_300, &[(4_200, GiveProof), (4_000, Accept), (3_990, SetOngkir), (180, Ship(FIRST))]),
    delivery(25, 3_700, &[(3_600, GiveProof), (3_100, Accept), (3_090, SetOngkir), (170, Ship(SECOND))]),
    delivery(31, 2_900, &[(2_850, GiveProof), (2_600, Accept), (2_590, SetOngkir), (120, Ship(None))]),
    delivery(17, 3_000, &[(2_950, GiveProof), (2_700, Accept), (2_690, SetOngkir), (115, Ship(None))]),
    // Ended today.
    delivery(20, 4_500, &[(4_400, GiveProof), (4_200, Accept), (4_190, SetOngkir), (420, Ship(SECOND)), (150, Deliver), (48, Feedback)]),
    delivery(OTHERS[0], 4_600, &[(4_500, GiveProof), (4_300, Accept), (4_290, SetOngkir), (430, Ship(FIRST)), (210, Deliver)]),
    pickup(15, 1_800, &[(1_700, GiveProof), (1_500, Accept), (125, Collect)]),
    delivery(26, 260, &[(58, CustomerCancels)]),
];
