//! Pages of a signed-in customer (and the cart, which visitors have too): domain.md §5–§8, §10, §11.

mod account;
mod cart;
mod checkout;
mod dashboard;
mod notifications;
mod order;
mod orders;
mod preferences;

pub use account::{AccountDeletePage, AccountPage};
pub use cart::{CartLineStatus, CartLineView, CartPage};
pub use checkout::{CheckoutPage, DirectBuy};
pub use dashboard::{BirthdayView, DashboardPage};
pub use notifications::{BellFragment, NotificationItem, NotificationsPage};
pub use order::{FeedbackView, OrderPage, ProgressStep, TimelineEntry};
pub use orders::OrdersPage;
pub use preferences::PreferencesPage;
