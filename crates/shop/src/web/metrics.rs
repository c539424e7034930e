//! `/metrics`, for programs on this machine and for who has the word (domain.md §13); everybody else finds nothing here.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    extract::{ConnectInfo, State},
    response::IntoResponse as _,
};
use http::{HeaderValue, header, request::Parts};
use subtle::ConstantTimeEq as _;

use super::{fault::Fault, reply::Answer};
use crate::{app::App, metrics};

const CONTENT_TYPE: HeaderValue =
    HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");
/// A proxy leaves at least one of these; what came through one is not from this machine, whoever the last peer was.
const OF_PROXIES: [&str; 4] = ["x-forwarded-for", "x-real-ip", "forwarded", "via"];

/// All figures. Behind a proxy every request comes from this machine: there only the word opens it.
pub async fn show(State(app): State<Arc<App>>, parts: Parts) -> Answer {
    if !has_word(&app, &parts) && (app.behind_proxy || !is_from_here(&parts)) {
        return Err(Fault::NotFound);
    }
    let headers = [(header::CONTENT_TYPE, CONTENT_TYPE), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((headers, metrics::text(&app).await).into_response())
}

fn has_word(app: &App, parts: &Parts) -> bool {
    let Some(wanted) = &app.metrics_token else { return false };
    let said = parts.headers.get(header::AUTHORIZATION).and_then(|said| said.as_bytes().strip_prefix(b"Bearer "));
    said.is_some_and(|said| said.ct_eq(wanted.as_bytes()).into())
}

fn is_from_here(parts: &Parts) -> bool {
    let near = |info: &ConnectInfo<SocketAddr>| info.0.ip().to_canonical().is_loopback();
    let direct = OF_PROXIES.iter().all(|name| !parts.headers.contains_key(*name));
    direct && parts.extensions.get::<ConnectInfo<SocketAddr>>().is_some_and(near)
}
