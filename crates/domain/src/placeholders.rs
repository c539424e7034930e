//! Words in braces that stand for something in a message of the office.

use crate::Problem;

/// Stands for the reader's name.
pub const NAME: &str = "{nama}";
/// Stands for the shop's name.
pub const SHOP: &str = "{toko}";

/// Refuses a text with words in braces that stand for nothing.
pub fn check(text: String) -> Result<String, Problem> {
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['{', '}']) {
        rest = &rest[at..];
        let known = [NAME, SHOP].into_iter().find(|word| rest.starts_with(word));
        let Some(word) = known else {
            let end = rest.find('}').map_or(rest.len(), |end| end + 1);
            return Err(Problem::UnknownPlaceholder { word: rest[..end].chars().take(20).collect() });
        };
        rest = &rest[word.len()..];
    }
    Ok(text)
}

/// Refuses a text with any braces: nothing is filled in there.
pub fn none(text: String) -> Result<String, Problem> {
    match text.find(['{', '}']) {
        None => Ok(text),
        Some(at) => Err(Problem::UnknownPlaceholder { word: text[at..].chars().take(20).collect() }),
    }
}

/// The text for one reader.
pub fn fill(text: &str, name: &str, shop: &str) -> String {
    // The shop first: a name with braces in it stays as it is.
    text.replace(SHOP, shop).replace(NAME, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_words_are_filled_and_others_refused() {
        let text = check("Halo {nama}, dari {toko}. {nama}!".to_owned()).expect("known");
        assert_eq!(fill(&text, "Siti {toko}", "Barokah"), "Halo Siti {toko}, dari Barokah. Siti {toko}!");
        for (text, word) in
            [("Halo {name}", "{name}"), ("a } b {nama}", "}"), ("{nama", "{nama"), ("{{nama}}", "{{nama}")]
        {
            let expected = Err(Problem::UnknownPlaceholder { word: word.to_owned() });
            assert_eq!(check(text.to_owned()), expected, "{text}");
        }
    }
}
