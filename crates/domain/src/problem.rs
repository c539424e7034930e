//! One list of everything that can be wrong with something a person typed. Kinds only; the words are in `views::text`.

use crate::{money::Rupiah, quantity::Quantity};

/// Why a typed value was refused (domain.md §5, §6, §11). Shown at its field by `views::text::problem`.
///
/// `Display` is for logs only: it names the kind, people read the words of `views`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum Problem {
    /// The field was left empty.
    Required,
    /// Fewer than `min` characters.
    TooShort { min: usize },
    /// More than `max` characters.
    TooLong { max: usize },
    /// Characters that are not allowed there (control characters, or anything outside the allowed set).
    BadCharacters,
    /// A username outside letters, digits, `.`, `_`, `-`.
    BadUsername,
    /// Not an Indonesian phone number.
    BadPhone,
    /// Not an e-mail address.
    BadEmail,
    /// Not a day of the calendar.
    BadDate,
    /// A last day before the first.
    EndsBeforeStart,
    /// A day that is over.
    DayIsOver,
    /// A birth date in the future or more than 120 years ago.
    ImplausibleBirthDate,
    /// The birth date was corrected once already; only an admin can change it now.
    BirthDateSettled,
    /// No customer has this username.
    UnknownUsername,
    /// Somebody else has this name or address already.
    Taken,
    /// The two passwords differ.
    PasswordMismatch,
    /// One of the passwords everybody tries first.
    PasswordCommon,
    /// The password is the username.
    PasswordIsUsername,
    /// The present password was typed wrong.
    PasswordWrong,
    /// Username and password do not belong together (same answer for an unknown name).
    SignInFailed,
    /// A one-time code that does not fit.
    CodeWrong,
    /// A one-time code that was used before.
    CodeUsed,
    /// Too many failed tries; wait so many seconds.
    TooManyTries { wait_seconds: u64 },
    /// Not a number.
    NotANumber,
    /// Not a whole number, where only whole ones have a meaning (percentages, uses, hours).
    NotWhole,
    /// Not the path of a page of this shop.
    NotAPath,
    /// Not an amount of whole rupiah.
    NotRupiah,
    /// Not a time of day.
    BadTime,
    /// Zero or less.
    NotPositive,
    /// More than anybody orders; the greatest allowed.
    QuantityTooLarge { max: Quantity },
    /// Less than the product's minimum.
    BelowMinimum { min: Quantity },
    /// Not a multiple of the product's step.
    OffStep { step: Quantity },
    /// A change of stock that is not a multiple of the product's step.
    StockOffStep { step: Quantity },
    /// Less is available than asked.
    NotEnough { available: Quantity },
    /// All there is of it lies in the cart already.
    AllInCart { available: Quantity, unit: String },
    /// Fewer were counted than are promised to orders.
    BelowPromised { promised: Quantity, unit: String },
    /// More of a line was delivered than was ordered.
    MoreThanOrdered { ordered: Quantity },
    /// Nothing of an order was delivered: that is a failed attempt.
    NothingDelivered,
    /// A sheet for counting would have no lines.
    NothingToCount,
    /// Nothing was counted on the sheet yet.
    NothingCounted,
    /// The sheet was approved or thrown away.
    CountClosed,
    /// What was counted is less than what is promised to orders.
    CountBelowPromised,
    /// The cart holds as many different products as it can.
    CartFull { max: usize },
    /// An amount outside 0 … max.
    AmountOutOfRange { max: Rupiah },
    /// A whole number outside the range.
    NumberOutOfRange { min: i64, max: i64 },
    /// Not one of the choices offered.
    UnknownChoice,
    /// The last active owner stays one: nobody could look after the shop any more.
    LastOwner,
    /// No file was chosen.
    FileMissing,
    /// A file was chosen that holds nothing.
    FileEmpty,
    /// The file is larger than allowed (bytes).
    FileTooLarge { max_bytes: u64 },
    /// Not a picture (or PDF, where allowed) that can be read.
    FileUnreadable,
    /// A kind of file that is not accepted here.
    FileKind,
    /// Not a picture, where only pictures are accepted.
    PictureKind,
    /// The file was fine, but the form came back for another reason: files must be chosen again.
    AttachAgain,
    /// The row was changed by somebody else since the form was opened.
    ChangedMeanwhile,
    /// A segment without any condition: that would be everybody.
    NoCondition,
    /// Conditions that nobody can meet together.
    Contradiction,
    /// A range whose end lies before its beginning.
    RangeReversed,
    /// Words in braces that stand for nothing.
    UnknownPlaceholder { word: String },
    /// Neither a spreadsheet (XLSX) nor a table of text (CSV).
    SheetKind,
    /// A spreadsheet that cannot be read.
    SheetBroken,
    /// A table that is too large once it is unpacked.
    SheetTooBig,
    /// More labels of one customer than anybody needs.
    TooManyLabels { max: usize },
    /// More new categories or labels in one table than anybody means.
    TooManyNew { max: usize },
    /// A table without a row below its titles.
    SheetEmpty,
    /// More rows than are taken at once.
    SheetTooLong { max: usize },
    /// A table without a column it cannot do without.
    ColumnMissing { title: &'static str },
    /// Two columns with the same title.
    ColumnTwice { title: &'static str },
    /// Neither yes nor no.
    NotYesOrNo,
    /// No product has this number or name.
    UnknownProduct,
    /// The number is that of a product with another name.
    NumberOfAnother { name: String },
    /// Several products have this name: the number must say which.
    SeveralProducts,
    /// The same thing stands in an earlier row of the table.
    SameAsRow { line: u32 },
    /// More than one of restock, breakage and count in one row.
    OneMovementOnly,
    /// The level moved since the table was made.
    LevelMoved { then: Quantity, now: Quantity },
    /// An import that was taken or thrown away.
    ImportClosed,
    /// An import with rows that must be corrected in the file.
    RowsWrong,
    /// The phone or e-mail address is that of a customer with another name.
    OfAnotherCustomer,
}
