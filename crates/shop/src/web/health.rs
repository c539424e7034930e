//! For whoever watches the program: is it alive, can it work.

use std::sync::Arc;

use axum::extract::State;
use http::StatusCode;

use crate::app::App;

/// The process answers.
pub async fn alive() -> &'static str {
    "ok"
}

/// The database answers and is up to date.
pub async fn ready(State(app): State<Arc<App>>) -> (StatusCode, &'static str) {
    match store::migrate::versions(&app.db).await {
        Ok((known, has)) if has >= known => (StatusCode::OK, "ok"),
        Ok(_) => (StatusCode::SERVICE_UNAVAILABLE, "migrations are missing"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
    }
}
