//! What a form sent: texts and files, from either way of sending, with bounds. A file that is too large is read to its end and thrown
//! away, so that the person gets a message at the field instead of a broken connection.

use std::collections::HashMap;

use axum::{
    extract::{FromRequest, Multipart, Request},
    response::Response,
};
use bytes::Bytes;
use domain::problem::Problem;
use http::header;
use views::{errors::ErrorKind, form::FormState};

use super::fault::Fault;
use crate::{app::App, ops::catalogue::MAX_PHOTOS};

/// Everything typed in one form.
const MAX_TEXT: usize = 512 * 1024;
/// Largest file that is kept while it is looked at; each kind of upload has its own, lower bound.
const MAX_FILE: usize = 24 * 1024 * 1024;
/// Parts of one form, empty ones too.
const MAX_PARTS: usize = 400;
/// Fields of one form.
const MAX_FIELDS: usize = 300;

/// A file that came with a form.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    bytes: Bytes,
    /// What it was called there.
    name: String,
    /// There was more than is ever kept.
    cut: bool,
}

/// The fields and files of a form.
#[derive(Clone, Debug, Default)]
pub struct Posted {
    texts: HashMap<String, Vec<String>>,
    files: HashMap<String, Vec<Upload>>,
}

impl Posted {
    /// What stands in a field; empty when it is not there.
    pub fn text(&self, field: &str) -> &str {
        self.texts.get(field).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// Everything that stands in fields of this name (tick boxes of a list).
    pub fn all(&self, field: &str) -> &[String] {
        self.texts.get(field).map(Vec::as_slice).unwrap_or_default()
    }

    /// What stands in a field, owned.
    pub fn owned(&self, field: &str) -> String {
        self.text(field).to_owned()
    }

    /// Whether a field (a tick box, a named submit) was sent at all with something in it.
    pub fn has(&self, field: &str) -> bool {
        !self.text(field).is_empty()
    }

    /// The first file of a field; `None` when none was chosen. Refused when larger than `max` bytes.
    pub fn file(&self, field: &str, max: u64) -> Result<Option<Bytes>, Problem> {
        self.all_files(field, max).map(|files| files.into_iter().next())
    }

    /// All files of a field.
    pub fn all_files(&self, field: &str, max_bytes: u64) -> Result<Vec<Bytes>, Problem> {
        let files = self.files.get(field).map(Vec::as_slice).unwrap_or_default();
        let chosen = files.iter().filter(|file| file.cut || !file.bytes.is_empty());
        chosen
            .map(|file| {
                let fits = !file.cut && file.bytes.len() as u64 <= max_bytes;
                if fits { Ok(file.bytes.clone()) } else { Err(Problem::FileTooLarge { max_bytes }) }
            })
            .collect()
    }

    /// What the first file of a field is called; empty when none was chosen.
    pub fn file_name(&self, field: &str) -> &str {
        self.files.get(field).and_then(|files| files.first()).map_or("", |file| &file.name)
    }

    /// Whether a file was chosen in a field, whatever became of it.
    pub fn has_file(&self, field: &str) -> bool {
        self.files.get(field).is_some_and(|files| files.iter().any(|file| file.cut || !file.bytes.is_empty()))
    }

    /// A form state that keeps what was typed in these fields.
    pub fn keep(&self, fields: &[&str]) -> FormState {
        FormState::filled(fields.iter().map(|field| (*field, self.owned(field))))
    }

    /// A form state that keeps everything typed, but no password.
    pub fn keep_all(&self) -> FormState {
        let kept = self.texts.iter().filter(|(field, _)| !field.contains("password"));
        FormState::filled(kept.map(|(field, _)| (field.as_str(), self.owned(field))))
    }

    fn put_text(&mut self, field: String, value: &str) -> Result<(), Fault> {
        if self.texts.len() >= MAX_FIELDS {
            return Err(Fault::Kind(ErrorKind::BadRequest));
        }
        // PostgreSQL has no zero characters in texts; nobody types one.
        self.texts.entry(field).or_default().push(value.replace('\0', ""));
        Ok(())
    }
}

/// Puts the problems of an operation into a form state.
pub fn refuse(mut form: FormState, problems: impl IntoIterator<Item = (&'static str, Problem)>) -> FormState {
    for (field, problem) in problems {
        if field.is_empty() {
            form.refuse_whole(views::text::problem(&problem));
        } else {
            form.refuse(field, problem);
        }
    }
    form
}

/// Asks for files again that came with a form refused for another reason: a browser does not keep them.
#[must_use]
pub fn attach_again(mut form: FormState, posted: &Posted, field: &str) -> FormState {
    if posted.has_file(field) {
        form.refuse(field, Problem::AttachAgain);
    }
    form
}

/// A form that may carry one file.
pub struct WithFiles(pub Posted);

/// A form of the office that may carry as many files as a product has photos.
pub struct WithPhotos(pub Posted);

/// A form of texts only; files in it are thrown away unread.
pub struct Typed(pub Posted);

impl<S: Send + Sync> FromRequest<S> for WithFiles
where
    std::sync::Arc<App>: axum::extract::FromRef<S>,
{
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        read(request, state, 1).await.map(Self).map_err(axum::response::IntoResponse::into_response)
    }
}

impl<S: Send + Sync> FromRequest<S> for WithPhotos
where
    std::sync::Arc<App>: axum::extract::FromRef<S>,
{
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let read = read(request, state, MAX_PHOTOS).await;
        read.map(Self).map_err(axum::response::IntoResponse::into_response)
    }
}

