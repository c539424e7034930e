//! One statement with its values, run on a connection or transaction of either database.

use sqlx::{AssertSqlSafe, SqlSafeStr as _, SqlStr};

use crate::{
    Result,
    column::{Record, Row, Value},
    dialect::Dialect,
    link::{Link, OnLink},
    statement::Statement,
};

/// A statement being filled with values. Made by [`sql!`](crate::sql).
#[must_use = "a query does nothing until it runs"]
#[derive(Debug)]
pub struct Query {
    statement: &'static Statement,
    values: Vec<Value>,
    rows: usize,
    anew: bool,
}

/// Binds all values of a query and runs it, on whichever database the link belongs to.
macro_rules! on_either {
    ($query:expr, $on:expr, |$bound:ident, $conn:ident| $run:expr) => {
        match $on.link() {
            Link::Sqlite($conn) => {
                let mut $bound = sqlx::query::<sqlx::Sqlite>($query.text(Dialect::Sqlite));
                for value in $query.values {
                    $bound = match value {
                        Value::Int(value) => $bound.bind(value),
                        Value::Text(value) => $bound.bind(value),
                        Value::Bytes(value) => $bound.bind(value),
                    };
                }
                $run
            }
            Link::Postgres($conn) => {
                let mut $bound = sqlx::query::<sqlx::Postgres>($query.text(Dialect::Postgres)).persistent(!$query.anew);
                for value in $query.values {
                    $bound = match value {
                        Value::Int(value) => $bound.bind(value),
                        Value::Text(value) => $bound.bind(value),
                        Value::Bytes(value) => $bound.bind(value),
                    };
                }
                $run
            }
        }
    };
}

/// Gives a query's rows as the face's own row type.
trait AsRow {
    fn as_row(&self) -> Row<'_>;
}
impl AsRow for sqlx::sqlite::SqliteRow {
    fn as_row(&self) -> Row<'_> {
        Row::Sqlite(self)
    }
}
impl AsRow for sqlx::postgres::PgRow {
    fn as_row(&self) -> Row<'_> {
        Row::Postgres(self)
    }
}

impl Query {
    /// Used by [`sql!`](crate::sql).
    pub fn new(statement: &'static Statement) -> Self {
        Self { statement, values: Vec::new(), rows: 0, anew: false }
    }

    /// Gives the next single value (`$1`, `$2`, …).
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Gives the rows of the list `{rows:…}`, after all single values. The list must not be empty.
    pub fn rows<const N: usize>(mut self, rows: impl IntoIterator<Item = [Value; N]>) -> Self {
        for row in rows {
            self.rows += 1;
            self.values.extend(row);
        }
        self
    }

    /// Gives the ids of the list `{ids}`, after all single values. The list must not be empty.
    pub fn ids(mut self, ids: impl IntoIterator<Item = i64>) -> Self {
        for id in ids {
            self.rows += 1;
            self.values.push(Value::from(id));
        }
        self
    }

    /// PostgreSQL plans the statement for these very values, not once for all: for words that find one row or half of the table.
    pub fn planned_anew(mut self) -> Self {
        self.anew = true;
        self
    }

    fn text(&self, dialect: Dialect) -> SqlStr {
        if self.statement.text.contains('{') {
            // Safe: only our own literals, markers and numbered placeholders are put together; values are always bound.
            AssertSqlSafe(self.statement.render(dialect, self.rows)).into_sql_str()
        } else {
            self.statement.text.into_sql_str()
        }
    }

    /// All rows.
    pub async fn all<T: Record>(self, on: &mut impl OnLink) -> Result<Vec<T>> {
        on_either!(self, on, |bound, conn| {
            bound.fetch_all(&mut *conn).await?.iter().map(|row| T::from_row(row.as_row())).collect()
        })
    }

    /// The first row, if there is one.
    pub async fn optional<T: Record>(self, on: &mut impl OnLink) -> Result<Option<T>> {
        on_either!(self, on, |bound, conn| {
            bound.fetch_optional(&mut *conn).await?.map(|row| T::from_row(row.as_row())).transpose()
        })
    }

    /// The one row that must be there.
    pub async fn one<T: Record>(self, on: &mut impl OnLink) -> Result<T> {
        on_either!(self, on, |bound, conn| T::from_row(bound.fetch_one(&mut *conn).await?.as_row()))
    }

    /// Runs the statement; the number of rows it touched.
    pub async fn run(self, on: &mut impl OnLink) -> Result<u64> {
        on_either!(self, on, |bound, conn| Ok(bound.execute(&mut *conn).await?.rows_affected()))
    }
}

crate::record! {
    /// A row of one id.
    pub struct IdRow { pub id: i64 }
}
