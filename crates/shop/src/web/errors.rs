//! The outer layer that draws a page for whatever went wrong, so that no answer is ever a bare status.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::rights::AdminKind;
use http::{Method, StatusCode, header, request::Parts};
use store::sessions::Door;
use tower_http::csrf::ProtectionError;
use views::{
    errors::{DoorErrorPage, DriverErrorPage, ErrorKind, ErrorPage, NotFoundPage, OfficeErrorPage, StaffFault},
    frame::Viewer,
    urls,
};

use super::{
    cookies,
    ctx::{Counts, Ctx, Guest},
    fault::{Fault, Marked},
    parts,
    reply::{self, Adding as _},
};
use crate::app::App;

/// No such address.
pub async fn not_found() -> Fault {
    Fault::NotFound
}

/// Draws the page of a marked or bare fault; everything else passes.
pub async fn draw(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let kept = parts.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let response = forget_flash(&app, &kept, response);
    let Some(fault) = fault_of(&response) else { return response };
    if kept.method == Method::HEAD || is_for_programs(&kept) {
        return response;
    }
    let drawn = page(app.clone(), &kept, fault).await;
    forget_flash(&app, &kept, drawn.unwrap_or_else(|_| bare(fault, &kept)))
}

/// A message for the next page is shown once: the page that shows it makes the browser forget it.
fn forget_flash(app: &App, parts: &Parts, response: Response) -> Response {
    let is_page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page && cookies::get(&parts.headers, cookies::FLASH).is_some() {
        return response.cookie(cookies::forget(cookies::FLASH, app.secure));
    }
    response
}

/// Health checks, sockets and files answer programs, not people.
fn is_for_programs(parts: &Parts) -> bool {
    let path = parts.uri.path();
    [urls::HEALTH, urls::READY, urls::SOCKET].contains(&path)
}

fn fault_of(response: &Response) -> Option<Fault> {
    if let Some(Marked(fault)) = response.extensions().get::<Marked>() {
        return Some(*fault);
    }
    if response.extensions().get::<ProtectionError>().is_some() {
        return Some(Fault::Kind(ErrorKind::CrossSite));
    }
    // Answers of the layers below that are no pages: bodies that are too large, methods that are not allowed.
    let is_page = response.headers().contains_key(header::CONTENT_TYPE)
        && response.headers()[header::CONTENT_TYPE].as_bytes().starts_with(b"text/html");
    match response.status() {
        _ if is_page => None,
        StatusCode::PAYLOAD_TOO_LARGE => Some(Fault::Kind(ErrorKind::TooLarge)),
        StatusCode::METHOD_NOT_ALLOWED => Some(Fault::Kind(ErrorKind::Method)),
        StatusCode::BAD_REQUEST => Some(Fault::Kind(ErrorKind::BadRequest)),
        StatusCode::REQUEST_TIMEOUT => Some(Fault::Kind(ErrorKind::Unavailable)),
        StatusCode::INTERNAL_SERVER_ERROR => Some(Fault::Kind(ErrorKind::Internal)),
        _ => None,
    }
}

fn request_id(parts: &Parts) -> Option<String> {
    parts.headers.get("x-request-id").and_then(|id| id.to_str().ok()).map(ToOwned::to_owned)
}

/// The fault's page as whoever looks knows the shop.
async fn page(app: Arc<App>, parts: &Parts, fault: Fault) -> reply::Answer {
    let ctx = Ctx::gather(app, parts).await?;
    match area(&ctx.path) {
        Door::Customer => of_customer(ctx, parts, fault).await,
        door => of_staff(ctx, parts, door, fault).await,
    }
}

/// Whose pages an address belongs to.
fn area(path: &str) -> Door {
    if path.starts_with("/admin/") || path.starts_with("/laporan/") {
        Door::Admin
    } else if path.starts_with("/karyawan/") {
        Door::Employee
    } else {
        Door::Customer
    }
}

fn reference(kind: ErrorKind, parts: &Parts) -> Option<String> {
    (kind == ErrorKind::Internal).then(|| request_id(parts)).flatten()
}

async fn of_customer(ctx: Ctx, parts: &Parts, fault: Fault) -> reply::Answer {
    let snap = ctx.snap.clone();
    let frame = Guest::of(ctx).await?.frame();
    match fault {
        Fault::NotFound => {
            let products = snap.on_sale().take(4).map(|product| parts::card(&snap, product, None)).collect();
            reply::page(StatusCode::NOT_FOUND, &NotFoundPage { frame, products })
        }
        Fault::Kind(kind) => reply::page(status(kind), &ErrorPage { frame, kind, reference: reference(kind, parts) }),
    }
}

/// Office and drivers stay among their own pages, with the way back there; who is not signed in sees the door.
async fn of_staff(ctx: Ctx, parts: &Parts, door: Door, fault: Fault) -> reply::Answer {
    let (status, fault) = match fault {
        Fault::NotFound => (StatusCode::NOT_FOUND, StaffFault::not_found()),
        Fault::Kind(kind) => (status(kind), StaffFault::of(kind, reference(kind, parts))),
    };
    let Some(person) = ctx.person(door).await? else {
        let login = if door == Door::Admin { urls::ADMIN_LOGIN } else { urls::EMPLOYEE_LOGIN };
        let frame = ctx.frame(Viewer::Visitor, Counts::default());
        return reply::page(status, &DoorErrorPage { frame, fault, login });
    };
    let counts = Counts::of(&person);
    if door == Door::Admin {
        let kind = person.role.parse().unwrap_or(AdminKind::Warehouse);
        let frame = ctx.frame(Viewer::Admin { name: person.name, kind }, counts);
        return reply::page(status, &OfficeErrorPage { frame, fault });
    }
    let frame = ctx.frame(Viewer::Employee { name: person.name }, counts);
    reply::page(status, &DriverErrorPage { frame, fault })
}

fn status(kind: ErrorKind) -> StatusCode {
    StatusCode::from_u16(kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// For when even the database does not answer.
fn bare(fault: Fault, parts: &Parts) -> Response {
    let kind = match fault {
        Fault::NotFound => ErrorKind::Unavailable,
        Fault::Kind(kind) => kind,
    };
    let page = ErrorPage::bare(kind, request_id(parts));
    reply::page(status(kind), &page).unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}
