//! Cookies of the shop. All are HttpOnly and SameSite=Lax; secure when the shop is reached by https.

use http::{HeaderMap, HeaderValue, header};
use store::sessions::Door;

use crate::entropy::Token;

/// A visitor's cart.
pub const CART: &str = "barokah_keranjang";
/// Between the two steps of an admin's sign-in.
pub const HALF: &str = "barokah_admin_langkah";
/// A message for the next page.
pub const FLASH: &str = "barokah_kabar";
/// Browsers forget earlier; what counts is the session's own end in the database.
const LONG: i64 = 400 * 24 * 3600;

/// The cookie of one door.
pub fn of_door(door: Door) -> &'static str {
    match door {
        Door::Customer => "barokah_pelanggan",
        Door::Employee => "barokah_karyawan",
        Door::Admin => "barokah_admin",
    }
}

/// A cookie the browser sent.
pub fn get<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// A token in a cookie, if it can be one.
pub fn token(headers: &HeaderMap, name: &str) -> Option<Token> {
    get(headers, name).and_then(Token::from_browser)
}

fn set(name: &str, value: &str, max_age: i64, secure: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).expect("names and values are plain ASCII")
}

/// Keeps a token in the browser.
pub fn keep(name: &str, token: &Token, secure: bool) -> HeaderValue {
    set(name, token.as_str(), LONG, secure)
}

/// Keeps a short text for the next page; `value` must be percent-encoded.
pub fn keep_briefly(name: &str, value: &str, secure: bool) -> HeaderValue {
    set(name, value, 60, secure)
}

/// A cookie that is gone after so many seconds.
pub fn keep_briefly_for(name: &str, value: &str, seconds: i64, secure: bool) -> HeaderValue {
    set(name, value, seconds, secure)
}

/// Makes the browser forget a cookie.
pub fn forget(name: &str, secure: bool) -> HeaderValue {
    set(name, "", 0, secure)
}
