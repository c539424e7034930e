//! The accounts somebody can sign in with: passwords are made fresh at each demo and easy to type; no default password exists.

use std::{fs, path::Path};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use views::urls;

use crate::entropy::Entropy;

/// The file that lists them, and that tells a demo's folder from a real shop's.
pub const FILE: &str = "demo-accounts.json";

const THINGS: [&str; 32] = [
    "beton", "roster", "pilar", "paving", "batako", "genteng", "pasir", "kerikil", "semen", "cetakan", "pagar",
    "teras", "pintu", "jendela", "tangga", "kanopi", "kanstin", "tiang", "panel", "pion", "truk", "sekop", "ember",
    "palu", "gerobak", "molen", "halaman", "dinding", "lantai", "taman", "gudang", "warung",
];
const MANNERS: [&str; 32] = [
    "rapi", "kokoh", "ramah", "cerah", "teduh", "lurus", "halus", "ringan", "tinggi", "lebar", "padat", "kering",
    "segar", "tenang", "hangat", "bersih", "gagah", "indah", "cepat", "jujur", "sabar", "murah", "manis", "biru",
    "hijau", "merah", "kuning", "putih", "kelabu", "baru", "utuh", "awet",
];

/// A password like `beton-rapi-4827`.
pub fn password(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; 6];
    entropy.fill(&mut bytes);
    let thing = THINGS[usize::from(bytes[0]) % THINGS.len()];
    let manner = MANNERS[usize::from(bytes[1]) % MANNERS.len()];
    let number = u32::from_le_bytes([bytes[2], bytes[3], bytes[4], bytes[5]]) % 9000 + 1000;
    format!("{thing}-{manner}-{number}")
}

/// Whose account it is; also the word in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Owner,
    Office,
    Warehouse,
    Employee,
    Customer,
}

impl Role {
    fn word(self) -> &'static str {
        match self {
            Self::Owner => "pemilik",
            Self::Office => "kantor",
            Self::Warehouse => "gudang",
            Self::Employee => "karyawan",
            Self::Customer => "pelanggan",
        }
    }

    fn login_path(self) -> &'static str {
        match self {
            Self::Owner | Self::Office | Self::Warehouse => urls::ADMIN_LOGIN,
            Self::Employee => urls::EMPLOYEE_LOGIN,
            Self::Customer => urls::LOGIN,
        }
    }
}

/// One account as it is printed and written down. An employee's username is the e-mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Account {
    pub role: Role,
    pub username: String,
    pub password: String,
    pub login_url: String,
    /// What is special about the person; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Account {
    /// An account; its address is filled in by [`at_address`].
    pub fn new(role: Role, username: &str, password: &str) -> Self {
        Self {
            role,
            username: username.to_owned(),
            password: password.to_owned(),
            login_url: String::new(),
            note: String::new(),
        }
    }
}

/// The same accounts with the addresses of this run, the first of each role its main one.
pub fn at_address(mut accounts: Vec<Account>, address: &str) -> Vec<Account> {
    for account in &mut accounts {
        account.login_url = format!("{address}{}", account.role.login_path());
    }
    accounts.sort_by_key(|account| account.role as u8);
    accounts
}

/// The accounts of a folder that already holds a demo.
pub fn read(folder: &Path) -> anyhow::Result<Option<Vec<Account>>> {
    let text = match fs::read_to_string(folder.join(FILE)) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).context(FILE),
    };
    serde_json::from_str(&text).map(Some).context(FILE)
}

/// Writes the accounts into the folder, all or nothing.
pub fn write(folder: &Path, accounts: &[Account]) -> anyhow::Result<()> {
    let unfinished = folder.join(format!("{FILE}.unfinished"));
    fs::write(&unfinished, serde_json::to_string_pretty(accounts)?).context(FILE)?;
    fs::rename(&unfinished, folder.join(FILE)).context(FILE)
}

/// A table for the terminal.
pub fn table(accounts: &[Account]) -> String {
    let width =
        |of: fn(&Account) -> &str| accounts.iter().map(|account| of(account).chars().count()).max().unwrap_or(0);
    let (names, passwords) = (width(|account| &account.username), width(|account| &account.password));
    let mut text =
        format!("  {:<10} {:<names$}  {:<passwords$}  {}\n", "Peran", "Masuk dengan", "Kata sandi", "Di halaman");
    for account in accounts {
        let row = format!(
            "  {:<10} {:<names$}  {:<passwords$}  {}{}{}\n",
            account.role.word(),
            account.username,
            account.password,
            account.login_url,
            if account.note.is_empty() { "" } else { "  · " },
            account.note
        );
        text.push_str(&row);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::CountingEntropy;

    #[test]
    fn a_password_is_two_words_and_a_number_and_may_be_set() {
        let entropy = CountingEntropy::default();
        let (first, second) = (password(&entropy), password(&entropy));
        assert_ne!(first, second);
        assert_eq!(first.split('-').count(), 3, "{first}");
        domain::people::check_new_password("siti", &first, &first).expect("it may be set");
    }

    #[test]
    fn accounts_are_written_read_and_come_in_the_order_of_their_roles() {
        let folder = tempfile::tempdir().expect("a folder");
        let accounts =
            vec![Account::new(Role::Customer, "siti", "a-b-1"), Account::new(Role::Owner, "pemilik", "c-d-2")];
        write(folder.path(), &at_address(accounts, "http://toko")).expect("is written");
        let read = read(folder.path()).expect("is read").expect("is there");
        assert_eq!((read[0].role, read[1].login_url.as_str()), (Role::Owner, "http://toko/login/"));
        assert!(table(&read).contains("pemilik"));
    }
}
