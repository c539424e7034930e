//! Figures for whoever watches the program, in the text that Prometheus reads (docs/operations.md lists them). Each process counts for
//! itself; what stands in the database (queues) is read when somebody asks. Labels come from lists of ours, never from what people send.

mod scrape;

use std::time::{Duration, Instant};

use http::{Method, StatusCode};
use prometheus_client::{
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::Registry,
};

pub use scrape::text;

/// Labels with their values.
type Labels<const N: usize> = [(&'static str, String); N];
type Counters<const N: usize> = Family<Labels<N>, Counter>;
type Gauges<const N: usize> = Family<Labels<N>, Gauge>;
type Histograms<const N: usize> = Family<Labels<N>, Histogram, fn() -> Histogram>;

/// Limits of the buckets of requests, in seconds.
const REQUEST_BUCKETS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];
/// Limits of the buckets of jobs, in seconds.
const JOB_BUCKETS: [f64; 9] = [0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0];

/// The figures of one process.
pub struct Metrics {
    registry: Registry,
    requests: Counters<3>,
    request_seconds: Histograms<2>,
    live_channels: Gauge,
    /// Notifications sent over live channels.
    pub notifications_sent: Counter,
    jobs: Counters<2>,
    job_seconds: Histograms<1>,
    mails: Counters<2>,
    pub orders_placed: Counter,
    pub catalogue_reads: Counter,
    queue_jobs: Gauges<2>,
    queue_oldest: Gauges<1>,
    workers_alive: Gauge,
    database_up: Gauge,
    connections: Gauges<2>,
    line_up: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    /// All figures at zero.
    pub fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("barokah"),
            requests: Family::default(),
            request_seconds: Family::new_with_constructor(|| Histogram::new(REQUEST_BUCKETS)),
            live_channels: Gauge::default(),
            notifications_sent: Counter::default(),
            jobs: Family::default(),
            job_seconds: Family::new_with_constructor(|| Histogram::new(JOB_BUCKETS)),
            mails: Family::default(),
            orders_placed: Counter::default(),
            catalogue_reads: Counter::default(),
            queue_jobs: Family::default(),
            queue_oldest: Family::default(),
            workers_alive: Gauge::default(),
            database_up: Gauge::default(),
            connections: Family::default(),
            line_up: Gauge::default(),
        };
        metrics.register_counted();
        metrics.register_asked();
        metrics
    }

    /// What is counted when it happens.
    fn register_counted(&mut self) {
        let registry = &mut self.registry;
        registry.register("requests", "Requests by route, method and class of status", self.requests.clone());
        registry.register(
            "request_seconds",
            "Until the answer begins, by route and method",
            self.request_seconds.clone(),
        );
        registry.register("live_channels", "Open live channels (WebSocket)", self.live_channels.clone());
        registry.register(
            "notifications_sent",
            "Notifications sent over live channels",
            self.notifications_sent.clone(),
        );
        registry.register(
            "jobs",
            "Runs of jobs by kind and outcome: done, later, failed, dead, cut",
            self.jobs.clone(),
        );
        registry.register("job_seconds", "How long a run of a job took, by kind", self.job_seconds.clone());
        registry.register("mails", "Mails by transport and outcome: sent, failed, refused", self.mails.clone());
        registry.register("orders_placed", "Orders placed", self.orders_placed.clone());
        registry.register(
            "catalogue_reads",
            "How often the catalogue in memory was read anew",
            self.catalogue_reads.clone(),
        );
    }

    /// What is looked at when somebody asks.
    fn register_asked(&mut self) {
        let registry = &mut self.registry;
        registry.register("queue_jobs", "Jobs in the database by queue and shelf", self.queue_jobs.clone());
        registry.register(
            "queue_oldest_seconds",
            "Age of the oldest job that is due, by queue",
            self.queue_oldest.clone(),
        );
        registry.register("workers_alive", "Workers seen within the last minute", self.workers_alive.clone());
        registry.register("database_up", "1 when the database answered this question", self.database_up.clone());
        registry.register(
            "database_connections",
            "Open connections by pool and state: used, idle",
            self.connections.clone(),
        );
        registry.register("line_up", "1 when the line to the other processes works", self.line_up.clone());
        let version = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The program", version);
    }

    /// A request was answered.
    pub fn request(&self, route: &str, method: &Method, status: StatusCode, took: Duration) {
        let method = known(method);
        let class = format!("{}xx", status.as_u16() / 100);
        let labels = [("route", route.to_owned()), ("method", method.to_owned()), ("status", class)];
        self.requests.get_or_create(&labels).inc();
        let [route, method, _] = labels;
        self.request_seconds.get_or_create(&[route, method]).observe(took.as_secs_f64());
    }

    /// A live channel is open as long as this is held.
    pub fn live_channel(&self) -> OpenChannel {
        self.live_channels.inc();
        OpenChannel(self.live_channels.clone())
    }

    /// A job begins; how it ended is told to what comes back.
    pub fn job(&self, kind: &'static str) -> Run<'_> {
        Run { metrics: self, kind, begun: Instant::now(), outcome: "cut" }
    }

    /// A mail went, or did not.
    pub fn mail(&self, transport: &str, outcome: &str) {
        self.mails.get_or_create(&[("transport", transport.to_owned()), ("outcome", outcome.to_owned())]).inc();
    }
}

/// Methods that make sense here; a stranger may send any word.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        _ => "other",
    }
}

/// An open live channel.
pub struct OpenChannel(Gauge);

impl Drop for OpenChannel {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// A run of a job. One that is dropped without a word was cut off: it took too long, panicked, or the program stopped.
pub struct Run<'a> {
    metrics: &'a Metrics,
    kind: &'static str,
    begun: Instant,
    outcome: &'static str,
}

impl Run<'_> {
    /// How it ended.
    pub fn ended(mut self, outcome: &'static str) {
        self.outcome = outcome;
    }
}

impl Drop for Run<'_> {
    fn drop(&mut self) {
        let kind = ("kind", self.kind.to_owned());
        self.metrics.jobs.get_or_create(&[kind.clone(), ("outcome", self.outcome.to_owned())]).inc();
        self.metrics.job_seconds.get_or_create(&[kind]).observe(self.begun.elapsed().as_secs_f64());
    }
}
