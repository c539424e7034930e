//! Links into a chat of WhatsApp. They open the app on a phone and its page in a browser; nothing is sent until the person presses.

use domain::people::Phone;

use crate::urls::encode;

/// A chat with somebody, its first message already written: `https://wa.me/6281234567890?text=…`. Without text, when it is blank.
/// Numbers are Indonesian whichever way they were typed (`0812…` becomes `62812…`, domain.md §11). Only a mobile number has a chat
/// ([`Phone::is_mobile`]); whoever draws the link asks first.
pub fn whatsapp_link(phone: &Phone, text: &str) -> String {
    chat(phone.wa_number(), text)
}

/// The same with the bare number of a chat, as [`Phone::wa_number`] gives it.
pub fn chat(number: &str, text: &str) -> String {
    let chat = format!("https://wa.me/{number}");
    let text = text.trim();
    if text.is_empty() { chat } else { format!("{chat}?text={}", encode(text)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(phone: &str, text: &str) -> String {
        whatsapp_link(&Phone::parse(phone).expect("a phone"), text)
    }

    #[test]
    fn a_number_leads_to_its_chat_however_it_was_typed() {
        for typed in ["081234567890", "0812-3456-7890", "+62 812 3456 7890", "62812.3456.7890", "+62 (0)812 3456 7890"]
        {
            assert_eq!(link(typed, ""), "https://wa.me/6281234567890", "{typed}");
        }
    }

    #[test]
    fn the_message_arrives_as_it_was_written() {
        assert_eq!(
            link("081234567890", "  Halo Bu Siti & Pak Ali,\nroster 50 % #12? + 1 "),
            "https://wa.me/6281234567890?text=Halo%20Bu%20Siti%20%26%20Pak%20Ali%2C%0Aroster%2050%20%25%20%2312%3F%20%2B%201"
        );
        assert_eq!(link("081234567890", "Méja 😀"), "https://wa.me/6281234567890?text=M%C3%A9ja%20%F0%9F%98%80");
        assert_eq!(link("081234567890", " \n "), "https://wa.me/6281234567890");
    }
}
