//! When a handler cannot answer with its page: the kind of fault, turned into a page by the outer layer (`errors`).

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use store::StoreError;
use views::errors::ErrorKind;

use crate::{files::uploads::UploadError, ops::OpError};

/// Why there is no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No such thing, or not this person's.
    NotFound,
    /// Everything else, by its kind.
    Kind(ErrorKind),
}

/// Marks a response that the outer layer draws.
#[derive(Clone, Copy, Debug)]
pub struct Marked(pub Fault);

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let status = match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Kind(kind) => StatusCode::from_u16(kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(Marked(self));
        response
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        // Two people took the same name in the same moment: the second one tries again and reads which field it is.
        if error.is_contention() || error.is_unique_violation() {
            tracing::warn!(%error, "the database is busy");
            return Self::Kind(ErrorKind::Unavailable);
        }
        tracing::error!(%error, "the database failed");
        Self::Kind(ErrorKind::Internal)
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        tracing::error!(%error, "the file store failed");
        // It comes back, and nothing was changed: trying again is the right advice.
        Self::Kind(ErrorKind::Unavailable)
    }
}

impl From<OpError> for Fault {
    /// For refusals that no form can show; handlers show the others themselves.
    fn from(error: OpError) -> Self {
        match error {
            OpError::Store(error) => error.into(),
            OpError::NotFound => Self::NotFound,
            OpError::NotAllowed(_) => Self::Kind(ErrorKind::Forbidden),
            OpError::Fields(_) | OpError::Refused(_) | OpError::Missing(_) | OpError::Stale => {
                tracing::info!(%error, "a refusal without a form");
                Self::Kind(ErrorKind::BadRequest)
            }
        }
    }
}

impl From<UploadError> for Fault {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::Refused(_) => Self::Kind(ErrorKind::BadRequest),
            UploadError::Store(error) => error.into(),
        }
    }
}
