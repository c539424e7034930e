//! The lists of routes as things that can be read: what the router answers is exactly what stands in them, and a test holds every entry
//! against every kind of person (`tests/suite/roles.rs`).

use std::{convert::Infallible, sync::Arc};

use axum::{
    Router,
    handler::Handler,
    routing::{self, MethodRouter},
};

use crate::app::App;

/// One address with what it answers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    pub path: &'static str,
    pub get: bool,
    pub post: bool,
}

/// The handlers of one address.
pub struct Way {
    handlers: MethodRouter<Arc<App>, Infallible>,
    get: bool,
    post: bool,
}

/// An address that shows something.
pub fn get<H: Handler<T, Arc<App>>, T: 'static>(handler: H) -> Way {
    Way { handlers: routing::get(handler), get: true, post: false }
}

/// An address that changes something.
pub fn post<H: Handler<T, Arc<App>>, T: 'static>(handler: H) -> Way {
    Way { handlers: routing::post(handler), get: false, post: true }
}

impl Way {
    /// The same address shows something, too.
    #[must_use]
    pub fn get<H: Handler<T, Arc<App>>, T: 'static>(self, handler: H) -> Self {
        Self { handlers: self.handlers.get(handler), get: true, ..self }
    }

    /// The same address changes something, too.
    #[must_use]
    pub fn post<H: Handler<T, Arc<App>>, T: 'static>(self, handler: H) -> Self {
        Self { handlers: self.handlers.post(handler), post: true, ..self }
    }
}

/// Addresses with their handlers, and the list of them.
#[derive(Default)]
pub struct Routes {
    router: Router<Arc<App>>,
    list: Vec<Route>,
}

impl Routes {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an address.
    #[must_use]
    pub fn route(mut self, path: &'static str, way: Way) -> Self {
        self.list.push(Route { path, get: way.get, post: way.post });
        self.router = self.router.route(path, way.handlers);
        self
    }

    /// Adds all addresses of another list.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.list.extend(other.list);
        self.router = self.router.merge(other.router);
        self
    }

    /// Every address in it.
    pub fn list(&self) -> &[Route] {
        &self.list
    }

    /// What the server works with.
    pub fn into_router(self) -> Router<Arc<App>> {
        self.router
    }
}
