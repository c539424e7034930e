//! From an import and its preview to what the page shows.

use domain::{import::ImportKind, time::ShopZone};
use store::imports::ImportRow;
use views::{
    admin::{ImportItem, ImportPage, ImportRowView, ImportTab},
    format,
    text::{self, import as words},
    urls,
};

use super::parts::{PAGE_SIZE, address, paging};
use crate::{
    ops::imports::{Fate, Outcome, Preview},
    web::ctx::Admin,
};

/// An import in the list, and the head of its page.
pub fn item(zone: &ShopZone, row: ImportRow) -> ImportItem {
    let outcome = match (row.created, row.changed, row.unchanged) {
        (Some(created), Some(changed), Some(unchanged)) => words::outcome(created, changed, unchanged),
        _ => String::new(),
    };
    ImportItem {
        nothing: row.created == Some(0) && row.changed == Some(0),
        id: row.id,
        file_name: row.file_name,
        lines: row.lines,
        state: row.state,
        outcome,
        at: format::date_time(zone, row.begun_at),
        by: row.begun_by,
        ended_at: row.ended_at.map(|at| format::date_time(zone, at)).unwrap_or_default(),
        ended_by: row.ended_by.unwrap_or_default(),
    }
}

/// Which rows are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    All,
    Wrong,
    New,
    Changed,
    Same,
}

impl Look {
    const TABS: [(Self, &'static str, &'static str); 5] = [
        (Self::All, "", "Semua"),
        (Self::Wrong, "salah", "Salah"),
        (Self::New, "baru", "Baru"),
        (Self::Changed, "ubah", "Diubah"),
        (Self::Same, "tetap", "Tetap"),
    ];

    fn read(code: &str, wrong: usize) -> Self {
        let default = if wrong > 0 && code.is_empty() { Self::Wrong } else { Self::All };
        if code == "semua" {
            return Self::All;
        }
        Self::TABS.into_iter().find(|(_, of, _)| *of == code && !code.is_empty()).map_or(default, |(look, ..)| look)
    }

    fn code(self) -> &'static str {
        match self {
            Self::All => "semua",
            other => Self::TABS.into_iter().find(|(look, ..)| *look == other).map_or("", |(_, code, _)| code),
        }
    }

    fn shows(self, outcome: &Outcome) -> bool {
        self == Self::All || self.code() == fate(&outcome.fate)
    }
}

const fn fate(fate: &Fate) -> &'static str {
    match fate {
        Fate::New => "baru",
        Fate::Changed => "ubah",
        Fate::Same(_) => "tetap",
        Fate::Wrong(_) => "salah",
    }
}

fn shown(outcome: &Outcome) -> ImportRowView {
    let problems = match &outcome.fate {
        Fate::Wrong(problems) => problems.as_slice(),
        _ => &[],
    };
    ImportRowView {
        line: outcome.line,
        name: outcome.name.clone(),
        fate: fate(&outcome.fate),
        note: if let Fate::Same(words) = outcome.fate { words } else { "" },
        fields: outcome
            .fields
            .iter()
            .map(|field| (words::title(field.column), field.before.clone(), field.after.clone()))
            .collect(),
        unread: outcome.unread.iter().map(|column| words::title(*column)).collect(),
        problems: problems.iter().map(|(column, problem)| (words::title(*column), text::problem(problem))).collect(),
    }
}

/// What a table would do, or what came of it; `code` says which rows are looked at.
pub fn page(
    admin: &Admin,
    (kind, head): (ImportKind, ImportItem),
    preview: Option<Preview>,
    (code, number): (&str, i64),
    message: String,
) -> ImportPage {
    let preview = preview.unwrap_or(Preview { outcomes: Vec::new(), seal: String::new(), unknown: Vec::new() });
    let (wrong, figures) = (preview.wrong(), preview.figures());
    let look = Look::read(code, wrong);
    let at = |look: Look| address(&urls::admin_import(head.id), &[("lihat", look.code())]);
    let tab = |(of, _, label): (Look, &str, &'static str)| ImportTab {
        label,
        count: preview.outcomes.iter().filter(|outcome| of.shows(outcome)).count() as i64,
        address: at(of),
        current: of == look,
    };
    let fitting: Vec<&Outcome> = preview.outcomes.iter().filter(|outcome| look.shows(outcome)).collect();
    let skipped = usize::try_from((number - 1) * PAGE_SIZE).unwrap_or(usize::MAX);
    ImportPage {
        frame: admin.frame(),
        kind,
        would: words::outcome(figures.created, figures.changed, figures.unchanged),
        wrong: wrong as i64,
        anything: figures.created + figures.changed > 0,
        seal: preview.seal.clone(),
        unread: if preview.unread() > 0 { words::unread(preview.unread()) } else { String::new() },
        unknown: preview.unknown.clone(),
        tabs: Look::TABS.into_iter().map(tab).filter(|tab| tab.count > 0 || tab.current).collect(),
        rows: fitting.iter().skip(skipped).take(PAGE_SIZE as usize).map(|outcome| shown(outcome)).collect(),
        paging: paging(number, fitting.len() as i64, at(look)),
        message,
        head,
    }
}
