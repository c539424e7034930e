//! Styles, scripts and icons, embedded in the program. Their addresses carry a fingerprint of the content, so they may
//! be kept by browsers for ever.

use crate::urls;

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

#[derive(Debug)]
struct Embedded {
    name: &'static str,
    address: &'static str,
    content_type: &'static str,
    bytes: &'static [u8],
}

/// One embedded file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset {
    pub bytes: &'static [u8],
    pub content_type: &'static str,
}

/// Address of a file under `assets/`, e.g. `url("css/shop.css")` → `/aset/css/shop.1a2b3c4d5e.css`. An unknown name
/// gives an address that is not found, never a panic; the test below knows every name used in templates.
pub fn url(name: &str) -> String {
    let address = FILES.iter().find(|file| file.name == name).map_or(name, |file| file.address);
    urls::ASSET_PATH.replace("{*name}", address)
}

/// The file with this fingerprinted address (the part behind `/aset/`). Only the present fingerprint is found, so that
/// `Cache-Control: immutable` is always true.
pub fn find(address: &str) -> Option<Asset> {
    let file = FILES.iter().find(|file| file.address == address)?;
    Some(Asset { bytes: file.bytes, content_type: file.content_type })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_found_at_its_own_address_and_at_no_other() {
        for file in FILES {
            let address = url(file.name);
            let found = find(address.trim_start_matches("/aset/")).expect("an embedded file");
            assert_eq!(found.bytes, file.bytes);
            assert_eq!(find(file.name), None);
        }
    }
}
