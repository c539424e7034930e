//! `barokah config`: what the program would run with, without secrets.

use crate::config::Options;

/// Prints the effective options.
pub fn print(options: &Options) {
    let database = match &options.database_url {
        Some(url) => without_secret(url),
        None => format!("SQLite, {}", options.data.join("barokah.db").display()),
    };
    let mails = match &options.smtp_url {
        Some(url) => without_secret(url),
        None => options.mails().display().to_string(),
    };
    let rows = [
        ("Folder data", options.data.display().to_string()),
        ("Berkas", options.storage_place()),
        ("Basis data", database),
        ("Redis", options.redis_url.as_deref().map_or_else(|| "tidak dipakai".to_owned(), without_secret)),
        ("Surat", mails),
        ("Pengirim surat", options.mail_from.clone().unwrap_or_else(|| "nama toko".to_owned())),
        ("Mendengar di", options.bind.to_string()),
        ("Alamat toko", options.address()),
        ("Di belakang proxy", if options.behind_proxy { "ya" } else { "tidak" }.to_owned()),
    ];
    for (name, value) in rows {
        println!("{name:<18} {value}");
    }
}

/// An address without the password in it: everything between the scheme and the last `@`, and what follows `?`, may hold one.
fn without_secret(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
    let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
    let place = place.split_once('?').map_or(place, |(place, _)| place);
    format!("{scheme}://…@{place}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_of_the_database_is_shown() {
        let shown = without_secret("postgres://toko:p@ssw0rd@db.example:5432/toko?password=lain");
        assert_eq!(shown, "postgres://…@db.example:5432/toko");
        assert_eq!(without_secret("postgres://localhost/toko"), "postgres://…@localhost/toko");
        assert_eq!(without_secret("smtp://toko:rahasia@mail.example:587?tls=tls"), "smtp://…@mail.example:587");
    }
}
