//! The trail from a request to the jobs it causes: one id, which is in the answer (`x-request-id`), in the lines of the log, and with the job.

use std::sync::Arc;

use http::{HeaderMap, HeaderName};

/// Where the id stands.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");
/// Longest id that is taken over from a proxy.
const LONGEST: usize = 64;

tokio::task_local! {
    static REQUEST: Arc<str>;
}

/// Does something for a request: jobs written meanwhile carry its id.
pub async fn within<T>(request: &str, work: impl Future<Output = T>) -> T {
    REQUEST.scope(Arc::from(request), work).await
}

/// The id of the request that is being answered here, if it is one.
pub fn current() -> Option<Arc<str>> {
    REQUEST.try_with(Clone::clone).ok().filter(|id| !id.is_empty())
}

/// The id in the headers; empty when there is none.
pub fn of(headers: &HeaderMap) -> &str {
    headers.get(HEADER).and_then(|id| id.to_str().ok()).unwrap_or_default()
}

/// Whether an id that came from outside may stand in the log: letters, digits, hyphens, underlines, not endless.
pub fn is_plain(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    !id.is_empty() && id.len() <= LONGEST && id.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_id_is_known_within_its_request_only() {
        assert_eq!(current(), None);
        within("a-1", async { assert_eq!(current().as_deref(), Some("a-1")) }).await;
        assert_eq!(current(), None);
    }

    #[test]
    fn strange_ids_of_others_are_not_taken_over() {
        assert!(is_plain("0195f7a2-4c1e_A"));
        for strange in ["", "siti@contoh.id", "a b", &"x".repeat(65)] {
            assert!(!is_plain(strange), "{strange}");
        }
    }
}
