//! Files over HTTP: embedded assets, public product pictures, and private files for those they belong to.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    ids::{CustomerId, EmployeeId, FileId},
    rights::{AdminKind, Deed},
};
use http::{HeaderValue, header};
use store::{
    files::{FileKind, FileRow},
    sessions::Door,
};
use views::{assets, errors::ErrorKind};

use super::{
    ctx::{Ctx, Id},
    fault::Fault,
    reply::{self, Answer},
};
use crate::{
    app::App,
    files::{picture, uploads},
};

const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// An embedded file; its name changes with its content.
pub async fn asset(Path(name): Path<String>) -> Answer {
    let asset = assets::find(&name).ok_or(Fault::NotFound)?;
    let headers =
        [(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type)), (header::CACHE_CONTROL, FOREVER)];
    Ok((headers, asset.bytes).into_response())
}

/// Browsers ask for it unasked; the page's own icon is an asset.
pub async fn favicon() -> Response {
    reply::to(&assets::url("img/mark.svg"))
}

/// Nothing private is reachable without a session; crawlers need not try.
pub async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /admin/\nDisallow: /karyawan/\nDisallow: /keranjang/\nDisallow: /checkout/\nDisallow: /berkas/\n"
}

/// A product picture at one of the stored widths.
pub async fn media(State(app): State<Arc<App>>, Path((id, width)): Path<(String, String)>) -> Answer {
    let id = id.parse::<FileId>().map_err(|_| Fault::NotFound)?;
    let width = width.strip_suffix(".webp").and_then(|width| width.parse().ok()).ok_or(Fault::NotFound)?;
    if !picture::WIDTHS.contains(&width) {
        return Err(Fault::NotFound);
    }
    let row = store::files::product_picture(&mut app.db.read().await?, id).await?.ok_or(Fault::NotFound)?;
    let bytes = app.uploads.store().get(&uploads::sized(&row.storage_key, width)).await?.ok_or(Fault::NotFound)?;
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static("image/webp")), (header::CACHE_CONTROL, FOREVER)];
    Ok((headers, bytes).into_response())
}

/// A proof, delivery photo or feedback photo: for an admin, the employee who delivered, or the customer whose order it is.
/// For everybody else it does not exist.
pub async fn private(State(app): State<Arc<App>>, Id(id): Id<FileId>, parts: http::request::Parts) -> Answer {
    let ctx = Ctx::gather(app, &parts).await?;
    let row = readable(&ctx, id).await?.ok_or(Fault::NotFound)?;
    let bytes = ctx.app.uploads.store().get(&row.storage_key).await?.ok_or_else(|| {
        tracing::error!(file = %row.id, "a file's bytes are missing");
        Fault::Kind(ErrorKind::Internal)
    })?;
    let content_type = HeaderValue::from_str(&row.content_type).map_err(|_| Fault::NotFound)?;
    let mut response = ([(header::CONTENT_TYPE, content_type)], bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    // Whatever is in it may not act: no scripts, no forms, nothing loaded.
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    if row.content_type == "application/pdf" {
        let name = format!("attachment; filename=\"bukti-{id}.pdf\"");
        headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(|_| Fault::NotFound)?);
    }
    Ok(response)
}

async fn readable(ctx: &Ctx, id: FileId) -> Result<Option<FileRow>, Fault> {
    if let Some(admin) = ctx.person(Door::Admin).await? {
        let all = admin.role.parse::<AdminKind>().is_ok_and(|kind| kind.may(Deed::SeeAllOrders));
        let row = store::files::for_admin(&mut ctx.app.db.read().await?, id).await?;
        // Proofs of payment and photos of customers are not the warehouse's.
        return Ok(row.filter(|row| all || row.kind == FileKind::Delivery.code()));
    }
    if let Some(me) = ctx.person(Door::Customer).await?.and_then(|person| CustomerId::try_from(person.id).ok())
        && let Some(row) = store::files::for_customer(&mut ctx.app.db.read().await?, id, me).await?
    {
        return Ok(Some(row));
    }
    if let Some(me) = ctx.person(Door::Employee).await?.and_then(|person| EmployeeId::try_from(person.id).ok()) {
        return Ok(store::files::for_employee(&mut ctx.app.db.read().await?, id, me).await?);
    }
    Ok(None)
}
