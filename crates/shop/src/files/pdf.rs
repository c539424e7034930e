//! Proofs as PDF, as banks send them. A PDF cannot be drawn anew here, so it is checked and then only ever offered as a download.

use domain::problem::Problem;
use lopdf::{Document, Object};

/// More pages than any receipt has.
const MAX_PAGES: usize = 20;
/// Keys of things that act by themselves: scripts, programs, embedded files.
const ACTIVE: [&[u8]; 7] = [b"JS", b"JavaScript", b"Launch", b"EmbeddedFile", b"EmbeddedFiles", b"RichMedia", b"XFA"];

/// Whether the bytes are an ordinary PDF: readable, not encrypted, few pages, nothing in it that acts.
pub fn check(bytes: &[u8]) -> Result<(), Problem> {
    let document = Document::load_mem(bytes).map_err(|_| Problem::FileUnreadable)?;
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
