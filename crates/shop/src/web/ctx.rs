//! Who asks for a page, and what each page needs around its content. An extractor per kind of person: a handler that names one cannot
//! forget the check.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    extract::{ConnectInfo, FromRef, FromRequestParts, MatchedPath},
    response::{IntoResponse, Response},
};
use domain::{
    ids::{AdminId, CustomerId, EmployeeId},
    order::OrderState,
    rights::{AdminKind, Deed},
    time::UtcMillis,
};
use http::{HeaderMap, Method, request::Parts};
use store::{
    Recipient,
    carts::CartOwner,
    places::By,
    sessions::{Door, Person},
};
use views::{
    errors::ErrorKind,
    frame::{Flash, Frame, ShopFace, Tone, Viewer},
    urls,
};

use super::{
    admin::rights,
    cookies,
    fault::Fault,
    posted::Posted,
    reply::{self, Adding as _},
};
use crate::{app::App, ops, snapshot::Snapshot};

/// What every handler gets: the app, the public catalogue, the time, and what the browser sent along.
pub struct Ctx {
    pub app: Arc<App>,
    pub snap: Arc<Snapshot>,
    pub now: UtcMillis,
    pub path: String,
    pub headers: HeaderMap,
    /// Address of the browser.
    pub from: String,
    flash: Option<Flash>,
}

impl Ctx {
    /// Gathers it from a request.
    pub async fn gather(app: Arc<App>, parts: &Parts) -> Result<Self, Fault> {
        let snap = app.snapshot().await?;
        let flash = cookies::get(&parts.headers, cookies::FLASH).and_then(reply::read_flash);
        Ok(Self {
            snap,
            now: app.clock.now(),
            path: parts.uri.path().to_owned(),
            from: browser_address(&app, parts),
            headers: parts.headers.clone(),
            flash,
            app,
        })
    }

    /// The person behind the cookie of one door, if there is one (one statement, none without a cookie).
    pub async fn person(&self, door: Door) -> Result<Option<Person>, Fault> {
        let Some(token) = cookies::token(&self.headers, cookies::of_door(door)) else { return Ok(None) };
        let mut conn = self.app.db.read().await?;
        let person = store::sessions::find(&mut conn, door, &token.hash(), self.now).await?;
        drop(conn);
        if let Some(person) = &person {
            self.lengthen(door, &token, person).await?;
        }
        Ok(person)
    }

    /// A session in use goes on: it is lengthened once half of it has passed.
    async fn lengthen(&self, door: Door, token: &crate::entropy::Token, person: &Person) -> Result<(), Fault> {
        let end = ops::accounts::session_end(door, self.now);
        if person.expires_at.get() - self.now.get() > (end.get() - self.now.get()) / 2 {
            return Ok(());
        }
        let mut tx = self.app.db.begin().await?;
        store::sessions::extend(&mut tx, &token.hash(), end).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The cart of a visitor, if the browser has one.
    pub fn visitor_cart(&self) -> Option<CartOwner> {
        cookies::token(&self.headers, cookies::CART).map(|token| CartOwner::Visitor(token.hash()))
    }

    /// The head and foot of a page.
    pub fn frame(&self, viewer: Viewer, counts: Counts) -> Frame {
        let shop = &self.snap.settings.shop;
        Frame {
            shop: ShopFace {
                name: shop.name.clone(),
                address: shop.address.clone(),
                phone: shop.phone.clone(),
                wa: domain::people::Phone::parse(&shop.phone)
                    .map(|phone| phone.wa_number().to_owned())
                    .unwrap_or_default(),
            },
            viewer,
            cart_lines: counts.cart_lines,
            unread: counts.unread,
            // Live news go on after what is settled: an older one may still be on its way (docs/decisions/0008).
            last_notification: counts.last_notification.min(self.app.hub.settled()),
            flash: self.flash.clone(),
            path: self.path.clone(),
        }
    }

    /// Goes to an address and says something there.
    pub fn go(&self, address: &str, tone: Tone, text: &str) -> Response {
        reply::to(address).flash(tone, text, self.app.secure)
    }
}

/// Counts in the head of a page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub cart_lines: i64,
    pub unread: i64,
    pub last_notification: i64,
}

impl Counts {
    pub fn of(person: &Person) -> Self {
        Self { cart_lines: person.cart_lines, unread: person.unread, last_notification: person.last_notification }
    }
}

