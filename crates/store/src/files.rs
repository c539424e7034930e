//! Rows of uploaded files. The bytes lie in the file store; a file without a row is an orphan and pruned.

use domain::{
    ids::{CustomerId, EmployeeId, FileId},
    time::UtcMillis,
};

use crate::{OnLink, Result, Tx, query::IdRow, record, sql};

/// What a file is for; decides who may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Product,
    Proof,
    Delivery,
    Feedback,
}

impl FileKind {
    /// The code word in the column `kind`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Proof => "proof",
            Self::Delivery => "delivery",
            Self::Feedback => "feedback",
        }
    }
}

/// A file whose bytes already lie in the file store.
#[derive(Clone, Debug)]
pub struct NewFile {
    pub kind: FileKind,
    pub storage_key: String,
    pub content_type: String,
    pub size: i64,
    /// Pixels, for pictures.
    pub dimensions: Option<(i64, i64)>,
}

record! {
    /// A file's row.
    pub struct FileRow {
        pub id: FileId,
        pub kind: String,
        pub storage_key: String,
        pub content_type: String,
        pub size: i64,
        pub created_at: UtcMillis,
    }
}

/// Writes a file's row.
pub async fn insert(tx: &mut Tx, file: &NewFile) -> Result<FileId> {
    let now = tx.now();
    let row = sql!(
        "INSERT INTO files (kind, storage_key, content_type, size, width, height, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id"
    )
    .bind(file.kind.code())
    .bind(file.storage_key.as_str())
    .bind(file.content_type.as_str())
    .bind(file.size)
    .bind(file.dimensions.map(|(width, _)| width))
    .bind(file.dimensions.map(|(_, height)| height))
    .bind(now)
    .one::<IdRow>(tx)
    .await?;
    FileId::try_from(row.id)
        .map_err(|_| crate::StoreError::Corrupt { column: "id".to_owned(), cause: "is not positive".to_owned() })
}

/// A product picture, which everybody may see.
pub async fn product_picture(on: &mut impl OnLink, id: FileId) -> Result<Option<FileRow>> {
    sql!("SELECT id, kind, storage_key, content_type, size, created_at FROM files WHERE id = $1 AND kind = 'product'")
        .bind(id)
        .optional(on)
        .await
}

/// Any private file, for an admin; one of a person who went is not there any more, for nobody.
pub async fn for_admin(on: &mut impl OnLink, id: FileId) -> Result<Option<FileRow>> {
    sql!(
        "SELECT id, kind, storage_key, content_type, size, created_at FROM files WHERE id = $1 AND forgotten_at IS NULL"
    )
    .bind(id)
    .optional(on)
    .await
}

/// A private file that belongs to one of the customer's own orders.
pub async fn for_customer(on: &mut impl OnLink, id: FileId, customer: CustomerId) -> Result<Option<FileRow>> {
    sql!(
        "SELECT f.id, f.kind, f.storage_key, f.content_type, f.size, f.created_at FROM files f
         WHERE f.id = $1 AND f.forgotten_at IS NULL AND (
            EXISTS (SELECT 1 FROM payment_proofs p JOIN orders o ON o.id = p.order_id WHERE p.file_id = f.id AND o.customer_id = $2)
            OR EXISTS (SELECT 1 FROM delivery_proofs d JOIN orders o ON o.id = d.order_id WHERE d.file_id = f.id AND o.customer_id = $2)
            OR EXISTS (SELECT 1 FROM feedback b WHERE b.file_id = f.id AND b.customer_id = $2))"
    )
    .bind(id)
    .bind(customer)
    .optional(on)
    .await
}

/// The photo of a delivery that this employee was given.
pub async fn for_employee(on: &mut impl OnLink, id: FileId, employee: EmployeeId) -> Result<Option<FileRow>> {
    sql!(
        "SELECT f.id, f.kind, f.storage_key, f.content_type, f.size, f.created_at FROM files f
         JOIN delivery_proofs d ON d.file_id = f.id JOIN orders o ON o.id = d.order_id
         WHERE f.id = $1 AND f.forgotten_at IS NULL AND o.employee_id = $2"
    )
    .bind(id)
    .bind(employee)
    .optional(on)
    .await
}
