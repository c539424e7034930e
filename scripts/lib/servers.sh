# A throw-away PostgreSQL cluster and a throw-away Redis on free ports of 127.0.0.1; both end with the script.
# Sourced by scripts/test; expects `say`, `die` and `$WORK` (a temp folder everybody may enter).

POSTGRES_PID=
REDIS_PID=

# Below the range the kernel hands out by itself, so that nobody takes the port between the look and the start.
free_port() {
  local port
  while :; do
    port=$((RANDOM % 12000 + 20000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

# PostgreSQL refuses to run as root; Debian's package brings the user `postgres`.
as_postgres() {
  if [[ $(id -u) == 0 ]]; then
    exec setpriv --reuid postgres --regid postgres --clear-groups env HOME="$WORK/postgres" "$@"
  else
    exec "$@"
  fi
}

start_postgres() {
  local bin port
  bin=$(find_postgres_bin) || die "PostgreSQL is missing"
  mkdir "$WORK/postgres"
  [[ $(id -u) != 0 ]] || chown postgres "$WORK/postgres"
  (cd "$WORK/postgres" && as_postgres "$bin/initdb" -D "$WORK/postgres/data" -U postgres --auth=trust \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync) >"$WORK/initdb.log" 2>&1 || { cat "$WORK/initdb.log"; die "initdb failed"; }
  port=$(free_port)
  # Nothing here has to outlive a power cut: no fsync, no waiting for the log.
  (cd "$WORK/postgres" && as_postgres "$bin/postgres" -D "$WORK/postgres/data" -p "$port" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories="$WORK/postgres" -c max_connections=400 \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=256MB \
    -c max_wal_size=2GB -c autovacuum=on -c log_min_messages=fatal) >"$WORK/postgres.log" 2>&1 &
  POSTGRES_PID=$!
  wait_until "PostgreSQL" "$POSTGRES_PID" "$WORK/postgres.log" "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"
  export BAROKAH_TEST_POSTGRES_URL="postgres://postgres@127.0.0.1:$port/postgres"
  say "$("$bin/postgres" --version) on port $port"
}

redis_answers() {
  local reply
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'PING\r\n' >&3
  IFS= read -r -t 2 reply <&3
  exec 3>&-
  [[ $reply == +PONG* ]]
}

start_redis() {
  local port
  port=$(free_port)
  redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$WORK" >"$WORK/redis.log" 2>&1 &
  REDIS_PID=$!
  wait_until "Redis" "$REDIS_PID" "$WORK/redis.log" redis_answers "$port"
  export BAROKAH_TEST_REDIS_URL="redis://127.0.0.1:$port/"
  say "Redis on port $port"
}

# Half a minute for the server to answer; its log is the answer when it does not.
wait_until() {
  local name=$1 pid=$2 log=$3 try
  shift 3
  for ((try = 0; try < 300; try++)); do
    "$@" 2>/dev/null && return 0
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  cat "$log"
  die "$name did not start"
}

# By pid only: other servers of this machine are none of our business.
stop_servers() {
  local pid
  # SIGINT is PostgreSQL's fast shutdown; Redis takes it as a normal one.
  for pid in $POSTGRES_PID $REDIS_PID; do
    kill -INT "$pid" 2>/dev/null
  done
  for pid in $POSTGRES_PID $REDIS_PID; do
    wait "$pid" 2>/dev/null
  done
  POSTGRES_PID=
  REDIS_PID=
}
