//! The usage text, in words for whoever sets the shop up.

use clap::{Arg, ArgAction, Command, CommandFactory as _};

const TEMPLATE: &str = "{about}

Pemakaian: {usage}

Perintah:
{subcommands}

Pilihan:
{options}{after-help}";

const LEAF: &str = "{about}

Pemakaian: {usage}

Pilihan:
{options}";

const EXAMPLES: &str = "
Contoh:
  barokah demo                          mencoba toko contoh
  barokah serve                         menjalankan toko, datanya di folder ./data
  barokah serve --data D:\\toko          menjalankan toko dengan data di folder lain
  barokah doctor                        memeriksa apakah semuanya jalan
  barokah admin create --name \"Hj. Barkah\" --username pemilik

Setiap pilihan juga bisa diberikan lewat lingkungan, misalnya BAROKAH_DATA.
Cadangkan folder data secara teratur: di sana seluruh isi toko berada.";

/// Help of the common options; their own words are for programmers.
const OPTIONS: [(&str, &str); 10] = [
    ("data", "Folder data toko: basis data dan berkas"),
    ("bind", "Alamat tempat program mendengar; 0.0.0.0:8000 agar bisa dibuka dari HP di jaringan yang sama"),
    ("database_url", "postgres://…; tanpa ini basis data berupa satu berkas SQLite di folder data"),
    ("redis_url", "redis://…; meneruskan kabar langsung antarproses. Tanpa ini basis data yang meneruskannya"),
    (
        "public_url",
        "Alamat toko seperti dilihat orang, misalnya https://barokah.example; dengan https kuki hanya lewat https",
    ),
    ("behind_proxy", "Percayai X-Forwarded-For dari proxy di depan (hanya bila memang ada)"),
    (
        "smtp_url",
        "smtp://nama:sandi@server:587?tls=starttls (atau tls, none); tanpa ini surat disimpan di folder data/mails",
    ),
    ("mail_from", "Pengirim surat, misalnya toko@contoh.com; wajib bila memakai --smtp-url"),
    (
        "storage_url",
        "s3://nama-bucket/awalan; berkas disimpan di penyimpanan objek (kunci dari AWS_…). Tanpa ini di folder data/files",
    ),
    ("metrics_token", "Kata kunci (Bearer) untuk membaca /metrics dari mesin lain; tanpa ini hanya dari mesin ini"),
];

/// The command line with its help.
pub fn command() -> Command {
    let mut command = super::Cli::command()
        .help_template(TEMPLATE)
        .override_usage("barokah [PILIHAN] <PERINTAH>")
        .after_help(EXAMPLES)
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(flag("help", 'h', ArgAction::Help, "Menampilkan bantuan ini").global(true))
        .arg(flag("version", 'V', ArgAction::Version, "Menampilkan versi program"))
        .mut_subcommands(|sub| {
            let template = if sub.has_subcommands() { TEMPLATE } else { LEAF };
            sub.help_template(template).disable_help_subcommand(true).mut_subcommands(|leaf| leaf.help_template(LEAF))
        });
    for (name, help) in OPTIONS {
        command = command.mut_arg(name, |arg| arg.help(help).hide_env(true));
    }
    command
}

fn flag(name: &'static str, short: char, action: ArgAction, help: &'static str) -> Arg {
    Arg::new(name).short(short).long(name).action(action).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound_and_its_help_names_every_command() {
        command().debug_assert();
        let help = command().render_help().to_string();
        for word in
            ["serve", "demo", "migrate", "admin", "jobs", "schedule", "doctor", "config", "--data", "--bind", "Contoh:"]
        {
            assert!(help.contains(word), "{word} is missing in\n{help}");
        }
    }
}
