//! The program `barokah`; its commands are in `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    match shop::cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
