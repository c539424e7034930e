//! Uploaded files: where the bytes lie, and what they are turned into before they lie there.

pub mod local;
pub mod pdf;
pub mod picture;
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
