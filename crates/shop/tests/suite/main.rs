//! The shop as a whole: operations and pages, each on both databases. One program, so that it is linked once.

mod architecture;
mod birthday_office;
mod birthday_years;
mod birthdays;
mod broadcasts;
mod clockwork;
mod crm;
mod discounts;
mod discounts_agree;
mod discounts_office;
mod discounts_private;
mod docs;
mod doors;
mod follow_ups;
mod frozen;
mod jobs_admin;
mod live;
mod logs;
mod mail;
mod mended;
mod mended_office;
mod metrics;
#[cfg(feature = "s3")]
mod moto;
mod office_orders;
mod one_order;
mod order_edits;
mod phone_orders;
mod post;
mod preferences;
mod profiling;
mod races;
mod relay;
mod reports;
mod reports_ledger;
#[cfg(feature = "s3")]
mod segment_messages;
mod segments;
mod simulation;
mod simulation_page;
mod storage;
mod takeover;
mod world;
mod wrong_input;
