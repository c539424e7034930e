//! Files in object storage that speaks S3 (docs/decisions/0010). Every question is bounded in time, and no error repeats an address, a key
//! or what the server wrote back, which may hold one.

use std::{
    io::{Error, ErrorKind},
    time::Duration,
};

use anyhow::Context as _;
use async_trait::async_trait;
use bytes::Bytes;
use object_store::{
    BackoffConfig, ClientOptions, ObjectStoreExt as _, RetryConfig,
    aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey as Key},
    path::Path,
};
use tokio::time::timeout;

use super::FileStore;

/// A server that does not take the connection in this time is away.
const CONNECT_WITHIN: Duration = Duration::from_secs(3);
/// One try; a proof of ten megabytes on a slow line takes its time.
const TRY_WITHIN: Duration = Duration::from_secs(12);
/// A whole operation with all its tries: nobody waits longer for a page.
const WITHIN: Duration = Duration::from_secs(20);
/// Tries after the first.
const TRIES_AGAIN: usize = 2;
/// What may stand after `?`; everything else comes from the usual `AWS_…` environment.
const PARAMETERS: [&str; 6] =
    ["endpoint", "region", "access_key_id", "secret_access_key", "session_token", "virtual_hosted_style_request"];
/// Longest text of a cause that is told.
const MAX_CAUSE: usize = 160;

/// Objects below a prefix of a bucket.
#[derive(Debug)]
pub struct S3Files {
    store: AmazonS3,
    prefix: Path,
}

impl S3Files {
    /// `s3://bucket/prefix?endpoint=…&region=…`; what is not said there is taken from the environment (`AWS_ACCESS_KEY_ID`,
    /// `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT_URL` …).
    pub fn open(url: &str) -> anyhow::Result<Self> {
        // The client of HTTP takes the provider of the process; whoever set one before set the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let rest = url.strip_prefix("s3://").context("--storage-url harus dimulai dengan s3://")?;
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
        anyhow::ensure!(
            !bucket.is_empty() && !bucket.contains('@'),
            "--storage-url butuh nama bucket, misalnya s3://nama-bucket/toko; kunci ditulis di AWS_ACCESS_KEY_ID dan AWS_SECRET_ACCESS_KEY"
        );
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(bucket);
        for (name, value) in parameters(query)? {
            builder = builder.with_config(name, value);
        }
        // Whoever writes http:// into the endpoint means it.
        let endpoint = builder.get_config_value(&Key::S3Endpoint).or_else(|| builder.get_config_value(&Key::Endpoint));
        let plain = endpoint.is_some_and(|endpoint| endpoint.starts_with("http://"));
        let client = ClientOptions::new()
            .with_allow_http(plain)
            .with_connect_timeout(CONNECT_WITHIN)
            .with_timeout(TRY_WITHIN)
            .with_pool_idle_timeout(Duration::from_secs(30));
        // One at a time is enough, and not every storage knows the other question.
        let builder = builder.with_disable_bulk_delete(true);
        let store = builder.with_client_options(client).with_retry(retries()).build();
        // The error may repeat what was given.
        let store = store
            .map_err(|_| anyhow::anyhow!("--storage-url atau AWS_… tidak bisa dibaca; periksa endpoint dan region"))?;
        let prefix =
            Path::parse(prefix).map_err(|_| anyhow::anyhow!("--storage-url: awalan sesudah bucket tidak sah"))?;
        Ok(Self { store, prefix })
    }

    fn path(&self, key: &str) -> std::io::Result<Path> {
        if !super::is_plain(key) {
            return Err(Error::new(ErrorKind::InvalidInput, "not a key of this store"));
        }
        Ok(self.prefix.clone().join(key))
    }
}

fn parameters(query: &str) -> anyhow::Result<Vec<(Key, String)>> {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(query).context("--storage-url: bagian sesudah ? tidak bisa dibaca")?;
    let known = |(name, value): (String, String)| {
        anyhow::ensure!(
            PARAMETERS.contains(&name.as_str()),
            "--storage-url: yang dikenal sesudah ? hanya {PARAMETERS:?}"
        );
        // The endpoint of the address goes before any of the environment.
        let name = if name == "endpoint" { "aws_endpoint_url_s3" } else { name.as_str() };
        Ok((name.parse::<Key>().map_err(|_| anyhow::anyhow!("--storage-url tidak bisa dibaca"))?, value))
    };
    pairs.into_iter().map(known).collect()
}

fn retries() -> RetryConfig {
    let backoff =
        BackoffConfig { init_backoff: Duration::from_millis(100), max_backoff: Duration::from_secs(1), base: 2.0 };
    RetryConfig { backoff, max_retries: TRIES_AGAIN, retry_timeout: TRY_WITHIN }
}

#[async_trait]
impl FileStore for S3Files {
    async fn put(&self, key: &str, bytes: Bytes) -> std::io::Result<()> {
        let path = self.path(key)?;
        in_time(self.store.put(&path, bytes.into())).await?;
        Ok(())
    }

    async fn get(&self, key: &str) -> std::io::Result<Option<Bytes>> {
        let path = self.path(key)?;
        let read = async { self.store.get(&path).await?.bytes().await };
        absent_is_none(in_time(read).await)
    }

    async fn remove(&self, key: &str) -> std::io::Result<()> {
        let path = self.path(key)?;
        absent_is_none(in_time(self.store.delete(&path)).await).map(drop)
    }
}

async fn in_time<T>(asked: impl Future<Output = object_store::Result<T>>) -> Result<T, Trouble> {
    match timeout(WITHIN, asked).await {
        Ok(answered) => answered.map_err(Trouble::of),
        Err(_) => Err(Trouble::Other(ErrorKind::TimedOut, format!("no answer in {} seconds", WITHIN.as_secs()))),
    }
}

fn absent_is_none<T>(answered: Result<T, Trouble>) -> std::io::Result<Option<T>> {
    match answered {
        Err(Trouble::NoObject) => Ok(None),
        answered => Ok(Some(answered?)),
    }
}

/// What the storage answered, in our words.
#[derive(Debug)]
enum Trouble {
    NoObject,
    NoBucket,
    Denied,
    Other(ErrorKind, String),
}

impl Trouble {
    fn of(error: object_store::Error) -> Self {
        let text = error.to_string();
        match error {
            _ if text.contains("NoSuchBucket") => Self::NoBucket,
            object_store::Error::NotFound { .. } => Self::NoObject,
            object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. } => Self::Denied,
            error => Self::Other(ErrorKind::Other, cause(&error)),
        }
    }
}

/// The innermost cause, as far as it was not written by the server: that part begins with `<`.
fn cause(error: &object_store::Error) -> String {
    let mut innermost: &dyn std::error::Error = error;
    while let Some(next) = innermost.source() {
        innermost = next;
    }
    let text = innermost.to_string();
    text.split('<').next().unwrap_or_default().trim().chars().take(MAX_CAUSE).collect()
}

impl From<Trouble> for Error {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            // Only writing can find no place at all.
            Trouble::NoObject | Trouble::NoBucket => Self::new(ErrorKind::NotFound, "object storage: no such bucket"),
            Trouble::Denied => Self::new(ErrorKind::PermissionDenied, "object storage: these keys are refused"),
            Trouble::Other(kind, cause) => Self::new(kind, format!("object storage: {cause}")),
        }
    }
}
