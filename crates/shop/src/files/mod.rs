//! Uploaded files: where the bytes lie, and what they are turned into before they lie there.

pub mod local;
pub mod pdf;
pub mod picture;
pub mod place;
#[cfg(feature = "s3")]
pub mod s3;
pub mod uploads;

use async_trait::async_trait;
use bytes::Bytes;

/// Where bytes lie: a local folder, or object storage. Keys are ours, never a name a person gave.
#[async_trait]
pub trait FileStore: Send + Sync {
    /// Writes bytes under a key. Either all of them are there afterwards or none.
    async fn put(&self, key: &str, bytes: Bytes) -> std::io::Result<()>;
    /// Reads the bytes of a key; `None` when there are none.
    async fn get(&self, key: &str) -> std::io::Result<Option<Bytes>>;
    /// Removes a key; nothing happens when it is not there.
    async fn remove(&self, key: &str) -> std::io::Result<()>;
}

/// Whether a key can be one of ours: it never leads out of its folder.
fn is_plain(key: &str) -> bool {
    let plain = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    plain && key.len() >= 4 && !key.starts_with('.')
}

/// Writes, reads and removes a file under a key of its own, as the doctor and the start of the program do.
pub async fn probe(files: &dyn FileStore, key: &str) -> std::io::Result<()> {
    const WORD: Bytes = Bytes::from_static(b"barokah");
    files.put(key, WORD).await?;
    let same = files.get(key).await?.is_some_and(|bytes| bytes == WORD);
    files.remove(key).await?;
    if same { Ok(()) } else { Err(std::io::Error::other("what was written reads differently")) }
}
