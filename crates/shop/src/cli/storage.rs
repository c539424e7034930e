//! Before the shop opens: can files be kept? A wrong bucket or wrong keys are told at once; a storage that is away for a while keeps
//! nobody from buying.

use std::io::ErrorKind;

use anyhow::bail;

use crate::{app::App, config::Options, entropy, files};

/// Tries the storage once.
pub async fn check(app: &App, options: &Options) -> anyhow::Result<()> {
    let key = format!("start-{}", entropy::key(app.entropy.as_ref()));
    let Err(error) = files::probe(app.uploads.store().as_ref(), &key).await else { return Ok(()) };
    let place = options.storage_place();
    match error.kind() {
        ErrorKind::NotFound => {
            bail!("Berkas tidak bisa disimpan di {place}: bucket itu tidak ada. Periksa --storage-url")
        }
        ErrorKind::PermissionDenied => {
            bail!(
                "Berkas tidak bisa disimpan di {place}: ditolak. Periksa AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, dan izin folder atau bucket"
            )
        }
        _ => tracing::warn!(%error, place, "the file store does not answer; the shop opens all the same"),
    }
    Ok(())
}
