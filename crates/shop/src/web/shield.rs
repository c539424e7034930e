//! What stands around every route: panics become pages, changes come from our own pages only, bounds, headers, compression.

use std::{sync::Arc, time::Duration};

use axum::{Router, extract::DefaultBodyLimit, middleware, response::Response};
use http::{HeaderName, HeaderValue, header};
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    csrf::CsrfLayer,
    limit::RequestBodyLimitLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    timeout::RequestBodyTimeoutLayer,
    trace::TraceLayer,
};
use views::errors::ErrorKind;

use super::{errors, fault::Fault, watch};
use crate::{app::App, trail};

/// Twelve photos of a product, or one proof that is far too large and gets a message.
const MAX_BODY: usize = 130 * 1024 * 1024;
/// A phone on a bad connection may pause this long in the middle of an upload.
const BODY_PAUSE: Duration = Duration::from_mins(1);

/// Nothing but the shop itself, no inline script or style, no framing. A form of the WhatsApp queue ends in a chat: browsers follow a form's
/// redirects only to where forms may go.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; \
    form-action 'self' https://wa.me https://api.whatsapp.com; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(self), geolocation=(), microphone=(), payment=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Puts all layers around the routes, the outermost first.
pub fn around(routes: Router, app: Arc<App>) -> Router {
    let secure = app.secure;
    let layers = ServiceBuilder::new()
        .layer(middleware::map_request(watch::plain_id))
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(middleware::from_fn_with_state(app.clone(), watch::watch))
        .layer(CompressionLayer::new())
        .layer(middleware::map_response(move |response: Response| async move { with_headers(response, secure) }))
        .layer(middleware::from_fn_with_state(app, errors::draw))
        .layer(CatchPanicLayer::custom(on_panic))
        .layer(CsrfLayer::new())
        .layer(RequestBodyTimeoutLayer::new(BODY_PAUSE))
        .layer(RequestBodyLimitLayer::new(MAX_BODY))
        .layer(DefaultBodyLimit::disable());
    routes.layer(layers)
}

fn with_headers(mut response: Response, secure: bool) -> Response {
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if secure {
        let value = HeaderValue::from_static("max-age=31536000");
        headers.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(value);
    }
    response
}

/// The path without its query: searches and one-time tokens stay out of the logs.
fn span<B>(request: &http::Request<B>) -> tracing::Span {
    let id = trail::of(request.headers());
    let path = request.uri().path();
    let shown = match path {
        path if path.starts_with("/admin/siapkan/") => "/admin/siapkan/…",
        path if path.starts_with("/atur-kata-sandi/") => "/atur-kata-sandi/…",
        path if path.starts_with("/berhenti-email/") => "/berhenti-email/…",
        path => path,
    };
    tracing::info_span!("request", method = %request.method(), path = shown, id)
}

fn on_panic(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    axum::response::IntoResponse::into_response(Fault::Kind(ErrorKind::Internal))
}
