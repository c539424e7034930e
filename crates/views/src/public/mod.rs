//! Pages everybody may see (domain.md §4, §11): home, product list, product page, registration, sign-in.

mod catalogue;
mod door;
mod home;
mod password;
mod unsubscribe;

pub use catalogue::{CategoryChip, ProductPage, ProductsPage, Sort};
pub use door::{LoginPage, RegisterPage};
pub use home::HomePage;
pub use password::{PasswordForgotPage, PasswordLinkDeadPage, PasswordResetPage};
pub use unsubscribe::UnsubscribePage;
