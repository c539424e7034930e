# Short words for the daily commands; `just` lists them.

default:
    @just --list --unsorted

# The sample shop on http://127.0.0.1:8000/, rebuilt from nothing
demo *args:
    cargo run --release -- demo {{ args }}

# The shop on ./data, debug build
dev *args:
    cargo run -- serve {{ args }}

# Everything the continuous check runs
test:
    scripts/test

# Format, lints and Rust tests on both databases; no release build, no browser
quick:
    scripts/test quick

# Browser stories only
browser:
    scripts/test browser

# Size, start time and memory of the release binary
bench:
    cargo build --release
    bench/footprint

fmt:
    cargo fmt --all

lint:
    cargo clippy --workspace --all-targets -- -D warnings

# Bans, licences and sources of the dependencies (needs cargo-deny)
deny:
    cargo deny check bans licenses sources

# Known faults of the dependencies (needs cargo-deny and the network)
advisories:
    cargo deny check advisories
