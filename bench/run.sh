# Builds what is measured (release) and what measures (it mostly waits; a development build will do), and starts it. Sourced by
# bench/live, bench/jobs and bench/broadcast.

measure() {
  cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
  local target=${CARGO_TARGET_DIR:-target}
  if [[ -z ${BAROKAH_BINARY:-} ]]; then
    cargo build --release --quiet --bin barokah || exit 1
    export BAROKAH_BINARY=$target/release/barokah
  fi
  cargo build --quiet --package shop --example bench || exit 1
  exec timeout --kill-after=60 1800 "$target/debug/examples/bench" "$@"
}
