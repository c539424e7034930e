//! Row numbers, one type for each kind of row, so that an order's number never stands where a product's belongs.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::Problem;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)+) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "i64", into = "i64")]
        pub struct $name(i64);

        impl $name {
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl TryFrom<i64> for $name {
            type Error = Problem;

            fn try_from(number: i64) -> Result<Self, Problem> {
                checked(number).map(Self)
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl FromStr for $name {
            type Err = Problem;

            fn from_str(typed: &str) -> Result<Self, Problem> {
                typed.trim().parse().map_err(|_| Problem::NotANumber).and_then(checked).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }
    )+ };
}

fn checked(number: i64) -> Result<i64, Problem> {
    if number > 0 { Ok(number) } else { Err(Problem::NumberOutOfRange { min: 1, max: i64::MAX }) }
}

ids! {
    /// A customer (pelanggan).
    CustomerId
    /// A delivery employee (karyawan).
    EmployeeId
    /// An admin: the owner or office staff.
    AdminId
    /// A product.
    ProductId
    /// A category of products.
    CategoryId
    /// An order.
    OrderId
    /// A line of an order.
    OrderLineId
    /// A discount row.
    DiscountId
    /// A message to all customers or to chosen ones.
    BroadcastId
    /// A segment the office saved.
    SegmentId
    /// A notification in somebody's list.
    NotificationId
    /// A stored file: photo, proof, delivery photo.
    FileId
    /// A customer's feedback on an order.
    FeedbackId
    /// A note of the office about a customer.
    NoteId
    /// A label of the office.
    TagId
    /// A follow-up of the office.
    FollowUpId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_above_zero_are_row_numbers() {
        assert_eq!("12".parse::<OrderId>().map(OrderId::get), Ok(12));
        for typed in ["0", "-1", "", "1.5", "abc", "9223372036854775808"] {
            assert!(typed.parse::<OrderId>().is_err(), "{typed}");
        }
    }

    #[test]
    fn a_row_number_keeps_its_value_in_json() {
        let id = ProductId::try_from(7).expect("valid");
        assert_eq!(serde_json::to_string(&id).expect("json"), "7");
        assert_eq!(serde_json::from_str::<ProductId>("7").expect("json"), id);
        assert!(serde_json::from_str::<ProductId>("0").is_err());
    }
}
