//! The mail with the link to a new password (domain.md §11). The job carries only what was typed: the link is made when it runs.

use std::sync::Arc;

use async_trait::async_trait;
use riverqueue::JobArgs;
use serde::{Deserialize, Serialize};

use super::{Ran, Task};
use crate::{app::App, mail};

/// Writes to whoever has this username or e-mail, if anybody.
#[derive(Clone, Debug, Serialize, Deserialize, JobArgs)]
#[river(kind = "reset_mail")]
pub struct ResetMail {
    pub login: String,
    /// The mail goes once for each request.
    pub request: String,
}

#[async_trait]
impl Task for ResetMail {
    // Somebody sits there and waits for it.
    const QUEUE: &'static str = "orders";
    const ATTEMPTS: i32 = 6;

    async fn run(self, app: &Arc<App>) -> anyhow::Result<Ran> {
        mail::ran(mail::send_reset(app, &self.login, &self.request).await)
    }
}
