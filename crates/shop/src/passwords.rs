//! Passwords: Argon2id, off the request threads, a few at a time; Django's hashes are accepted and replaced (domain.md §11).

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, Version};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD},
};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use tokio::sync::Semaphore;

use crate::entropy::Entropy;

/// OWASP's recommendation for Argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const SALT_BYTES: usize = 16;
const HASH_BYTES: usize = 32;

/// Hashes and compares passwords. At most two at a time: more would only take the cores from the people who browse.
#[derive(Clone)]
pub struct Passwords {
    entropy: Arc<dyn Entropy>,
    turns: Arc<Semaphore>,
}

/// What a comparison says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    Right,
    /// Right, but stored in an old way: hash again and store.
    RightButOld,
    Wrong,
}

impl Passwords {
    /// Hashing with salts from `entropy`.
    pub fn new(entropy: Arc<dyn Entropy>) -> Self {
        Self { entropy, turns: Arc::new(Semaphore::new(2)) }
    }

    /// The text that is stored for a password.
    pub async fn hash(&self, password: &str) -> String {
        let mut salt = [0; SALT_BYTES];
        self.entropy.fill(&mut salt);
        let password = password.to_owned();
        self.aside(move || write_phc(&salt, &argon2id(password.as_bytes(), &salt))).await
    }

    /// Compares a password with what is stored. Without anything stored the same work is done, so that nobody can tell from the time
    /// whether a name exists.
    pub async fn compare(&self, password: &str, stored: Option<&str>) -> Compared {
        let password = password.to_owned();
        let stored = stored.map(ToOwned::to_owned);
        self.aside(move || match stored.as_deref() {
            Some(text) if text.starts_with("pbkdf2_sha256$") => compare_django(&password, text),
            Some(text) => compare_argon2(&password, text),
            None => {
                argon2id(password.as_bytes(), &[0; SALT_BYTES]);
                Compared::Wrong
            }
        })
        .await
    }

    async fn aside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let turn = self.turns.clone().acquire_owned().await.expect("the turns are never closed");
        // The turn goes along: who hangs up half-way does not make room for more work than there are turns.
        let work = move || {
            let done = work();
            drop(turn);
            done
        };
        tokio::task::spawn_blocking(work).await.expect("hashing does not panic")
    }
}

fn argon2id(password: &[u8], salt: &[u8]) -> [u8; HASH_BYTES] {
    let params = Params::new(MEMORY_KIB, PASSES, 1, Some(HASH_BYTES)).expect("the parameters are in range");
    let mut out = [0; HASH_BYTES];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password, salt, &mut out)
        .expect("salt and output have fitting lengths");
    out
}

/// The PHC string format, so that any other program can read the hashes.
fn write_phc(salt: &[u8], hash: &[u8]) -> String {
    let (salt, hash) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(hash));
    format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p=1${salt}${hash}")
}

fn compare_argon2(password: &str, stored: &str) -> Compared {
    let mut parts = stored.rsplit('$');
    let hash = parts.next().and_then(|text| STANDARD_NO_PAD.decode(text).ok()).unwrap_or_default();
    let salt = parts.next().and_then(|text| STANDARD_NO_PAD.decode(text).ok()).filter(|salt| salt.len() >= 8);
    let Some(salt) = salt else { return Compared::Wrong };
    let right: bool = argon2id(password.as_bytes(), &salt).ct_eq(&hash[..]).into();
    if right { Compared::Right } else { Compared::Wrong }
}

/// Django's `pbkdf2_sha256$<iterations>$<salt>$<base64>`.
fn compare_django(password: &str, stored: &str) -> Compared {
    let mut parts = stored.splitn(4, '$').skip(1);
    let iterations =
        parts.next().and_then(|text| text.parse::<u32>().ok()).filter(|count| (1..=10_000_000).contains(count));
    let (Some(iterations), Some(salt), Some(hash)) = (iterations, parts.next(), parts.next()) else {
        return Compared::Wrong;
    };
    let Ok(hash) = STANDARD.decode(hash) else { return Compared::Wrong };
    let mut derived = [0; 32];
    pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), salt.as_bytes(), iterations, &mut derived);
    let right: bool = derived.ct_eq(&hash[..]).into();
    if right { Compared::RightButOld } else { Compared::Wrong }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::CountingEntropy;

    fn passwords() -> Passwords {
        Passwords::new(Arc::new(CountingEntropy::default()))
    }

    #[tokio::test]
    async fn a_hash_fits_its_password_and_no_other() {
        let stored = passwords().hash("batako merah 7").await;
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_eq!(passwords().compare("batako merah 7", Some(&stored)).await, Compared::Right);
        assert_eq!(passwords().compare("batako merah 8", Some(&stored)).await, Compared::Wrong);
        assert_eq!(passwords().compare("", None).await, Compared::Wrong);
        assert_eq!(passwords().compare("x", Some("plain text typed into a form")).await, Compared::Wrong);
    }

    #[tokio::test]
    async fn a_hash_of_django_is_right_but_old() {
        // What Python's hashlib.pbkdf2_hmac gives for "rahasia", salt "garam", 1000 rounds.
        let stored = "pbkdf2_sha256$1000$garam$Z3mjceueJp7M3xZQARvQxwL4A0Noz2+DZ3AkPwi+ieQ=";
        assert_eq!(passwords().compare("rahasia", Some(stored)).await, Compared::RightButOld);
        assert_eq!(passwords().compare("Rahasia", Some(stored)).await, Compared::Wrong);
    }
}
