//! What can be read from a table of a spreadsheet, and what each column is (docs/decisions/0021). The titles people see are in
//! `views::text::import`.

use crate::{coded::coded, rights::Deed};

coded! {
    /// What a table is about.
    ImportKind {
        Products = "products",
        Stock = "stock",
        Customers = "customers",
    }
}

coded! {
    /// A column of such a table.
    Column {
        /// The shop's number of a product.
        Id = "id",
        Name = "name",
        Category = "category",
        Description = "description",
        Price = "price",
        Unit = "unit",
        /// In which portions it is sold.
        Step = "step",
        Minimum = "minimum",
        /// Kilograms of one unit.
        Weight = "weight",
        /// What a new product begins with.
        InitialStock = "initial_stock",
        Archived = "archived",
        OnHand = "on_hand",
        Reserved = "reserved",
        Available = "available",
        Restock = "restock",
        Breakage = "breakage",
        Counted = "counted",
        Reason = "reason",
        Username = "username",
        PersonName = "person_name",
        Phone = "phone",
        Address = "address",
        BirthDate = "birth_date",
        Email = "email",
        Consent = "consent",
        Labels = "labels",
        Orders = "orders",
        Bought = "bought",
        Since = "since",
    }
}

/// What becomes of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A row of something new cannot do without it.
    Needed,
    Optional,
    /// Only told by the shop; nothing of it is read back.
    Told,
}

use Use::{Needed, Optional, Told};

impl ImportKind {
    /// Its columns in the order of an exported table.
    pub const fn columns(self) -> &'static [(Column, Use)] {
        match self {
            Self::Products => &[
                (Column::Id, Optional),
                (Column::Name, Needed),
                (Column::Category, Optional),
                (Column::Price, Needed),
                (Column::Unit, Needed),
                (Column::Step, Optional),
                (Column::Minimum, Optional),
                (Column::Weight, Optional),
                (Column::Description, Optional),
                (Column::Archived, Optional),
                (Column::InitialStock, Optional),
                (Column::OnHand, Told),
            ],
            Self::Stock => &[
                (Column::Id, Optional),
                (Column::Name, Needed),
                (Column::Unit, Told),
                (Column::OnHand, Optional),
                (Column::Reserved, Told),
                (Column::Available, Told),
                (Column::Restock, Optional),
                (Column::Breakage, Optional),
                (Column::Counted, Optional),
                (Column::Reason, Optional),
            ],
            Self::Customers => &[
                (Column::Username, Optional),
                (Column::PersonName, Needed),
                (Column::Phone, Needed),
                (Column::Address, Needed),
                (Column::BirthDate, Optional),
                (Column::Email, Optional),
                (Column::Labels, Optional),
                (Column::Consent, Told),
                (Column::Orders, Told),
                (Column::Bought, Told),
                (Column::Since, Told),
            ],
        }
    }

    /// What somebody must be allowed for bringing such a table in.
    pub const fn deed(self) -> Deed {
        match self {
            Self::Products => Deed::EditGoods,
            Self::Stock => Deed::MoveStock,
            Self::Customers => Deed::Customers,
        }
    }
}

/// Reads a yes or no of a cell; empty is no.
pub fn yes(typed: &str) -> Result<bool, crate::Problem> {
    match typed.trim().to_lowercase().as_str() {
        "" | "tidak" | "t" | "no" | "n" | "0" | "false" | "-" => Ok(false),
        "ya" | "y" | "yes" | "1" | "true" | "x" => Ok(true),
        _ => Err(crate::Problem::NotYesOrNo),
    }
}

/// How alike names are written: without capitals, and with single spaces.
pub fn key(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_a_column_that_names_the_row_and_no_column_twice() {
        for kind in ImportKind::ALL {
            let columns = kind.columns();
            assert!(columns.iter().any(|(_, needed)| *needed == Needed), "{kind}");
            for (column, _) in columns {
                assert_eq!(columns.iter().filter(|(other, _)| other == column).count(), 1, "{kind} {column}");
            }
        }
    }

    #[test]
    fn a_yes_is_a_yes_in_any_spelling() {
        assert_eq!((yes(" Ya "), yes("1"), yes(""), yes("tidak")), (Ok(true), Ok(true), Ok(false), Ok(false)));
        assert_eq!(yes("mungkin"), Err(crate::Problem::NotYesOrNo));
        assert_eq!(key("  Roster   BATA "), "roster bata");
    }
}
