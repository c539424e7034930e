//! A mail as the net carries it: text and HTML side by side, the same bytes for the same delivery key.

use std::{
    fmt::Write as _,
    time::{Duration, SystemTime},
};

use lettre::{
    Message,
    message::{
        MultiPart, SinglePart,
        header::{HeaderName, HeaderValue},
    },
};
use sha2::{Digest, Sha256};

use super::{Envelope, MailError};

/// Puts the parts and headers together.
pub fn message(envelope: &Envelope) -> Result<Message, MailError> {
    let letter = &envelope.letter;
    let at = Duration::from_millis(u64::try_from(envelope.at.get()).unwrap_or_default());
    let id = message_id(&envelope.key, envelope.from.email.domain());
    let mut builder = Message::builder()
        .date(SystemTime::UNIX_EPOCH + at)
        .message_id(Some(id))
        .from(envelope.from.clone())
        .to(envelope.to.clone())
        .subject(&letter.subject)
        // No robot answers a robot.
        .raw_header(header("Auto-Submitted", "auto-generated"));
    if let Some(reply_to) = &envelope.reply_to {
        builder = builder.reply_to(reply_to.clone());
    }
    if let Some(unsubscribe) = &letter.unsubscribe {
        builder = builder
            .raw_header(header("List-Unsubscribe", &format!("<{unsubscribe}>")))
            // RFC 8058: the mail program may end it with one touch.
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    let parts = MultiPart::alternative()
        .boundary(format!("=_{}", fingerprint(&envelope.key)))
        .singlepart(SinglePart::plain(letter.text.clone()))
        .singlepart(SinglePart::html(letter.html.clone()));
    Ok(builder.multipart(parts)?)
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// The stable `Message-ID` of a delivery key.
pub fn message_id(key: &str, domain: &str) -> String {
    format!("<{}@{domain}>", fingerprint(key))
}

/// The stable file name of a delivery key.
pub fn file_name(key: &str) -> String {
    let plain = |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
    let readable: String =
        key.chars().take(80).map(|character| if plain(character) { character } else { '-' }).collect();
    if readable == key { format!("{key}.eml") } else { format!("{readable}-{}.eml", &fingerprint(key)[..8]) }
}

fn fingerprint(key: &str) -> String {
    Sha256::digest(key.as_bytes()).iter().take(16).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use domain::time::UtcMillis;
    use views::mails::Letter;

    use super::*;

    fn envelope(letter: Letter) -> Envelope {
        Envelope {
            key: "order:12:shipped".to_owned(),
            from: "Toko <toko@toko.example>".parse().expect("a mailbox"),
            reply_to: None,
            to: "siti@contoh.example".parse().expect("a mailbox"),
            at: UtcMillis::from(1_795_320_300_000),
            letter,
        }
    }

    fn letter() -> Letter {
        Letter {
            subject: "Pesanan #12 sedang diantar".to_owned(),
            text: "Halo".to_owned(),
            html: "<p>Halo</p>".to_owned(),
            unsubscribe: None,
            secret: None,
        }
    }

    fn written(letter: Letter) -> String {
        String::from_utf8(message(&envelope(letter)).expect("a message").formatted()).expect("is text")
    }

    #[test]
    fn the_same_key_gives_the_same_bytes() {
        assert_eq!(written(letter()), written(letter()));
        assert!(written(letter()).contains("Sun, 22 Nov 2026 04:05:00 +0000"));
        assert_ne!(message_id("a", "toko.example"), message_id("b", "toko.example"));
    }

    #[test]
    fn only_a_letter_that_can_be_ended_says_how() {
        let link = "https://toko.example/berhenti/x/".to_owned();
        let marketing = written(Letter { unsubscribe: Some(link), ..letter() });
        assert!(marketing.contains("List-Unsubscribe: <https://toko.example/berhenti/x/>"), "{marketing}");
        assert!(!written(letter()).contains("List-Unsubscribe"));
    }

    #[test]
    fn a_file_name_is_a_plain_one() {
        assert_eq!(file_name("reset-7"), "reset-7.eml");
        let odd = file_name("../../order:12");
        assert!(odd.starts_with("------order-12-") && !odd.contains('/'), "{odd}");
        assert_ne!(file_name("a:b"), file_name("a/b"));
    }
}
