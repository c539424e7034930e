# What the tests need beside Rust: found here, installed by apt-get when we are root, named otherwise.
# Sourced by scripts/test; expects `say` and `die`.

# Debian keeps the PostgreSQL server tools out of PATH; the newest version wins.
find_postgres_bin() {
  local folder
  for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin | sort -rV) \
    "$(dirname "$(realpath "$(command -v initdb)" 2>/dev/null)")"; do
    if [[ -x $folder/initdb && -x $folder/postgres && -x $folder/pg_isready ]]; then
      echo "$folder"
      return
    fi
  done
  return 1
}

find_chromium() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return
  done
  return 1
}

# Prints the Debian packages that are missing for this kind of run, one a line.
missing_packages() {
  local with_browser=$1
  command -v cc >/dev/null || echo build-essential
  find_postgres_bin >/dev/null || echo postgresql
  command -v redis-server >/dev/null || echo redis-server
  command -v python3 >/dev/null || echo python3
  # Debian keeps what a virtual environment needs in a package of its own.
  python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
  [[ $with_browser == yes ]] || return 0
  find_chromium >/dev/null || echo chromium
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
}

install_missing_packages() {
  local with_browser=$1 packages
  mapfile -t packages < <(missing_packages "$with_browser")
  ((${#packages[@]} == 0)) && return 0
  if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
    die "missing: ${packages[*]}. Install them first, on Debian: sudo apt-get install ${packages[*]}"
  fi
  say "installing ${packages[*]}"
  # Without this switch Debian's package would start a server of its own, which nobody here asked for.
  local policy=/usr/sbin/policy-rc.d made_policy=no
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && made_policy=yes
  fi
  local result=0
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${packages[@]}" >/dev/null; } || result=$?
  [[ $made_policy == no ]] || rm -f "$policy"
  ((result == 0)) || die "apt-get could not install ${packages[*]}"
  [[ -z $(missing_packages "$with_browser") ]] || die "still missing: $(missing_packages "$with_browser" | xargs)"
}

check_rust() {
  command -v cargo >/dev/null || die "missing: Rust. Install the version named in Cargo.toml (rust-version) with rustup."
  cargo fmt --version >/dev/null 2>&1 || die "missing: rustfmt. Install it: rustup component add rustfmt"
  cargo clippy --version >/dev/null 2>&1 || die "missing: clippy. Install it: rustup component add clippy"
}

# playwright-core needs Node 20; an older one fails with riddles.
check_node() {
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  ((major >= 20)) || die "Node $(node -v) is too old for the browser stories; install Node 20 or newer."
}

# A clean install only when the lock file has changed since the last one.
install_node_packages() {
  local stamp=e2e/node_modules/.installed-lock
  if [[ -f $stamp ]] && cmp -s "$stamp" e2e/package-lock.json; then
    return 0
  fi
  say "installing node packages of e2e/"
  npm ci --prefix e2e --no-audit --no-fund --loglevel=error || return 1
  cp e2e/package-lock.json "$stamp"
}

# Servers of the tests that are written in Python live in an environment of their own, made anew when the list of packages has changed.
install_python_packages() {
  local list=scripts/requirements.txt folder=${CARGO_TARGET_DIR:-target}/test-python
  mkdir -p "$folder" && folder=$(realpath "$folder") || return 1
  export BAROKAH_TEST_PYTHON=$folder/bin/python
  if [[ -x $BAROKAH_TEST_PYTHON ]] && cmp -s "$folder/.installed-list" "$list"; then
    return 0
  fi
  say "installing Python packages of $list"
  python3 -m venv --clear "$folder" &&
    "$BAROKAH_TEST_PYTHON" -m pip install --quiet --disable-pip-version-check --requirement "$list" || return 1
  cp "$list" "$folder/.installed-list"
}
