//! Segments every shop has from the first day.

use super::{Asked, Conditions, Counts, Days, Group};
use crate::coded::coded;

coded! {
    /// A ready-made segment. It cannot be changed or deleted.
    Ready {
        Loyal = "loyal",
        NewlyRegistered = "pendaftar-baru",
        FirstOrder = "pembeli-baru",
        NeverBought = "belum-belanja",
        Sleeping = "lama-tidak-belanja",
        Birthday = "ulang-tahun",
        Consent = "setuju-promosi",
        Champion = "kelompok-juara",
        Faithful = "kelompok-setia",
        Fresh = "kelompok-baru",
        Growing = "kelompok-berkembang",
        AtRisk = "kelompok-berisiko",
        Asleep = "kelompok-tidur",
    }
}

/// "New" of the ready-made segments.
const NEW: Days = Days::fixed(30);
/// "Long" of the ready-made segments.
const LONG: Days = Days::fixed(90);

impl Ready {
    /// Its conditions.
    pub fn conditions(self) -> Conditions {
        let none = Asked::default();
        let grouped = |group| Asked { group: Some(group), ..Asked::default() };
        Conditions(match self {
            Self::Loyal => Asked { loyal: true, ..none },
            Self::NewlyRegistered => Asked { registered: Some(NEW), ..none },
            Self::FirstOrder => Asked { first_order: Some(NEW), ..none },
            Self::NeverBought => Asked { orders: Counts::new(0, Some(0)).ok(), ..none },
            Self::Sleeping => Asked { sleeping: Some(LONG), ..none },
            Self::Birthday => Asked { birthday: true, ..none },
            Self::Consent => Asked { consent: true, ..none },
            Self::Champion => grouped(Group::Champion),
            Self::Faithful => grouped(Group::Faithful),
            Self::Fresh => grouped(Group::Fresh),
            Self::Growing => grouped(Group::Growing),
            Self::AtRisk => grouped(Group::AtRisk),
            Self::Asleep => grouped(Group::Asleep),
        })
    }

    /// The group it is, if it is one.
    pub fn group(self) -> Option<Group> {
        self.conditions().0.group
    }
}
