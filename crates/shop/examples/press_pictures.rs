//! Makes `seeds/pressed/` from `seeds/pictures/`: what the shop itself makes of an uploaded picture, kept so that the demo is ready at once.
//! Run after the drawings change: `cargo run --release -p shop --example press_pictures`.

use std::{fs, path::Path};

use shop::files::picture;

fn main() -> anyhow::Result<()> {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    let pressed = seeds.join("pressed");
    fs::create_dir_all(&pressed)?;
    for entry in fs::read_dir(seeds.join("pictures"))? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&path)?;
        press(&pressed, &name, &bytes)?;
    }
    Ok(())
}

fn press(folder: &Path, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
    // Pictures of the home page are not uploads.
    if name == "hero" || name.starts_with("gallery-") {
        return Ok(());
    }
    let told = |problem| anyhow::anyhow!("{name}: {problem}");
    if name.starts_with("proof-") || name.starts_with("feedback-") {
        return Ok(fs::write(folder.join(format!("{name}.webp")), picture::private(bytes).map_err(told)?.webp)?);
    }
    for (width, encoded) in picture::product(bytes).map_err(told)? {
        fs::write(folder.join(format!("{name}-{width}.webp")), encoded.webp)?;
    }
    Ok(())
}
