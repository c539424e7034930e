//! Pages of the owner and the office (domain.md §12). One struct per page; handlers fill them, pages decide nothing.
//!
//! Convention for times: every `String` named `…_at`, `at` or `since` is already formatted in the shop's zone
//! (`crate::format::date_time`). Money and quantities are typed and printed by their own Display.

mod access;
mod audit;
mod birthdays;
mod categories;
mod confirm;
mod counts;
mod customer;
mod customer_gone;
mod customers;
mod dashboard;
mod deliveries;
mod discounts;
mod feedback;
mod follow_ups;
mod imports;
mod jobs;
mod labels;
mod mails;
mod message;
mod notifications;
mod order;
mod order_edit;
mod order_lines;
mod orders;
mod parts;
mod phone_order;
mod preview;
mod product;
mod products;
mod reports;
mod second_step;
mod segments;
mod settings;
mod simulation;
mod staff;
mod stock;
mod tags;
mod whatsapp;

pub use access::{AccountPage, LoginPage, SetupPage};
pub use audit::{AuditChange, AuditItem, AuditPage};
pub use birthdays::{BirthdayPerson, BirthdaysPage, Reward, Span, SpanTab, Trial, TrialName};
pub use categories::{CategoriesPage, CategoryArchivePage, CategoryPage, CategoryRow};
pub use confirm::{ConfirmPage, Drivers};
pub use counts::{CountApprovePage, CountLine, CountPage, CountPrintPage, CountRow, CountTab, CountsPage, Signed};
pub use customer::{
    CustomerPage, CustomerWho, DiscountLine, NewsLine, NoteView, OrderSums, ProofThumb, TagChip, TaskLine, VoiceLine,
};
pub use customer_gone::{CustomerDeletePage, CustomerGonePage};
pub use customers::{CustomerRow, CustomersPage};
pub use dashboard::{Attention, BestCustomer, DashboardPage, LowStockRow, Today};
pub use deliveries::{DeliveryPlanPage, PlanStop, ShortView, Tour};
pub use discounts::{
    AimView, DiscountBatchPage, DiscountFilterView, DiscountPage, DiscountRow, DiscountUse, DiscountsPage,
};
pub use feedback::{FEEDBACK_SORTS, FeedbackPage, FeedbackRow};
pub use follow_ups::{FOLLOW_UP_SORTS, FollowUpItem, FollowUpPage, FollowUpsPage};
pub use imports::{ColumnHelp, ImportItem, ImportPage, ImportRowView, ImportTab, ImportsPage};
pub use jobs::{FailureItem, JobItem, JobPage, JobsPage, JobsPurgePage, PurgeRow, QueueItem};
pub use labels::field_label;
pub use mails::{MailItem, MailPage, MailsPage};
pub use message::{BroadcastItem, MessagePage, PreferencesPage};
pub use notifications::NotificationsPage;
pub use order::{Actions, DeliveryView, MoneyView, Neighbours, OrderCustomer, OrderNoteView, OrderPage, ProofView};
pub use order_edit::{EditPreview, OrderEditPage};
pub use order_lines::LineField;
pub use orders::{Beside, DeskTab, OrderRow, OrdersPage};
pub use parts::{Choice, Forms, may, viewer_name};
pub use phone_order::{ClaimPage, FoundCustomer, PhoneCustomerPage, PhoneOrderPage, PhonePrice};
pub use preview::{PreviewLine, PreviewOffer, PreviewPage};
pub use product::{ProductPage, StockView};
pub use products::{ProductFilter, ProductRow, ProductsPage, SORTS};
pub use reports::{FileLink, PresetTab, ReportPage, ReportsPage};
pub use second_step::{LoginCodePage, QrView, RecoveryCodesPage, TotpPage, TotpView};
pub use segments::{SegmentDeletePage, SegmentFormPage, SegmentItem, SegmentPage, SegmentPerson, SegmentsPage};
pub use settings::{BANK_ROWS, SettingsPage, ZONE_ROWS};
pub use simulation::{Simulated, SimulatedFigures, SimulatedMonth, SimulatedOrder, SimulationPage};
pub use staff::{AdminPage, AdminRow, AdminsPage, EmployeePage, EmployeeRow, EmployeesPage};
pub use stock::{MovementRow, StockPage};
pub use tags::{TAG_SORTS, TagItem, TagsPage};
pub use whatsapp::{WhatsappPage, WhatsappPerson};
