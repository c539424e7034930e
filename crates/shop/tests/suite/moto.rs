//! An S3 of one's own: `moto`, a real server that speaks S3, in a Python that scripts/test prepares. Stopped when dropped.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use shop::files::{FileStore, s3::S3Files};

/// A server in memory: what it held is gone when it is started again.
pub struct Moto {
    port: u16,
    child: Option<Child>,
    home: tempfile::TempDir,
}

impl Moto {
    /// Starts a server with the bucket `toko`.
    pub fn start() -> Self {
        let mut moto =
            Self { port: testkit::servers::free_port(), child: None, home: tempfile::tempdir().expect("a folder") };
        moto.run();
        moto
    }

    /// Starts it (again).
    pub fn run(&mut self) {
        let python = std::env::var("BAROKAH_TEST_PYTHON")
            .expect("BAROKAH_TEST_PYTHON is not set: run the tests by scripts/test, which prepares a Python with moto");
        let child = Command::new(PathBuf::from(python))
            .args(["-m", "moto.server", "-H", "127.0.0.1", "-p", &self.port.to_string()])
            .env("HOME", self.home.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("moto starts");
        self.child = Some(child);
        let deadline = Instant::now() + Duration::from_secs(90);
        while self.make_bucket().is_err() {
            assert!(Instant::now() < deadline, "moto does not answer");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn make_bucket(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        stream.write_all(b"PUT /toko HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        if answer.starts_with("HTTP/1.1 200") { Ok(()) } else { Err(std::io::Error::other(answer)) }
    }

    /// Kills it, as when its machine loses power.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// `-STOP`: it takes connections and says nothing any more. `-CONT`: it goes on.
    pub fn signal(&self, signal: &str) {
        let pid = self.child.as_ref().expect("runs").id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().expect("kill runs").success());
    }

    /// Where it listens.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The address of a place in it, as `--storage-url` takes it.
    pub fn url(&self, place: &str) -> String {
        let keys = "access_key_id=toko&secret_access_key=rahasia";
        format!("s3://{place}?endpoint={}&region=us-east-1&{keys}", self.address())
    }

    /// The files below `toko/berkas`.
    pub fn files(&self) -> Arc<dyn FileStore> {
        Arc::new(S3Files::open(&self.url("toko/berkas")).expect("an address"))
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        self.kill();
    }
}
