//! Answers: pages, redirects with a message for the next page, cookies.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use views::{
    Template,
    errors::ErrorKind,
    frame::{Flash, Tone},
    urls,
};

use super::{cookies, fault::Fault};

/// What handlers return.
pub type Answer = Result<Response, Fault>;

/// A drawn page. Pages are never stored by caches in between: each shows who is looking.
pub fn page(status: StatusCode, template: &impl Template) -> Answer {
    let html = template.render().map_err(|error| {
        tracing::error!(%error, "a page could not be drawn");
        Fault::Kind(ErrorKind::Internal)
    })?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store, private")),
    ];
    Ok((status, headers, html).into_response())
}

/// A page that was asked for.
pub fn ok(template: &impl Template) -> Answer {
    page(StatusCode::OK, template)
}

/// The same page again with what was typed and what was wrong.
pub fn refused(template: &impl Template) -> Answer {
    page(StatusCode::UNPROCESSABLE_ENTITY, template)
}

/// A file to keep; never stored by caches in between.
pub fn attachment(content_type: &'static str, name: &str, bytes: Vec<u8>) -> Answer {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).map_err(|_| Fault::NotFound)?),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store, private")),
    ];
    Ok((headers, bytes).into_response())
}

/// "See other": after a change the browser asks for a page, so that reloading sends nothing twice.
pub fn to(address: &str) -> Response {
    let location = HeaderValue::from_str(address).unwrap_or_else(|_| HeaderValue::from_static(urls::HOME));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

/// The same answer for a script that sent the form: where it leads stands in the body instead.
pub fn told(onward: Response) -> Response {
    let (mut head, _) = onward.into_parts();
    let address = head.headers.remove(header::LOCATION);
    head.status = StatusCode::OK;
    head.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    head.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store, private"));
    let address = address.and_then(|address| address.to_str().map(ToOwned::to_owned).ok()).unwrap_or_default();
    Response::from_parts(head, address.into())
}

/// Adds to an answer.
pub trait Adding {
    /// A cookie.
    #[must_use]
    fn cookie(self, cookie: HeaderValue) -> Self;
    /// A message for the next page.
    #[must_use]
    fn flash(self, tone: Tone, text: &str, secure: bool) -> Self;
}

impl Adding for Response {
    fn cookie(mut self, cookie: HeaderValue) -> Self {
        self.headers_mut().append(header::SET_COOKIE, cookie);
        self
    }

    fn flash(self, tone: Tone, text: &str, secure: bool) -> Self {
        let tone = match tone {
            Tone::Good => 'g',
            Tone::Note => 'n',
            Tone::Bad => 'b',
        };
        let value = format!("{tone}{}", urls::encode(text));
        self.cookie(cookies::keep_briefly(cookies::FLASH, &value, secure))
    }
}

/// Reads the message an earlier answer left.
pub fn read_flash(value: &str) -> Option<Flash> {
    let tone = match value.get(..1)? {
        "g" => Tone::Good,
        "n" => Tone::Note,
        "b" => Tone::Bad,
        _ => return None,
    };
    let text = decode(value.get(1..)?);
    (!text.is_empty()).then_some(Flash { tone, text })
}

/// Undoes percent-encoding; what is not encoded well stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let byte = (first == b'%').then(|| after.get(..2)).flatten();
        let byte = byte
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A path of this shop to go on to, if the text is one: never another site.
pub fn next_path(text: &str) -> Option<&str> {
    let ours =
        text.starts_with('/') && !text.starts_with("//") && !text.contains('\\') && !text.contains(char::is_control);
    ours.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flash_comes_back_as_it_was() {
        let answer = to("/").flash(Tone::Good, "Sudah masuk: 12 biji — «bagus» & 100 %;", false);
        let cookie = answer.headers()[header::SET_COOKIE].to_str().expect("is ASCII").to_owned();
        let value = cookie.split(['=', ';']).nth(1).expect("has a value").to_owned();
        assert_eq!(
            read_flash(&value),
            Some(Flash { tone: Tone::Good, text: "Sudah masuk: 12 biji — «bagus» & 100 %;".into() })
        );
        assert_eq!(read_flash("%"), None);
        assert_eq!(read_flash("géé"), Some(Flash { tone: Tone::Good, text: "éé".into() }));
    }

    #[test]
    fn only_paths_of_this_shop_are_followed() {
        assert_eq!(next_path("/keranjang/"), Some("/keranjang/"));
        for other in ["//evil.example", "https://evil.example", "/\\evil.example", "", "evil", "/a\nb"] {
            assert_eq!(next_path(other), None, "{other}");
        }
    }
}
