//! Listens and answers until told to stop; requests under way are finished.

use std::{net::SocketAddr, sync::Arc};

use tokio::net::TcpListener;

use crate::app::App;

/// Serves the shop on a listener until `shutdown` is done.
pub async fn serve(
    app: Arc<App>,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let router = super::router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, router).with_graceful_shutdown(shutdown).await
}
