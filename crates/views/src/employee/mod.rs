//! Pages of the delivery employee, made for a phone in one hand (domain.md §1, §7).

mod access;
mod deliveries;
mod delivery;

pub use access::{AccountPage, LoginPage, NotificationsPage};
pub use deliveries::{DeliveriesPage, DeliveryRow};
pub use delivery::{DeliveryItem, DeliveryPage};
