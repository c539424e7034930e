//! `barokah doctor`: looks at everything the shop stands on and says what to do (issue "The heart", Operations).

mod around;
mod finding;

use std::sync::Arc;

use domain::time::{Clock, SystemClock, UtcMillis};
use store::{Db, DbOptions};
use views::text::jobs as words;

pub use finding::{Finding, bad, good};

use crate::{
    config::Options,
    jobs::board::{self, Board, Shelf},
};

/// The program is younger than this; an earlier clock is wrong (2026-01-01 UTC).
const BORN: UtcMillis = UtcMillis::new(1_767_225_600_000);
/// Clocks of several machines may differ by so much, in milliseconds.
const TOLERANCE: i64 = 120_000;

/// Prints all findings; an error when something is wrong.
pub async fn run(options: &Options) -> anyhow::Result<()> {
    let findings = examine(options, Arc::new(SystemClock)).await;
    for finding in &findings {
        println!("{finding}");
    }
    let wrong = findings.iter().filter(|finding| finding.todo.is_some()).count();
    anyhow::ensure!(wrong == 0, "\n{wrong} hal perlu dibenahi.");
    println!("\nSemuanya baik.");
    Ok(())
}

/// All findings, the database first.
pub async fn examine(options: &Options, clock: Arc<dyn Clock>) -> Vec<Finding> {
    let mut findings = database(options, clock).await;
    findings.push(around::redis(options.redis_url.as_deref()).await);
    findings.push(around::mail(options).await);
    findings.push(around::storage(options).await);
    findings
}

/// Opens the database as it is: a doctor changes nothing.
async fn database(options: &Options, clock: Arc<dyn Clock>) -> Vec<Finding> {
    let place = options.database();
    if let DbOptions::Sqlite { file } = &place
        && !file.exists()
    {
        let found = format!("tidak ada berkas {}", file.display());
        return vec![bad("Basis data", found, "Periksa --data, atau buat toko baru dengan: barokah migrate")];
    }
    let db = match Db::open(&place, clock.clone()).await {
        Ok(db) => db,
        Err(error) => {
            let todo = "Periksa --database-url, apakah server basis data jalan, dan izin folder data";
            return vec![bad("Basis data", error.to_string(), todo)];
        }
    };
    let mut findings = vec![reached(&db)];
    match store::migrate::versions(&db).await {
        Ok((known, has)) => findings.push(migrations(known, has)),
        Err(error) => findings.push(bad("Migrasi", error.to_string(), "Jalankan: barokah migrate")),
    }
    if findings.iter().all(|finding| finding.todo.is_none()) {
        findings.extend(contents(&db, clock.now()).await);
    }
    db.close().await;
    findings
}

fn reached(db: &Db) -> Finding {
    let found = match db.dialect() {
        // Opening refuses an older one.
        store::dialect::Dialect::Sqlite => "SQLite menjawab, versinya 3.51.3 atau lebih baru",
        store::dialect::Dialect::Postgres => "PostgreSQL menjawab",
    };
    good("Basis data", found)
}

fn migrations(known: i64, has: i64) -> Finding {
    match has.cmp(&known) {
        std::cmp::Ordering::Equal => good("Migrasi", format!("versi {has}")),
        std::cmp::Ordering::Less => {
            bad("Migrasi", format!("versi {has}, program ini butuh {known}"), "Jalankan: barokah migrate")
        }
        std::cmp::Ordering::Greater => {
            bad("Migrasi", format!("versi {has}, program ini hanya mengenal {known}"), "Pasang program yang lebih baru")
        }
    }
}

/// What the database tells of clock, workers and queues.
async fn contents(db: &Db, now: UtcMillis) -> Vec<Finding> {
    let read = async {
        let mut conn = db.read().await?;
        let newest = store::work::newest(&mut conn).await?;
        store::Result::Ok((newest, store::work::board(&mut conn).await?))
    };
    match read.await {
        Ok((newest, rows)) => {
            let board = Board::of(rows);
            let mut findings = vec![time(now, newest), worker(&board, now)];
            findings.extend(queues(&board, now));
            findings
        }
        Err(error) => vec![bad(
            "Isi basis data",
            error.to_string(),
            "Jalankan: barokah migrate; bila tetap begini, pulihkan cadangan",
        )],
    }
}

fn time(now: UtcMillis, newest: UtcMillis) -> Finding {
    let todo = "Setel jam mesin ini, sebaiknya otomatis lewat NTP";
    let shown = format!("{:.0}", now.timestamp());
    if now < BORN {
        return bad("Jam", format!("{shown} tidak mungkin"), todo);
    }
    if newest.millis_since(now) > TOLERANCE {
        return bad("Jam", format!("{shown} lebih awal dari catatan terbaru ({:.0})", newest.timestamp()), todo);
    }
    good("Jam", shown)
}

fn worker(board: &Board, now: UtcMillis) -> Finding {
    if board.is_worked(now) {
        return good("Pekerja", format!("{} terlihat dalam sehari ini", board.workers.len()));
    }
    bad(
        "Pekerja",
        "tidak ada yang hidup sejak semenit lalu",
        "Jalankan: barokah serve (atau barokah serve --only worker)",
    )
}

fn queues(board: &Board, now: UtcMillis) -> Vec<Finding> {
    let mut findings = Vec::new();
    for queue in &board.queues {
        if let Some(oldest) = queue.oldest.filter(|oldest| board::is_late(Some(*oldest), now)) {
            let todo = if queue.paused {
                format!("Lanjutkan dengan: barokah jobs resume {}", queue.name)
            } else {
                "Pastikan pekerja jalan; bila sibuk, tambah dengan: barokah serve --only worker".to_owned()
            };
            findings.push(bad("Antrean", words::late(Some(&queue.name), oldest, now), todo));
        } else if queue.paused {
            let todo = format!("Bila tidak disengaja: barokah jobs resume {}", queue.name);
            findings.push(bad("Antrean", format!("{} dijeda", queue.name), todo));
        }
    }
    let dead = board.total(Shelf::Dead, None);
    if dead > 0 {
        let todo =
            "Lihat sebabnya dengan: barokah jobs list --status mati; lalu barokah jobs retry NOMOR atau cancel NOMOR";
        findings.push(bad("Antrean", format!("{dead} pekerjaan mati"), todo));
    }
    if findings.is_empty() {
        findings
            .push(good("Antrean", format!("{} menunggu, tidak ada yang terlambat", board.total(Shelf::Waiting, None))));
    }
    findings
}
