//! Without SMTP settings mails become files, one for each delivery key, which any mail program opens.

use std::path::PathBuf;

use async_trait::async_trait;
use tokio::fs;

use super::{Envelope, MailError, Transport, message};

/// Writes mails into a folder.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// The folder is made with the first mail.
    pub fn new(folder: PathBuf) -> Self {
        Self(folder)
    }
}

#[async_trait]
impl Transport for Folder {
    fn name(&self) -> &'static str {
        "folder"
    }

    async fn send(&self, envelope: &Envelope) -> Result<(), MailError> {
        let bytes = message(envelope)?.formatted();
        let file = self.0.join(message::file_name(&envelope.key));
        let half = file.with_extension("tmp");
        fs::create_dir_all(&self.0).await?;
        fs::write(&half, bytes).await?;
        // Whole or not at all; the same key is the same file.
        fs::rename(&half, &file).await?;
        Ok(())
    }

    async fn forget(&self, keys: &[String]) -> std::io::Result<()> {
        for key in keys {
            match fs::remove_file(self.0.join(message::file_name(key))).await {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }
}
