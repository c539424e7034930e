//! What the shop stands on beside its database: Redis, the mail server, the place of files.

use std::time::Duration;

use tokio::{
    io::AsyncReadExt as _,
    net::TcpStream,
    time::{Instant, timeout},
};

use super::{Finding, bad, good};
use crate::{
    config::Options,
    entropy::{self, SystemEntropy},
    files,
};

/// A server that does not answer in this time counts as away.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);
/// An answer that takes longer slows the shop's news down.
const SLOW: Duration = Duration::from_millis(500);

/// Redis carries hints only; without an address the database does.
pub async fn redis(address: Option<&str>) -> Finding {
    let Some(address) = address else { return good("Redis", "tidak dipakai; basis data meneruskan kabar") };
    let todo = "Periksa --redis-url dan apakah Redis jalan. Toko tetap jalan; kabar langsung antarmesin terlambat";
    let begun = Instant::now();
    match timeout(ANSWER_WITHIN, ping(address)).await {
        Ok(Ok(())) if begun.elapsed() > SLOW => {
            bad("Redis", format!("lambat, {} ms", begun.elapsed().as_millis()), todo)
        }
        Ok(Ok(())) => good("Redis", "menjawab"),
        // The error may repeat the address with its password.
        Ok(Err(error)) => bad("Redis", format!("tidak menjawab ({:?})", error.kind()), todo),
        Err(_) => bad("Redis", "tidak menjawab dalam 5 detik", todo),
    }
}

async fn ping(address: &str) -> redis::RedisResult<()> {
    let mut connection = redis::Client::open(address)?.get_multiplexed_async_connection().await?;
    redis::cmd("PING").exec_async(&mut connection).await
}

/// Whether the settings can be read and the server greets. Names and passwords are tried by the first mail.
pub async fn mail(options: &Options) -> Finding {
    if let Err(error) = options.mailer() {
        return bad("Surat", format!("{error:#}"), "Perbaiki --smtp-url dan --mail-from");
    }
    let url = options.smtp_url.as_deref().map(str::trim).filter(|url| !url.is_empty());
    let Some(url) = url else {
        let folder = options.mails();
        return good("Surat", format!("server surat belum diatur; surat disimpan di {}", folder.display()));
    };
    let (host, port, silent) = place(url);
    let todo =
        "Periksa --smtp-url, server surat, dan jaringan. Surat menunggu di antrean dan dikirim begitu server menjawab";
    match timeout(ANSWER_WITHIN, greeting(&host, port, silent)).await {
        Ok(Ok(())) => good("Surat", format!("server {host}:{port} menjawab")),
        Ok(Err(error)) => bad("Surat", format!("server {host}:{port} tidak menjawab ({error})"), todo),
        Err(_) => bad("Surat", format!("server {host}:{port} tidak menjawab dalam 5 detik"), todo),
    }
}

/// Host and port of the server, and whether it waits for TLS before it says a word.
fn place(url: &str) -> (String, u16, bool) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let rest = rest.rsplit_once('@').map_or(rest, |(_, place)| place).trim_end_matches('/');
    let silent = query == "tls=tls";
    let usual = match query {
        "tls=tls" => 465,
        "tls=none" => 25,
        _ => 587,
    };
    match rest.rsplit_once(':') {
        Some((host, port)) => (host.to_owned(), port.parse().unwrap_or(usual), silent),
        None => (rest.to_owned(), usual, silent),
    }
}

async fn greeting(host: &str, port: u16, silent: bool) -> std::io::Result<()> {
    let mut stream = TcpStream::connect((host.trim_matches(['[', ']']), port)).await?;
    if silent {
        return Ok(());
    }
    let mut first = [0_u8; 3];
    stream.read_exact(&mut first).await?;
    if &first == b"220" { Ok(()) } else { Err(std::io::Error::other("bukan server surat")) }
}

/// Whether files can be written, read and removed.
pub async fn storage(options: &Options) -> Finding {
    let files = match options.storage() {
        Ok(files) => files,
        Err(error) => return bad("Berkas", format!("{error:#}"), "Perbaiki --storage-url"),
    };
    let place = options.storage_place();
    // A name of its own: two doctors may look at the same moment.
    let key = format!("doctor-{}", entropy::key(&SystemEntropy));
    match files::probe(files.as_ref(), &key).await {
        Ok(()) => good("Berkas", format!("bisa ditulis, dibaca, dan dihapus di {place}")),
        Err(error) => {
            let todo = if options.keeps_files_elsewhere() {
                "Periksa --storage-url, bucket, AWS_ACCESS_KEY_ID dan AWS_SECRET_ACCESS_KEY, dan jaringan"
            } else {
                "Periksa izin folder dan sisa ruang di cakram"
            };
            bad("Berkas", format!("{place} ({error})"), todo)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_mail_server_is_read_from_its_address() {
        let of = |url: &str| place(url);
        assert_eq!(of("smtp://a:b%40c@mail.example:2525?tls=none"), ("mail.example".to_owned(), 2525, false));
        assert_eq!(of("smtp://mail.example?tls=tls"), ("mail.example".to_owned(), 465, true));
        assert_eq!(of("smtp://mail.example/"), ("mail.example".to_owned(), 587, false));
    }
}
