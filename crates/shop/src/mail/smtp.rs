//! Mails by a mail server. lettre's own limit covers only the connecting, so each send is bounded here.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor,
    transport::smtp::{AsyncSmtpTransportBuilder, PoolConfig, extension::ClientId},
};

use super::{Envelope, MailError, Transport, message};

/// How long one mail may take, with connecting.
pub const LONGEST: Duration = Duration::from_secs(20);
/// How long connecting may take.
const CONNECT: Duration = Duration::from_secs(10);
/// Connections that are kept open.
const CONNECTIONS: u32 = 4;

type Line = AsyncSmtpTransport<Tokio1Executor>;

/// A mail server with a few open connections.
pub struct Smtp {
    builder: AsyncSmtpTransportBuilder,
    line: Mutex<Line>,
    longest: Duration,
}

impl Smtp {
    /// `smtp://user:password@host:port?tls=starttls|tls|none`; without `tls` the connection is made secret by STARTTLS.
    /// `hello` is the name this machine gives itself. Must be called within the runtime.
    pub fn open(url: &str, hello: &str) -> Result<Self, MailError> {
        let address = lettre_address(url).ok_or_else(|| MailError::Address("smtp url".to_owned()))?;
        let builder = Line::from_url(&address)?
            .hello_name(ClientId::Domain(hello.to_owned()))
            .timeout(Some(CONNECT))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS));
        let line = Mutex::new(builder.clone().build());
        Ok(Self { builder, line, longest: LONGEST })
    }

    fn line(&self) -> Line {
        self.line.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A send that was given up leaves its connection in the middle of a mail, and the pool would hand it out again:
    /// begin with fresh connections.
    fn renew(&self) {
        *self.line.lock().unwrap_or_else(PoisonError::into_inner) = self.builder.clone().build();
    }
}

/// The same address as lettre writes it; `None` when it is none of ours.
fn lettre_address(url: &str) -> Option<String> {
    let rest = url.trim().strip_prefix("smtp://")?;
    let (place, tls) = match rest.split_once('?') {
        Some((place, query)) => (place, query.strip_prefix("tls=")?),
        None => (rest, "starttls"),
    };
    let place = place.trim_end_matches('/');
    match tls {
        "starttls" => Some(format!("smtp://{place}?tls=required")),
        "tls" => Some(format!("smtps://{place}")),
        "none" => Some(format!("smtp://{place}")),
        _ => None,
    }
}

#[async_trait]
impl Transport for Smtp {
    fn name(&self) -> &'static str {
        "smtp"
    }

    async fn send(&self, envelope: &Envelope) -> Result<(), MailError> {
        let message = message(envelope)?;
        if let Ok(sent) = tokio::time::timeout(self.longest, self.line().send(message)).await {
            return Ok(sent.map(drop)?);
        }
        self.renew();
        Err(MailError::TimedOut)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    };

    use domain::time::UtcMillis;
    use tokio::{
        io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
        net::{TcpListener, TcpStream},
    };
    use views::mails::Letter;

    use super::*;

    #[test]
    fn the_three_ways_of_secrecy_are_understood() {
        let read = |url| lettre_address(url).unwrap_or_default();
        assert_eq!(read("smtp://a:b@mail.example:587?tls=starttls"), "smtp://a:b@mail.example:587?tls=required");
        assert_eq!(read("smtp://a:b@mail.example"), "smtp://a:b@mail.example?tls=required");
        assert_eq!(read("smtp://mail.example:465/?tls=tls"), "smtps://mail.example:465");
        assert_eq!(read("smtp://127.0.0.1:1025?tls=none"), "smtp://127.0.0.1:1025");
        for other in ["mail.example", "https://mail.example", "smtp://mail.example?tls=no", "smtp://mail.example?x=1"] {
            assert_eq!(lettre_address(other), None, "{other}");
        }
    }

    /// A mail server of a few words, which falls silent in the middle of a mail on demand.
    #[derive(Default)]
    struct Sink {
        silent: AtomicBool,
        taken: AtomicUsize,
    }

    impl Sink {
        async fn open(self: &Arc<Self>) -> u16 {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
            let port = listener.local_addr().expect("an address").port();
            let sink = self.clone();
            tokio::spawn(async move {
                while let Ok((stream, _)) = listener.accept().await {
                    let sink = sink.clone();
                    tokio::spawn(async move { sink.talk(stream).await });
                }
            });
            port
        }

        async fn talk(&self, stream: TcpStream) -> Option<()> {
            let mut stream = BufReader::new(stream);
            let (mut line, mut in_mail) = (String::new(), false);
            stream.write_all(b"220 sink\r\n").await.ok()?;
            loop {
                line.clear();
                if stream.read_line(&mut line).await.ok()? == 0 {
                    return None;
                }
                let answer = match (in_mail, line.trim_end()) {
                    (true, ".") if self.silent.load(Ordering::SeqCst) => std::future::pending().await,
                    (true, ".") => {
                        in_mail = false;
                        self.taken.fetch_add(1, Ordering::SeqCst);
                        "250 taken\r\n"
                    }
                    (true, _) => continue,
                    (false, "DATA") => {
                        in_mail = true;
                        "354 go on\r\n"
                    }
                    (false, _) => "250 ok\r\n",
                };
                stream.write_all(answer.as_bytes()).await.ok()?;
            }
        }
    }

    fn envelope() -> Envelope {
        let letter = Letter {
            subject: "Halo".to_owned(),
            text: "Halo".to_owned(),
            html: "<p>Halo</p>".to_owned(),
            unsubscribe: None,
            secret: None,
        };
        let mailbox = |text: &str| text.parse().expect("a mailbox");
        let (from, to) = (mailbox("toko@toko.example"), mailbox("siti@contoh.example"));
        Envelope { key: "a".to_owned(), from, reply_to: None, to, at: UtcMillis::from(0), letter }
    }

    #[tokio::test]
    async fn a_server_that_falls_silent_holds_nothing_up_and_is_taken_again() {
        let sink = Arc::new(Sink::default());
        let url = format!("smtp://127.0.0.1:{}?tls=none", sink.open().await);
        let mut smtp = Smtp::open(&url, "toko.example").expect("opens");
        smtp.longest = Duration::from_secs(2);
        smtp.send(&envelope()).await.expect("goes");
        sink.silent.store(true, Ordering::SeqCst);
        assert!(matches!(smtp.send(&envelope()).await, Err(MailError::TimedOut)));
        sink.silent.store(false, Ordering::SeqCst);
        smtp.send(&envelope()).await.expect("goes by a fresh connection");
        assert_eq!(sink.taken.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_is_tried_again() {
        assert!(Smtp::open("smtp://", "toko.example").is_err());
        let smtp = Smtp::open("smtp://nama:sandi%40lain@127.0.0.1:1?tls=none", "toko.example").expect("opens");
        let error = smtp.send(&envelope()).await.expect_err("nobody is there");
        assert!(!error.is_permanent() && !error.to_string().contains("sandi"), "{error}");
    }
}
