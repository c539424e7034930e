//! What one process does: everything, or with `--only` its part of the work of several machines.

/// A part of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Role {
    /// Halaman toko dan saluran langsung.
    Web,
    /// Mengerjakan antrean: surat, pengingat, pembatalan otomatis.
    Worker,
    /// Menjadwalkan pekerjaan harian dan berkala.
    Scheduler,
}

/// The parts of one process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Roles {
    pub web: bool,
    pub worker: bool,
    pub scheduler: bool,
}

impl Roles {
    /// Everything: the usual shop on one machine.
    pub const ALL: Self = Self { web: true, worker: true, scheduler: true };

    /// The parts that were asked for; nothing asked means everything.
    pub fn only(asked: &[Role]) -> Self {
        if asked.is_empty() {
            return Self::ALL;
        }
        let has = |role| asked.contains(&role);
        Self { web: has(Role::Web), worker: has(Role::Worker), scheduler: has(Role::Scheduler) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_asked_means_everything() {
        assert_eq!(Roles::only(&[]), Roles::ALL);
        let two = Roles::only(&[Role::Worker, Role::Scheduler]);
        assert_eq!(two, Roles { web: false, worker: true, scheduler: true });
    }
}
