//! Where files are kept, as `--storage-url` says it: nothing for the data folder, `s3://bucket/prefix` for object storage.

use std::{path::Path, sync::Arc};

use anyhow::bail;

use super::{FileStore, local::LocalFiles};

/// Opens the place of files. Nothing is asked of a server yet.
pub fn open(url: Option<&str>, folder: &Path) -> anyhow::Result<Arc<dyn FileStore>> {
    let Some(url) = url else { return Ok(Arc::new(LocalFiles::new(folder))) };
    if !url.starts_with("s3://") {
        bail!("--storage-url harus dimulai dengan s3://, misalnya s3://nama-bucket/toko");
    }
    open_s3(url)
}

#[cfg(feature = "s3")]
fn open_s3(url: &str) -> anyhow::Result<Arc<dyn FileStore>> {
    Ok(Arc::new(super::s3::S3Files::open(url)?))
}

#[cfg(not(feature = "s3"))]
fn open_s3(_url: &str) -> anyhow::Result<Arc<dyn FileStore>> {
    bail!("program ini dibangun tanpa penyimpanan objek (fitur s3); pakai folder data, atau bangun dengan fitur itu")
}

/// The place as people may read it: without what follows `?`, where keys may stand, and without a password before `@`.
pub fn shown(url: Option<&str>, folder: &Path) -> String {
    let Some(url) = url else { return folder.display().to_string() };
    let (scheme, rest) = url.split_once("://").unwrap_or(("s3", url));
    let rest = rest.split('?').next().unwrap_or_default();
    let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
    format!("{scheme}://{place}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_of_the_storage_is_shown() {
        let folder = Path::new("data/files");
        let of = |url| shown(Some(url), folder);
        assert_eq!(of("s3://toko/berkas?access_key_id=AKIA&secret_access_key=rahasia"), "s3://toko/berkas");
        assert_eq!(of("s3://AKIA:rahasia@toko/berkas"), "s3://toko/berkas");
        assert_eq!(shown(None, folder), "data/files");
    }

    #[test]
    fn what_is_no_place_is_told_without_repeating_it() {
        let told = open(Some("gs://rahasia"), Path::new("files")).err().expect("is refused").to_string();
        assert!(told.contains("s3://") && !told.contains("rahasia"), "{told}");
    }
}
