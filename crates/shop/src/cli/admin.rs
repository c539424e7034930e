//! `barokah admin create`: an owner made by whoever sits at the machine (domain.md §11).

use std::{
    io::{BufRead as _, IsTerminal as _},
    sync::Arc,
};

use anyhow::{Context as _, bail};
use domain::time::SystemClock;
use views::{text, urls};

use crate::{
    config::Options,
    ops::{
        OpError,
        owner::{self, TypedOwner},
        second_step,
    },
};

/// The environment variable that may hold the password, for scripts.
const PASSWORD_VARIABLE: &str = "BAROKAH_ADMIN_PASSWORD";

/// Makes an owner and says where to sign in.
pub async fn create(options: &Options, name: String, username: String) -> anyhow::Result<()> {
    let (password, password_again) = ask_password()?;
    let app = super::open(options, Arc::new(SystemClock)).await?;
    let typed = TypedOwner { name, username, password, password_again };
    let made = owner::create(&app, &typed).await;
    app.db.close().await;
    match made {
        Ok(_) => {
            println!(
                "Pemilik \"{}\" sudah dibuat. Masuk di {}{}",
                typed.username,
                options.address(),
                urls::ADMIN_LOGIN
            );
            Ok(())
        }
        Err(OpError::Fields(problems)) => bail!("{}", told(&problems)),
        Err(error) => Err(error.into()),
    }
}

/// Takes the second step of a sign-in off an admin.
pub async fn totp_reset(options: &Options, username: &str) -> anyhow::Result<()> {
    let app = super::open(options, Arc::new(SystemClock)).await?;
    let done = second_step::reset_by_name(&app, username).await;
    app.db.close().await;
    let said = match done {
        Ok(true) => "sudah dilepas. Masuk dengan kata sandi saja, lalu nyalakan lagi.",
        Ok(false) => "memang tidak menyala.",
        Err(OpError::NotFound) => bail!("Tidak ada admin dengan nama \"{username}\""),
        Err(error) => return Err(error.into()),
    };
    println!("Kode masuk \"{username}\" {said}");
    Ok(())
}

/// What is wrong, one line each, by the name of the option.
fn told(problems: &[(&'static str, domain::problem::Problem)]) -> String {
    let lines = problems.iter().map(|(field, problem)| {
        let option = match *field {
            "nama" => "--name",
            "username" => "--username",
            _ => "kata sandi",
        };
        format!("{option}: {}", text::problem(problem))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The password twice: from the environment, typed unseen at a terminal, or the first line of the input.
fn ask_password() -> anyhow::Result<(String, String)> {
    if let Ok(password) = std::env::var(PASSWORD_VARIABLE) {
        return Ok((password.clone(), password));
    }
    if std::io::stdin().is_terminal() {
        let first = rpassword::prompt_password("Kata sandi: ").context("Kata sandi tidak terbaca")?;
        let again = rpassword::prompt_password("Sekali lagi: ").context("Kata sandi tidak terbaca")?;
        return Ok((first, again));
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("Kata sandi tidak terbaca")?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    Ok((password.clone(), password))
}
