//! Which workers of a data folder live. Each holds a lock on a file of its own there, which the system takes back the moment the process
//! is gone, whatever ended it: who can take the lock knows that its owner is dead. No clock and no guess is in it, and nobody who lives is
//! ever taken for dead, not even when the database is away or the machine was asleep.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// Where the locks lie within the data folder.
const FOLDER: &str = "workers";
const LOCK: &str = "lock";

/// This worker's own lock.
#[derive(Debug)]
pub struct Presence {
    folder: PathBuf,
    path: PathBuf,
    _held: File,
}

/// A worker that died; nobody else takes it for dead as long as this is held.
#[derive(Debug)]
pub struct Dead {
    pub name: String,
    path: PathBuf,
    _held: File,
}

impl Presence {
    /// Says that a worker of this name lives.
    pub fn announce(data: &Path, name: &str) -> io::Result<Self> {
        let folder = data.join(FOLDER);
        fs::create_dir_all(&folder)?;
        let path = folder.join(name).with_extension(LOCK);
        // It gets its name when it is locked already: between the two, others would take it for dead.
        let unnamed = path.with_extension("new");
        let held = File::create(&unnamed)?;
        held.lock()?;
        fs::rename(&unnamed, &path)?;
        Ok(Self { folder, path, _held: held })
    }

    /// The workers of this data folder that died and that nobody has seen to.
    pub fn dead(&self) -> io::Result<Vec<Dead>> {
        let mut dead = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == LOCK) && path != self.path {
                dead.extend(found(path)?);
            }
        }
        Ok(dead)
    }

    /// This worker stops in peace.
    pub fn leave(&self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
}

fn found(path: PathBuf) -> io::Result<Option<Dead>> {
    let Some(name) = path.file_stem().and_then(|name| name.to_str()).map(str::to_owned) else { return Ok(None) };
    let held = match File::open(&path) {
        Ok(file) => file,
        // Somebody else was quicker, or it stopped in peace.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    match held.try_lock() {
        Ok(()) => Ok(Some(Dead { name, path, _held: held })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

impl Dead {
    /// Everything of it was seen to.
    pub fn forget(self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_let_go_of_its_lock_is_dead_and_only_once() {
        let data = tempfile::tempdir().expect("a folder");
        let here = Presence::announce(data.path(), "1-here").expect("announces");
        let there = Presence::announce(data.path(), "2-there").expect("announces");
        let peaceful = Presence::announce(data.path(), "3-peaceful").expect("announces");
        assert!(here.dead().expect("looks").is_empty());
        peaceful.leave().expect("leaves");
        drop((there, peaceful));
        let dead = here.dead().expect("looks");
        let names: Vec<&str> = dead.iter().map(|dead| dead.name.as_str()).collect();
        assert_eq!(names, ["2-there"]);
        assert!(here.dead().expect("looks").is_empty(), "somebody is seeing to it");
        for dead in dead {
            dead.forget().expect("forgets");
        }
        assert!(here.dead().expect("looks").is_empty());
    }
}
