//! The one sheet that every mail is written on.

use askama::Template;

use super::{Letter, Sender};

/// What a reader may press.
#[derive(Clone, Debug)]
pub struct Action {
    pub words: &'static str,
    /// Absolute.
    pub href: String,
}

/// The content of a mail, drawn as text and as HTML.
#[derive(Clone, Debug)]
pub struct Sheet<'a> {
    pub shop: Sender<'a>,
    pub subject: String,
    /// Name of the reader.
    pub name: &'a str,
    pub paragraphs: Vec<String>,
    /// What was ordered, a line each.
    pub goods: Vec<String>,
    /// Names and amounts.
    pub facts: Vec<(&'static str, String)>,
    pub action: Option<Action>,
    /// Small print below the action; may be empty.
    pub note: String,
    pub unsubscribe: Option<String>,
}

#[derive(Template)]
#[template(path = "mails/letter.html")]
struct Html<'a> {
    sheet: &'a Sheet<'a>,
}

#[derive(Template)]
#[template(path = "mails/letter.txt", whitespace = "preserve")]
struct Plain<'a> {
    sheet: &'a Sheet<'a>,
}

impl<'a> Sheet<'a> {
    /// A sheet with words only.
    pub fn new(shop: Sender<'a>, subject: &str, name: &'a str, paragraphs: Vec<String>) -> Self {
        Self {
            shop,
            subject: one_line(subject),
            name,
            paragraphs: paragraphs.into_iter().filter(|paragraph| !paragraph.is_empty()).collect(),
            goods: Vec::new(),
            facts: Vec::new(),
            action: None,
            note: String::new(),
            unsubscribe: None,
        }
    }

    /// Draws the sheet in both ways.
    pub fn letter(self) -> Result<Letter, askama::Error> {
        let (text, html) = (Plain { sheet: &self }.render()?, Html { sheet: &self }.render()?);
        Ok(Letter { subject: self.subject, text, html, unsubscribe: self.unsubscribe, secret: None })
    }
}

/// Text in one line without anything that could end a header.
fn one_line(text: &str) -> String {
    let plain = text.replace(|character: char| character.is_control(), " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_one_line() {
        assert_eq!(one_line("Pesanan\r\nBcc: orang@lain.example\u{0}\t7"), "Pesanan Bcc: orang@lain.example 7");
    }
}
