//! Embeds every file under `assets/` (except `assets/tools`) and gives it an address that changes with its content, so
//! that browsers may keep it for ever.

use std::{
    env,
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("assets");
    println!("cargo::rerun-if-changed=assets");
    println!("cargo::rerun-if-changed=templates");
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let mut table = String::from("static FILES: &[Embedded] = &[\n");
    for file in &files {
        entry(&root, file, &mut table)?;
    }
    table.push_str("];\n");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?).join("assets.rs");
    fs::write(out, table)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if !path.ends_with("tools") {
                collect(&path, files)?;
            }
        } else if content_type(&path).is_some() {
            files.push(path);
        }
    }
    Ok(())
}

fn entry(root: &Path, file: &Path, table: &mut String) -> io::Result<()> {
    let name = file.strip_prefix(root).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
    let digest = Sha256::digest(fs::read(file)?);
    let hash = digest.iter().take(5).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
    let kind = content_type(file).unwrap_or("application/octet-stream");
    let _ = writeln!(
        table,
        "Embedded {{ name: {name:?}, address: {:?}, content_type: {kind:?}, bytes: include_bytes!({:?}) }},",
        format!("{stem}.{hash}.{extension}"),
        file.display().to_string(),
    );
    Ok(())
}

fn content_type(path: &Path) -> Option<&'static str> {
    match path.extension()?.to_str()? {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        "webp" => Some("image/webp"),
        "ico" => Some("image/x-icon"),
        "webmanifest" => Some("application/manifest+json"),
        _ => None,
    }
}
