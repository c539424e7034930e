//! docs/jobs.md tells what the program does.

use std::{fs, path::Path};

use shop::jobs::{
    self,
    schedule::{self, When},
};

fn document() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/jobs.md");
    fs::read_to_string(path).expect("docs/jobs.md is there")
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
        When::Daily(_) => format!(
            "| {} | daily at the owner's hour | once on waking, that same day; days that are over are not made up |",
            entry.name
        ),
    };
    let expected: Vec<String> = schedule::ENTRIES.iter().map(row).collect();
    assert_eq!(table(&document(), "Schedule"), expected, "write into docs/jobs.md:\n{}", expected.join("\n"));
}
