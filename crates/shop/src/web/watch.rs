//! Who watches a request: it gets its id, jobs it causes carry the id on, and it is counted by its route.

use std::{sync::Arc, time::Instant};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};

use crate::{app::App, trail};

/// What is no address of the shop is one route, whatever it is called.
const NO_ROUTE: &str = "none";

/// An id that a stranger made up does not get into the log.
pub async fn plain_id(mut request: Request) -> Request {
    if !trail::is_plain(trail::of(request.headers())) {
        request.headers_mut().remove(trail::HEADER);
    }
    request
}

/// Counts a request and lays its trail.
pub async fn watch(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let id = trail::of(request.headers()).to_owned();
    let begun = Instant::now();
    let response = trail::within(&id, next.run(request)).await;
    let route = route.as_ref().map_or(NO_ROUTE, MatchedPath::as_str);
    app.metrics.request(route, &method, response.status(), begun.elapsed());
    response
}
