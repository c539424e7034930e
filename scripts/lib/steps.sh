# The steps of a test run and their count. A step that is no test (format, lints, build) adds nothing when it
# passes and one failure when it does not. Sourced by scripts/test; expects `say` and `$WORK`.

PASSED=0
FAILED=0
SUMMARIES=()
FAILED_STEPS=()
# The browser stories that run in the background.
SECOND_HALF=

# The time since the beginning stands behind each step's name.
say() { printf '\n== %s (after %d min %02d s)\n' "$*" $((SECONDS / 60)) $((SECONDS % 60)); }

note() { SUMMARIES+=("$*"); }

die() {
  printf '\n%s\n' "$*" >&2
  FAILED_STEPS+=("$*")
  FAILED=$((FAILED + 1))
  exit 1
}

fail_step() {
  FAILED_STEPS+=("$1")
  FAILED=$((FAILED + 1))
}

# check NAME COMMAND…: a step with one answer, yes or no.
check() {
  local name=$1
  shift
  say "$name"
  if timeout --foreground --kill-after=30 1800 "$@"; then
    note "$name: ok"
  else
    fail_step "$name"
    return 1
  fi
}

# logged NAME LOG COMMAND…: a step that counts for itself; its output is kept to be counted.
logged() {
  local name=$1 log=$2
  shift 2
  say "$name"
  timeout --foreground --kill-after=30 1800 "$@" 2>&1 | tee "$log"
  return "${PIPESTATUS[0]}"
}

# Adds what a log says; a failed command whose log names no failure (it did not compile) counts as one.
add_counts() {
  local name=$1 status=$2 passed=$3 failed=$4
  PASSED=$((PASSED + passed))
  FAILED=$((FAILED + failed))
  ((status == 0 && failed == 0)) && return 0
  FAILED_STEPS+=("$name")
  ((failed > 0)) || FAILED=$((FAILED + 1))
  return 1
}

# Sum of the numbers before WORD in the lines of LOG that match PATTERN.
sum_before() {
  local log=$1 pattern=$2 word=$3
  grep -E "$pattern" "$log" | grep -oE "[0-9]+ $word" | awk '{ n += $1 } END { print n + 0 }'
}

rust_tests_with_nextest() {
  local log=$WORK/nextest.log status=0 failed line
  # Without the examples: what measures is linted with everything else, and not linked here.
  logged "Rust tests (SQLite and PostgreSQL)" "$log" cargo nextest run --config-file scripts/nextest.toml \
    --workspace --lib --bins --tests --no-fail-fast --cargo-quiet || status=$?
  note "nextest:$(grep -E '^ *Summary ' "$log" | tail -n 1 | sed 's/^ *Summary//')"
  while IFS= read -r line; do note "FLAKY (failed, then passed): $line"; done < <(sed -nE 's/^ *FLAKY [^]]*\] *//p' "$log" | sort -u)
  failed=$(($(sum_before "$log" '^ *Summary ' failed) + $(sum_before "$log" '^ *Summary ' 'timed out')))
  add_counts "Rust tests" "$status" "$(sum_before "$log" '^ *Summary ' passed)" "$failed"
  # nextest leaves the examples in the documentation out.
  rust_tests_with_cargo "documentation examples" --doc
}

rust_tests_with_cargo() {
  local name=$1 log=$WORK/cargo-test.log status=0 passed failed
  shift
  logged "$name" "$log" cargo test --workspace --no-fail-fast --quiet "$@" || status=$?
  passed=$(sum_before "$log" '^test result: ' passed)
  failed=$(sum_before "$log" '^test result: ' failed)
  note "$name: $passed passed, $failed failed, $(sum_before "$log" '^test result: ' ignored) ignored"
  add_counts "$name" "$status" "$passed" "$failed"
}

rust_tests() {
  if cargo nextest --version >/dev/null 2>&1; then
    rust_tests_with_nextest
  else
    rust_tests_with_cargo "Rust tests (SQLite and PostgreSQL)"
  fi
}

# A run without tests proves nothing.
insist_on_tests() {
  ((PASSED + FAILED > 0)) || fail_step "no tests ran"
}

deny_check() {
  if command -v cargo-deny >/dev/null; then
    # The list of advisories lives outside; `just advisories` asks for it.
    check "cargo deny (bans, licences, sources)" cargo deny check bans licenses sources
  else
    note "cargo deny: skipped, cargo-deny is not installed (optional)"
  fi
}

# Two halves side by side, each with a shop and a browser of its own: one processor would wait for the other half of the time.
browser_stories() {
  local first=$WORK/e2e-1.log second=$WORK/e2e-2.log status=0 passed failed
  install_node_packages || { fail_step "node packages"; return 1; }
  check "release binary" cargo build --release --quiet --bin barokah || return 1
  export BAROKAH_BINARY=${BAROKAH_BINARY:-${CARGO_TARGET_DIR:-target}/release/barokah}
  rm -rf e2e/screenshots && mkdir -p e2e/screenshots
  timeout --foreground --kill-after=30 1800 node e2e/run.mjs --half 2 >"$second" 2>&1 &
  SECOND_HALF=$!
  logged "Browser stories" "$first" node e2e/run.mjs --half 1 || status=$?
  wait "$SECOND_HALF" || status=$?
  SECOND_HALF=
  cat "$second"
  # node:test closes with "# pass 1" (TAP) or "ℹ pass 1" (to a terminal).
  passed=$(awk '$2 == "pass" && $3 ~ /^[0-9]+$/ && NF == 3 { n[FILENAME] = $3 } END { for (f in n) s += n[f]; print s + 0 }' "$first" "$second")
  failed=$(awk '($2 == "fail" || $2 == "cancelled") && $3 ~ /^[0-9]+$/ && NF == 3 { n[FILENAME $2] = $3 } END { for (f in n) s += n[f]; print s + 0 }' "$first" "$second")
  note "browser stories: $passed passed, $failed failed (pictures in e2e/screenshots/)"
  add_counts "browser stories" "$status" "$passed" "$failed"
}

# The very last line is the one the continuous check reads.
sum_up() {
  local line
  printf '\n== Summary\n'
  for line in "${SUMMARIES[@]}"; do printf '   %s\n' "$line"; done
  for line in "${FAILED_STEPS[@]}"; do printf '   FAILED: %s\n' "$line"; done
  printf '   took %d min %02d s\n' $((SECONDS / 60)) $((SECONDS % 60))
  printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
}
