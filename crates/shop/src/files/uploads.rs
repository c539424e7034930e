//! From an uploaded file to bytes in the file store and a row to be written. Runs before the transaction begins: inside one there are
//! only database calls. A file whose transaction then fails is an orphan and pruned.

use std::sync::Arc;

use bytes::Bytes;
use domain::problem::Problem;
use store::files::{FileKind, NewFile};
use tokio::sync::Semaphore;

use super::{FileStore, pdf, picture};
use crate::entropy::{self, Entropy};

/// What storing an upload can end in.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// The file is not acceptable; the person is told at the field.
    #[error("refused: {0}")]
    Refused(Problem),
    /// The file store failed.
    #[error("file store: {0}")]
    Store(#[from] std::io::Error),
}

impl From<Problem> for UploadError {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

/// Turns uploads into stored files.
#[derive(Clone)]
pub struct Uploads {
    store: Arc<dyn FileStore>,
    entropy: Arc<dyn Entropy>,
    /// Decoding is heavy; two at a time leave the cores to the people who browse.
    turns: Arc<Semaphore>,
}

impl Uploads {
    /// Uploads into a file store.
    pub fn new(store: Arc<dyn FileStore>, entropy: Arc<dyn Entropy>) -> Self {
        Self { store, entropy, turns: Arc::new(Semaphore::new(2)) }
    }

    /// The file store behind it.
    pub fn store(&self) -> &Arc<dyn FileStore> {
        &self.store
    }

    /// Stores a product picture in all its widths; the row's key is the name without `-<width>.webp`.
    pub async fn product_picture(&self, bytes: Bytes) -> Result<NewFile, UploadError> {
        let sizes = self.aside(move || picture::product(&bytes).map_err(only_pictures)).await?;
        let key = entropy::key(self.entropy.as_ref());
        let (mut total, mut dimensions) = (0, (0, 0));
        for (width, encoded) in sizes {
            total += encoded.webp.len() as i64;
            dimensions = dimensions.max((i64::from(encoded.width), i64::from(encoded.height)));
            self.store.put(&sized(&key, width), encoded.webp.into()).await?;
        }
        let content_type = "image/webp".to_owned();
        Ok(NewFile {
            kind: FileKind::Product,
            storage_key: key,
            content_type,
            size: total,
            dimensions: Some(dimensions),
        })
    }

    /// Stores a private picture (delivery, feedback).
    pub async fn private_picture(&self, kind: FileKind, bytes: Bytes) -> Result<NewFile, UploadError> {
        let told = if kind == FileKind::Proof { std::convert::identity } else { only_pictures };
        let encoded = self.aside(move || picture::private(&bytes).map_err(told)).await?;
        let key = format!("{}.webp", entropy::key(self.entropy.as_ref()));
        let size = encoded.webp.len() as i64;
        self.store.put(&key, encoded.webp.into()).await?;
        let dimensions = Some((i64::from(encoded.width), i64::from(encoded.height)));
        Ok(NewFile { kind, storage_key: key, content_type: "image/webp".to_owned(), size, dimensions })
    }

    /// Stores a payment proof: a picture is drawn anew, a PDF checked (domain.md §6).
    pub async fn proof(&self, bytes: Bytes) -> Result<NewFile, UploadError> {
        if infer::get(&bytes).is_none_or(|kind| kind.mime_type() != "application/pdf") {
            return self.private_picture(FileKind::Proof, bytes).await;
        }
        let checked = bytes.clone();
        self.aside(move || pdf::check(&checked)).await?;
        let key = format!("{}.pdf", entropy::key(self.entropy.as_ref()));
        let size = bytes.len() as i64;
        self.store.put(&key, bytes).await?;
        let content_type = "application/pdf".to_owned();
        Ok(NewFile { kind: FileKind::Proof, storage_key: key, content_type, size, dimensions: None })
    }

    async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, UploadError> {
        let turn = self.turns.clone().acquire_owned().await.expect("the turns are never closed");
        // The turn goes along: who hangs up half-way does not make room for more work than there are turns.
        let work = move || {
            let done = work();
            drop(turn);
            done
        };
        // A decoder that panics on a crafted file refuses that file and nothing else.
        Ok(tokio::task::spawn_blocking(work).await.unwrap_or(Err(Problem::FileUnreadable))?)
    }
}

impl Uploads {
    /// Removes a stored file whose operation was refused; what cannot be removed now is an orphan and pruned later.
    pub async fn discard(&self, file: &NewFile) {
        let keys = match file.kind {
            FileKind::Product => picture::WIDTHS.iter().map(|width| sized(&file.storage_key, *width)).collect(),
            _ => vec![file.storage_key.clone()],
        };
        for key in keys {
            if let Err(error) = self.store.remove(&key).await {
                tracing::warn!(%error, key, "an unused file could not be removed");
            }
        }
    }
}

/// Where no documents are taken, nobody is told to send one.
fn only_pictures(problem: Problem) -> Problem {
    if problem == Problem::FileKind { Problem::PictureKind } else { problem }
}

/// Key of a product picture at one width.
pub fn sized(key: &str, width: u32) -> String {
    format!("{key}-{width}.webp")
}
