//! The secret of an app on the phone, and the codes it makes (RFC 6238).

use domain::time::UtcMillis;
use totp_rs::{Builder, Totp};

use crate::{entropy::Entropy, ops::Done};

/// 160 bits, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;
/// Of RFC 4648; apps expect it.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The secret of an app; never printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; SECRET_BYTES]);

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

impl Secret {
    /// A new one that nobody can guess.
    pub(super) fn new(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; SECRET_BYTES];
        entropy.fill(&mut bytes);
        Self(bytes)
    }

    /// What the database keeps.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// As it was kept.
    pub(super) fn stored(bytes: &[u8]) -> Done<Self> {
        let cause =
            || store::StoreError::Corrupt { column: "admin_totp.secret".into(), cause: "has another length".into() };
        Ok(Self(bytes.try_into().map_err(|_| cause())?))
    }

    /// As apps take it when no camera is at hand: base32 in groups of four.
    pub fn text(&self) -> String {
        let letters = base32(&self.0);
        let groups: Vec<&str> =
            letters.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
        groups.join(" ")
    }

    /// As the QR code says it.
    pub fn address(&self, shop: &str, username: &str) -> String {
        let (shop, username) = (shop.replace(':', " "), username.replace(':', " "));
        let encode = |text: &str| views::urls::encode(text).replace('/', "%2F");
        let (issuer, secret) = (encode(&shop), base32(&self.0));
        format!("otpauth://totp/{issuer}:{}?secret={secret}&issuer={issuer}", encode(&username))
    }

    fn totp(&self) -> Totp {
        Builder::new().with_secret(self.0).build_noncompliant()
    }

    /// The step this code is of: the present one, or the one before or after.
    pub(super) fn step_of(&self, code: &str, now: UtcMillis) -> Option<i64> {
        let step = self.totp().check(code, (now.get() / 1000).try_into().ok()?)?;
        step.try_into().ok()
    }

    /// The code at an instant, as the app shows it. For tests and tools; nothing of the shop asks.
    pub fn code_at(&self, now: UtcMillis) -> String {
        self.totp().generate((now.get() / 1000).try_into().unwrap_or_default()).to_string()
    }
}

fn base32(bytes: &[u8]) -> String {
    bytes
        .chunks(5)
        .flat_map(|chunk| {
            let number = chunk.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
            (0..8).rev().map(move |place| char::from(BASE32[(number >> (place * 5) & 31) as usize]))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_what_apps_understand() {
        let secret = Secret(*b"12345678901234567890");
        assert_eq!(base32(&secret.0), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(secret.text().split(' ').count(), 8);
        assert_eq!(
            secret.address("Barokah: Beton", "bu nur"),
            "otpauth://totp/Barokah%20%20Beton:bu%20nur?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Barokah%20%20Beton"
        );
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }

    #[test]
    fn codes_are_those_of_the_rfc_and_one_step_off_is_fine() {
        // RFC 6238, appendix B, cut to six digits.
        let secret = Secret(*b"12345678901234567890");
        let at = |seconds: i64| UtcMillis::new(seconds * 1000);
        assert_eq!(secret.code_at(at(59)), "287082");
        assert_eq!(secret.code_at(at(1_111_111_109)), "081804");
        assert_eq!(secret.step_of("287082", at(59)), Some(1));
        assert_eq!(secret.step_of("287082", at(89)), Some(1));
        assert_eq!(secret.step_of("287082", at(90)), None);
    }
}
