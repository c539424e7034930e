//! What tests stand on: a fresh database of either kind, a clock that travels, a count of statements. Tests only.

pub mod database;
pub mod servers;
pub mod statements;
pub mod visitor;

pub use database::{Backend, TestDb};
pub use servers::{OwnPostgres, OwnRedis};
pub use visitor::{Attached, Reply, Visitor};

/// Runs each named `async fn(TestDb)` once on SQLite and once on PostgreSQL, as tests `sqlite::name` and `postgres::name`.
#[macro_export]
macro_rules! on_both_databases {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::TestDb::open($crate::Backend::Sqlite).await).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::TestDb::open($crate::Backend::Postgres).await).await;
            })*
        }
    };
}
