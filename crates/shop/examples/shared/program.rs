//! The program on a test database, as the benches measure it: without a network, mails into the folder.

use std::sync::Arc;

use shop::{
    app::{App, AppOptions},
    entropy::SystemEntropy,
    files::local::LocalFiles,
    mail::Mailer,
};
use testkit::TestDb;

/// Opens the program.
pub fn open(test: &TestDb) -> anyhow::Result<Arc<App>> {
    let folder = test.folder();
    let options = AppOptions {
        database: &test.options,
        files: Arc::new(LocalFiles::new(folder.join("files"))),
        clock: test.clock.clone(),
        entropy: Arc::new(SystemEntropy),
        secure: false,
        behind_proxy: false,
        metrics_token: None,
        mail: Arc::new(Mailer::to_folder(folder.join("mails"), None, "http://bench.test")),
    };
    Ok(App::assemble(test.db.clone(), options)?)
}
