//! How the shop's types stand in columns: integers, texts and bytes only, the same on both databases.

use domain::{
    crm::FollowUpState,
    ids::{
        AdminId, BroadcastId, CategoryId, CustomerId, DiscountId, EmployeeId, FileId, FollowUpId, NoteId,
        NotificationId, OrderId, OrderLineId, ProductId, SegmentId, TagId,
    },
    money::Rupiah,
    notice::{Channel, Kind},
    order::{Fulfilment, OrderState, ProofState},
    percent::Percent,
    quantity::Quantity,
    time::UtcMillis,
};
use sqlx::{Row as _, postgres::PgRow, sqlite::SqliteRow};

use crate::{Result, StoreError};

/// A value on its way into a statement.
#[derive(Clone, Debug)]
pub enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

/// One row on its way out.
#[derive(Clone, Copy)]
pub enum Row<'r> {
    Sqlite(&'r SqliteRow),
    Postgres(&'r PgRow),
}

/// A type that is read from one column, with `NULL` as `None` before it is required.
pub trait Column: Sized {
    /// Reads the column; `None` is SQL's NULL.
    fn read(row: Row<'_>, name: &str) -> Result<Option<Self>>;
}

/// A record read from a whole row. Written with [`record!`](crate::record).
pub trait Record: Sized + Send + Unpin {
    fn from_row(row: Row<'_>) -> Result<Self>;
}

/// A field of a record: a column that must hold something, or an `Option` of one.
pub trait Field: Sized {
    fn field(row: Row<'_>, name: &str) -> Result<Self>;
}

impl<T: Column> Field for T {
    fn field(row: Row<'_>, name: &str) -> Result<Self> {
        T::read(row, name)?.ok_or_else(|| StoreError::Corrupt { column: name.to_owned(), cause: "is empty".to_owned() })
    }
}

impl<T: Column> Field for Option<T> {
    fn field(row: Row<'_>, name: &str) -> Result<Self> {
        T::read(row, name)
    }
}

impl Row<'_> {
    /// Reads one field by its column name.
    pub fn get<T: Field>(self, name: &str) -> Result<T> {
        T::field(self, name)
    }
}

macro_rules! raw_column {
    ($type:ty, $variant:ident) => {
        impl Column for $type {
            fn read(row: Row<'_>, name: &str) -> Result<Option<Self>> {
                Ok(match row {
                    Row::Sqlite(row) => row.try_get(name)?,
                    Row::Postgres(row) => row.try_get(name)?,
                })
            }
        }
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$variant(Some(value))
            }
        }
        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self {
                Self::$variant(value)
            }
        }
    };
}
raw_column!(i64, Int);
raw_column!(String, Text);
raw_column!(Vec<u8>, Bytes);

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}
impl From<Option<&str>> for Value {
    fn from(value: Option<&str>) -> Self {
        Self::Text(value.map(ToOwned::to_owned))
    }
}
impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Int(Some(i64::from(value)))
    }
}

impl Column for bool {
    fn read(row: Row<'_>, name: &str) -> Result<Option<Self>> {
        Ok(i64::read(row, name)?.map(|value| value != 0))
    }
}

fn corrupt(name: &str, cause: &impl ToString) -> StoreError {
    StoreError::Corrupt { column: name.to_owned(), cause: cause.to_string() }
}

/// Types that are one integer in the database.
macro_rules! int_columns {
    ($($type:ty => $get:ident),* $(,)?) => { $(
        impl Column for $type {
            fn read(row: Row<'_>, name: &str) -> Result<Option<Self>> {
                i64::read(row, name)?
                    .map(|raw| <$type>::try_from(raw).map_err(|cause| corrupt(name, &cause)))
                    .transpose()
            }
        }
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::Int(Some(value.$get().into()))
            }
        }
        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self {
                Self::Int(value.map(|value| value.$get().into()))
            }
        }
    )* };
}
int_columns! {
    Rupiah => get, Quantity => thousandths, UtcMillis => get, Percent => get,
    AdminId => get, BroadcastId => get, CategoryId => get, CustomerId => get, DiscountId => get, EmployeeId => get, FileId => get,
    FollowUpId => get, NoteId => get, TagId => get, NotificationId => get, OrderId => get, OrderLineId => get, ProductId => get, SegmentId => get,
}

/// Types that are one code word in the database.
macro_rules! code_columns {
    ($($type:ty),* $(,)?) => { $(
        impl Column for $type {
            fn read(row: Row<'_>, name: &str) -> Result<Option<Self>> {
                String::read(row, name)?
                    .map(|raw| <$type>::try_from(raw).map_err(|cause| corrupt(name, &cause)))
                    .transpose()
            }
        }
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::Text(Some(value.code().to_owned()))
            }
        }
        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self {
                Self::Text(value.map(|value| value.code().to_owned()))
            }
        }
    )* };
}
code_columns!(FollowUpState, OrderState, Fulfilment, ProofState, Kind, Channel);

/// Declares a record whose fields are read from the columns of the same names.
#[macro_export]
macro_rules! record {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$field_meta:meta])* $field_vis:vis $field:ident : $type:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        $vis struct $name { $($(#[$field_meta])* $field_vis $field: $type),* }
        impl $crate::column::Record for $name {
            fn from_row(row: $crate::column::Row<'_>) -> $crate::Result<Self> {
                Ok(Self { $($field: row.get(stringify!($field))?),* })
            }
        }
    };
}