fn browser_address(app: &App, parts: &Parts) -> String {
    let forwarded = parts.headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
    if let (true, Some(list)) = (app.behind_proxy, forwarded)
        && let Some(last) = list.rsplit(',').next()
    {
        return last.trim().to_owned();
    }
    parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_string()).unwrap_or_default()
}

/// Where somebody without a session is sent, with a word why.
fn to_the_door(ctx: &Ctx, parts: &Parts, door: &str) -> Response {
    let asked = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let address =
        if parts.method == Method::GET { format!("{door}?next={}", urls::encode(asked)) } else { door.to_owned() };
    ctx.go(&address, Tone::Note, views::text::sign_in_first(parts.method == Method::GET))
}

/// Anybody: a visitor, or a customer who is signed in.
pub struct Guest {
    pub ctx: Ctx,
    pub customer: Option<SignedIn>,
    cart_lines: i64,
}

/// A customer who is signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub id: CustomerId,
    pub username: String,
    pub name: String,
    counts: Counts,
}

impl SignedIn {
    fn from_person(person: &Person) -> Option<Self> {
        let id = CustomerId::try_from(person.id).ok()?;
        Some(Self { id, username: person.username.clone(), name: person.name.clone(), counts: Counts::of(person) })
    }
}

impl Guest {
    /// Head and foot.
    pub fn frame(&self) -> Frame {
        match &self.customer {
            Some(customer) => self.ctx.frame(Viewer::Customer { name: customer.name.clone() }, customer.counts),
            None => self.ctx.frame(Viewer::Visitor, Counts { cart_lines: self.cart_lines, ..Counts::default() }),
        }
    }

    /// Whose cart is shown; `None` for a visitor who has none yet.
    pub fn cart(&self) -> Option<CartOwner> {
        self.customer.as_ref().map(|customer| CartOwner::Customer(customer.id)).or_else(|| self.ctx.visitor_cart())
    }
}

/// A page only signed-in customers see.
pub struct Customer {
    pub ctx: Ctx,
    pub me: SignedIn,
}

impl Customer {
    /// Head and foot.
    pub fn frame(&self) -> Frame {
        self.ctx.frame(Viewer::Customer { name: self.me.name.clone() }, self.me.counts)
    }

    /// Whether this customer opened the form, not somebody who was signed in before in the same browser. A form without the mark is theirs.
    pub fn opened(&self, posted: &Posted) -> bool {
        !posted.has("akun") || posted.text("akun") == self.me.username
    }

    /// The customer as the one who did something.
    pub fn by(&self) -> By {
        ops::by_customer(self.me.id, &self.me.name)
    }
}

/// A page only signed-in employees see.
pub struct Employee {
    pub ctx: Ctx,
    pub id: EmployeeId,
    pub name: String,
    pub email: String,
    counts: Counts,
}

impl Employee {
    /// Head and foot.
    pub fn frame(&self) -> Frame {
        self.ctx.frame(Viewer::Employee { name: self.name.clone() }, self.counts)
    }

    /// The employee as the one who did something.
    pub fn by(&self) -> By {
        ops::by_employee(self.id, &self.name)
    }
}

/// A page only signed-in admins see.
pub struct Admin {
    pub ctx: Ctx,
    pub id: AdminId,
    pub name: String,
    pub username: String,
    pub kind: AdminKind,
    counts: Counts,
}

impl Admin {
    /// Head and foot.
    pub fn frame(&self) -> Frame {
        self.ctx.frame(Viewer::Admin { name: self.name.clone(), kind: self.kind }, self.counts)
    }

    /// The admin as the one who did something.
    pub fn by(&self) -> By {
        ops::by_admin(self.id, &self.name, self.kind)
    }

    /// Whether this kind of admin may do it: for what pages offer. Operations ask for themselves.
    pub fn may(&self, deed: Deed) -> bool {
        self.kind.may(deed)
    }

    /// Whether an order in this state is there for this admin.
    pub fn sees(&self, state: OrderState) -> bool {
        self.kind.sees(state)
    }
}

impl Customer {
    /// Whose notifications.
    pub fn recipient(&self) -> Recipient {
        Recipient::Customer(self.me.id.get())
    }
}

