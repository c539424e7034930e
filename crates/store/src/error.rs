//! What can go wrong in the store.

/// A fault of the database or of what it holds. Refusals of rules are never errors here: they are return values.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or could not be reached.
    #[error("database: {0}")]
    Sql(#[from] sqlx::Error),
    /// A stored value does not fit its type.
    #[error("stored value of column {column} does not fit: {cause}")]
    Corrupt { column: String, cause: String },
    /// The database cannot be used as it is.
    #[error("{0}")]
    Unusable(String),
    /// The queue's tables could not be migrated, or a job could not be written.
    #[error("queue: {0}")]
    Queue(String),
}

impl StoreError {
    /// Whether a CHECK of the database refused the change (the last wall under the rules).
    pub fn is_check_violation(&self) -> bool {
        matches!(self, Self::Sql(sqlx::Error::Database(error)) if error.is_check_violation())
    }

    /// Whether a unique index refused the change.
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Sql(sqlx::Error::Database(error)) if error.is_unique_violation())
    }

    /// Whether the statement lost against another one and the whole transaction may be tried again.
    pub fn is_contention(&self) -> bool {
        let error = match self {
            Self::Sql(sqlx::Error::PoolTimedOut) => return true,
            Self::Sql(sqlx::Error::Database(error)) => error,
            _ => return false,
        };
        // PostgreSQL: deadlock, serialization, lock timeout. SQLite: BUSY, LOCKED and their extended forms.
        error
            .code()
            .is_some_and(|code| matches!(code.as_ref(), "40P01" | "40001" | "55P03" | "5" | "6" | "261" | "517"))
    }
}
