//! docs/jobs.md and the figures in docs/operations.md tell what the program does.

use std::{fs, path::Path};

use shop::jobs::{
    self,
    schedule::{self, When},
};
use testkit::{Backend, TestDb};

use crate::world::World;

fn document() -> String {
    document_named("jobs.md")
}

fn document_named(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
    fs::read_to_string(path).expect("the document is there")
}

/// The rows of the first table below a heading.
fn table(text: &str, heading: &str) -> Vec<String> {
    let below = text.split(&format!("## {heading}\n")).nth(1).expect("the heading is there");
    let rows = below.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    rows.skip(2).map(str::to_owned).collect()
}

#[test]
fn the_table_of_jobs_is_the_list_of_jobs() {
    let row = |job: &jobs::Listed| format!("| {} | {} | {} | {} |", job.kind, job.queue, job.attempts, job.once);
    let expected: Vec<String> = jobs::ALL.iter().map(row).collect();
    assert_eq!(table(&document(), "Jobs"), expected, "write into docs/jobs.md:\n{}", expected.join("\n"));
}

#[test]
fn the_table_of_queues_is_the_list_of_queues() {
    let expected: Vec<String> = jobs::QUEUES.iter().map(|(name, at_once)| format!("| {name} | {at_once} |")).collect();
    assert_eq!(table(&document(), "Queues"), expected, "write into docs/jobs.md:\n{}", expected.join("\n"));
}

#[test]
fn the_table_of_the_schedule_is_the_schedule() {
    let row = |entry: &schedule::Entry| match entry.when {
        When::EveryMinute => {
            format!("| {} | every minute | once: the work looks at everything that is due |", entry.name)
        }
        When::EachDay(_) => format!(
            "| {} | daily at the owner's hour | on waking, that same day, and again when hour or zone change: a second run finds nothing to do |",
            entry.name
        ),
        When::Daily(_) => format!(
            "| {} | daily at the owner's hour | once on waking, that same day; days that are over are not made up |",
            entry.name
        ),
    };
    let expected: Vec<String> = schedule::ENTRIES.iter().map(row).collect();
    assert_eq!(table(&document(), "Schedule"), expected, "write into docs/jobs.md:\n{}", expected.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_table_of_figures_is_what_is_told() {
    let world = World::open(TestDb::open(Backend::Sqlite).await).await;
    // A figure with labels is told once something happened.
    let metrics = &world.app.metrics;
    metrics.request("/", &http::Method::GET, http::StatusCode::OK, std::time::Duration::ZERO);
    metrics.job("prune").ended("done");
    metrics.mail("folder", "sent");
    let text = shop::metrics::text(&world.app).await;
    let mut kinds = text.lines().filter_map(|line| line.strip_prefix("# TYPE "));
    let helps = text.lines().filter_map(|line| line.strip_prefix("# HELP "));
    let row = |help: &str| {
        let (name, help) = help.split_once(' ').expect("a name and a text");
        let kind = kinds.next().and_then(|kind| kind.strip_prefix(name)).expect("its kind stands beside").trim();
        let ending = match kind {
            "counter" => "_total",
            "info" => "_info",
            _ => "",
        };
        format!("| `{name}{ending}` | {kind} | {} |", help.trim_end_matches('.'))
    };
    let expected: Vec<String> = helps.map(row).collect();
    assert!(expected.len() > 10, "{text}");
    let document = document_named("operations.md");
    assert_eq!(table(&document, "Metrics"), expected, "write into docs/operations.md:\n{}", expected.join("\n"));
}