async fn gather<S: Send + Sync>(parts: &Parts, state: &S) -> Result<Ctx, Response>
where
    Arc<App>: FromRef<S>,
{
    Ctx::gather(Arc::<App>::from_ref(state), parts).await.map_err(IntoResponse::into_response)
}

impl<S: Send + Sync> FromRequestParts<S> for Guest
where
    Arc<App>: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let ctx = gather(parts, state).await?;
        Self::of(ctx).await.map_err(IntoResponse::into_response)
    }
}

impl Guest {
    /// Finds out who it is.
    pub async fn of(ctx: Ctx) -> Result<Self, Fault> {
        let customer = ctx.person(Door::Customer).await?.as_ref().and_then(SignedIn::from_person);
        let cart_lines = match (&customer, ctx.visitor_cart()) {
            (None, Some(cart)) => store::carts::count(&mut ctx.app.db.read().await?, &cart).await?,
            _ => 0,
        };
        Ok(Self { ctx, customer, cart_lines })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Customer
where
    Arc<App>: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let ctx = gather(parts, state).await?;
        let person = ctx.person(Door::Customer).await.map_err(IntoResponse::into_response)?;
        match person.as_ref().and_then(SignedIn::from_person) {
            Some(me) => Ok(Self { ctx, me }),
            None => Err(to_the_door(&ctx, parts, urls::LOGIN)),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Employee
where
    Arc<App>: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let ctx = gather(parts, state).await?;
        let person = ctx.person(Door::Employee).await.map_err(IntoResponse::into_response)?;
        let found = person.and_then(|person| EmployeeId::try_from(person.id).ok().map(|id| (id, person)));
        match found {
            Some((id, person)) => {
                let counts = Counts::of(&person);
                Ok(Self { ctx, id, name: person.name, email: person.username, counts })
            }
            None => Err(to_the_door(&ctx, parts, urls::EMPLOYEE_LOGIN)),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Admin
where
    Arc<App>: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let ctx = gather(parts, state).await?;
        let person = ctx.person(Door::Admin).await.map_err(IntoResponse::into_response)?;
        let found = person.and_then(|person| AdminId::try_from(person.id).ok().map(|id| (id, person)));
        match found {
            Some((id, person)) => {
                let counts = Counts::of(&person);
                // Read with the session at each request: who is made something else has other rights with the next click.
                let kind: AdminKind = person.role.parse().unwrap_or(AdminKind::Warehouse);
                let path = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
                if !kind.may(rights::of(path, parts.method == Method::POST)) {
                    return Err(Fault::Kind(ErrorKind::Forbidden).into_response());
                }
                Ok(Self { ctx, id, name: person.name, username: person.username, kind, counts })
            }
            None => Err(to_the_door(&ctx, parts, urls::ADMIN_LOGIN)),
        }
    }
}

/// The id in an address; anything that is none is simply not found.
pub struct Id<T>(pub T);

impl<S: Send + Sync, T: TryFrom<i64> + Send> FromRequestParts<S> for Id<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let not_found = || Fault::NotFound.into_response();
        let path = axum::extract::RawPathParams::from_request_parts(parts, state).await.map_err(|_| not_found())?;
        let raw = path.iter().find(|(name, _)| *name == "id").and_then(|(_, value)| value.parse::<i64>().ok());
        raw.and_then(|raw| T::try_from(raw).ok()).map(Self).ok_or_else(not_found)
    }
}

/// The query of an address, as texts; a query that cannot be read is an empty one.
pub struct Query(Vec<(String, String)>);

impl Query {
    /// One value, the last of its name; empty when it is not there.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().rev().find(|(found, _)| found == name).map_or("", |(_, value)| value.as_str())
    }

    /// Whether a name is there at all.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(found, _)| found == name)
    }

    /// All values of a name.
    pub fn all<'q>(&'q self, name: &'q str) -> impl Iterator<Item = &'q str> {
        self.0.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The page that is asked for, from 1.
    pub fn page(&self) -> i64 {
        self.get("halaman").parse().ok().filter(|page| (1..=100_000).contains(page)).unwrap_or(1)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, std::convert::Infallible> {
        let pairs: Vec<(String, String)> =
            serde_urlencoded::from_str(parts.uri.query().unwrap_or_default()).unwrap_or_default();
        let clean = pairs.into_iter().map(|(name, value)| (name, value.replace('\0', "").chars().take(300).collect()));
        Ok(Self(clean.collect()))
    }
}