impl<S: Send + Sync> FromRequest<S> for Typed
where
    std::sync::Arc<App>: axum::extract::FromRef<S>,
{
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        read(request, state, 0).await.map(Self).map_err(axum::response::IntoResponse::into_response)
    }
}

async fn read<S: Send + Sync>(request: Request, state: &S, max_files: usize) -> Result<Posted, Fault> {
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    if content_type.starts_with("multipart/form-data") {
        let parts = Multipart::from_request(request, state).await.map_err(|_| Fault::Kind(ErrorKind::BadRequest))?;
        return read_parts(parts, max_files).await;
    }
    let bytes =
        axum::body::to_bytes(request.into_body(), MAX_TEXT).await.map_err(|_| Fault::Kind(ErrorKind::TooLarge))?;
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_bytes(&bytes).map_err(|_| Fault::Kind(ErrorKind::BadRequest))?;
    let mut posted = Posted::default();
    for (field, value) in pairs {
        posted.put_text(field, &value)?;
    }
    Ok(posted)
}

async fn read_parts(mut parts: Multipart, max_files: usize) -> Result<Posted, Fault> {
    let broken = |_| Fault::Kind(ErrorKind::BadRequest);
    let mut posted = Posted::default();
    let (mut kept_files, mut text_bytes, mut count) = (0, 0, 0);
    while let Some(mut part) = parts.next_field().await.map_err(broken)? {
        count += 1;
        if count > MAX_PARTS {
            return Err(Fault::Kind(ErrorKind::BadRequest));
        }
        let field = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let is_file = file_name.is_some();
        let bound = match (is_file, kept_files < max_files) {
            (true, true) => MAX_FILE,
            (true, false) => 0,
            (false, _) => MAX_TEXT - text_bytes,
        };
        let mut bytes = Vec::new();
        let mut cut = false;
        while let Some(chunk) = part.chunk().await.map_err(broken)? {
            cut |= bytes.len() + chunk.len() > bound;
            if !cut {
                bytes.extend_from_slice(&chunk);
            }
        }
        if !is_file {
            if cut {
                return Err(Fault::Kind(ErrorKind::TooLarge));
            }
            text_bytes += bytes.len();
            posted.put_text(field, &String::from_utf8_lossy(&bytes))?;
        } else if max_files > 0 {
            kept_files += usize::from(!bytes.is_empty());
            let bytes = if cut { Bytes::new() } else { bytes.into() };
            posted.files.entry(field).or_default().push(Upload { bytes, name: file_name.unwrap_or_default(), cut });
        }
    }
    Ok(posted)
}
