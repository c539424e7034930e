//! Proofs as PDF, as banks send them. A PDF cannot be drawn anew here, so it is checked and then only ever offered as a download.

use domain::problem::Problem;
use lopdf::{Document, LoadOptions, Object};

/// More pages than any receipt has.
const MAX_PAGES: usize = 20;
/// The largest PDF that is looked at: banks send some hundred kilobytes.
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// How far its own index may inflate.
const MAX_INFLATED: usize = 2 * 1024 * 1024;
/// Keys of things that act by themselves: scripts, programs, embedded files.
const ACTIVE: [&[u8]; 7] = [b"JS", b"JavaScript", b"Launch", b"EmbeddedFile", b"EmbeddedFiles", b"RichMedia", b"XFA"];

/// Whether the bytes are an ordinary PDF: readable, not encrypted, few pages, nothing in it that acts.
pub fn check(bytes: &[u8]) -> Result<(), Problem> {
    if bytes.len() > MAX_BYTES {
        return Err(Problem::FileTooLarge { max_bytes: MAX_BYTES as u64 });
    }
    // A receipt has a few dozen objects; a bomb has millions, written in two bytes each.
    let options = LoadOptions { max_decompressed_size: Some(MAX_INFLATED), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|_| Problem::FileUnreadable)?;
    let pages = document.get_pages().len();
    if document.is_encrypted() || pages == 0 || pages > MAX_PAGES {
        return Err(Problem::FileUnreadable);
    }
    if document.objects.values().any(|object| acts(object, 0)) {
        return Err(Problem::FileKind);
    }
    Ok(())
}

fn acts(object: &Object, depth: usize) -> bool {
    if depth > 32 {
        return true;
    }
    match object {
        Object::Dictionary(entries) => entries.iter().any(|(key, value)| active(key) || acts(value, depth + 1)),
        Object::Stream(stream) => stream.dict.iter().any(|(key, value)| active(key) || acts(value, depth + 1)),
        Object::Array(items) => items.iter().any(|item| acts(item, depth + 1)),
        Object::Name(name) => active(name),
        _ => false,
    }
}

fn active(key: &[u8]) -> bool {
    ACTIVE.contains(&key)
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    /// A PDF of one empty page, with something added to its catalogue.
    fn pdf(key: &str, value: Object) -> Vec<u8> {
        let mut document = Document::with_version("1.5");
        let pages = document.new_object_id();
        let page =
            document.add_object(dictionary! { "Type" => "Page", "Parent" => pages, "MediaBox" => vec![0.into(); 4] });
        let all = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        document.objects.insert(pages, Object::Dictionary(all));
        let mut catalogue = dictionary! { "Type" => "Catalog", "Pages" => pages };
        catalogue.set(key, value);
        let catalogue = document.add_object(catalogue);
        document.trailer.set("Root", catalogue);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("a PDF is written");
        bytes
    }

    #[test]
    fn an_ordinary_receipt_is_accepted() {
        assert_eq!(check(&pdf("Lang", Object::string_literal("id"))), Ok(()));
    }

    #[test]
    fn what_acts_by_itself_is_refused() {
        let script =
            Object::Dictionary(dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") });
        assert_eq!(check(&pdf("OpenAction", script)), Err(Problem::FileKind));
        let launch = Object::Dictionary(dictionary! { "S" => "Launch", "F" => Object::string_literal("cmd.exe") });
        assert_eq!(check(&pdf("OpenAction", launch)), Err(Problem::FileKind));
        // A name written with escapes is the same name.
        let escaped = String::from_utf8_lossy(&pdf("OpenAction", Object::Name(b"JavaScript".to_vec())))
            .replace("/JavaScript", "/J#61vaScript");
        assert_eq!(check(escaped.as_bytes()), Err(Problem::FileKind));
    }

    #[test]
    fn what_is_none_or_too_large_is_refused() {
        assert_eq!(check(b"%PDF-1.4 nothing"), Err(Problem::FileUnreadable));
        assert!(matches!(check(&vec![b'%'; MAX_BYTES + 1]), Err(Problem::FileTooLarge { .. })));
    }
}
