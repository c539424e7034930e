//! Files in a folder of this machine.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use bytes::Bytes;
use tokio::{fs, io::AsyncWriteExt as _};

use super::FileStore;

/// A folder with two levels, so that no directory grows too long: `ab/abcdef…`.
#[derive(Clone, Debug)]
pub struct LocalFiles {
    folder: PathBuf,
}

impl LocalFiles {
    /// Files below a folder, which is made when the first one comes.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    fn path(&self, key: &str) -> std::io::Result<PathBuf> {
        if !super::is_plain(key) {
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidInput, "not a key of this store"));
        }
        Ok(self.folder.join(&key[..2]).join(key))
    }
}

#[async_trait]
impl FileStore for LocalFiles {
    async fn put(&self, key: &str, bytes: Bytes) -> std::io::Result<()> {
        let path = self.path(key)?;
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        fs::create_dir_all(&folder).await?;
        let unfinished = path.with_extension("unfinished");
        let mut file = fs::File::create(&unfinished).await?;
        file.write_all(&bytes).await?;
        // The row that names the file is committed later; the bytes must be on the disk by then.
        file.sync_all().await?;
        fs::rename(&unfinished, &path).await
    }

    async fn get(&self, key: &str) -> std::io::Result<Option<Bytes>> {
        match fs::read(self.path(key)?).await {
            Ok(bytes) => Ok(Some(bytes.into())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn remove(&self, key: &str) -> std::io::Result<()> {
        match fs::remove_file(self.path(key)?).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}
