# What the checks speak with: the booted systemd, the simulated API in it, and the lines that say what held.

passed=0 failed=0

# inside COMMAND…: in the booted system, as its root.
inside() {
  nsenter --target "$init" --mount --uts --ipc --net --pid --cgroup --root --wd -- \
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive SYSTEMD_PAGER=cat "$@"
}

# check RULE COMMAND…: the rule holds if the command succeeds.
check() {
  local rule=$1 said
  shift
  if said=$("$@" 2>&1); then
    passed=$((passed + 1))
    echo "ok     $rule"
  else
    failed=$((failed + 1))
    echo "WRONG  $rule"
    printf '%s\n' "\$ $*" "$said" | sed 's/^/       /' | tail -n 30
    inside journalctl --no-hostname -n 12 2>&1 | sed 's/^/       | /'
  fi
}
not() { ! "$@"; }

# is VALUE COMMAND…: what the command prints is that.
is() {
  local wanted=$1 said
  shift
  said=$("$@" || true)
  [ "$said" = "$wanted" ] || { echo "it is \"$said\", not \"$wanted\""; return 1; }
}

# eventually COMMAND…: it succeeds within 20 s, on however slow a machine.
eventually() {
  local deadline=$((SECONDS + 20))
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $deadline ] || { "$@"; return; }
    sleep 0.1
  done
}

# put PATH [MODE]: standard input becomes that file, whole at once.
put() { inside sh -c 'mkdir -p "$(dirname "$1")" && umask 077 && cat >"$1.new" && chmod "$2" "$1.new" && mv "$1.new" "$1"' - "$1" "${2:-644}"; }

# drop_in UNIT: standard input is added to the unit; without any, what was added is taken away.
drop_in() {
  put "/etc/systemd/system/$1.d/test.conf"
  inside systemctl daemon-reload
}
no_drop_in() {
  inside rm -rf "/etc/systemd/system/$1.d"
  inside systemctl daemon-reload
}

property() { inside systemctl show --value --property "$2" "$1"; }
main_pid() { property "$1" MainPID; }
# The milliseconds from the start of its program to READY.
ready_after() { echo $((($(property "$1" ActiveEnterTimestampMonotonic) - $(property "$1" ExecMainStartTimestampMonotonic)) / 1000)); }
journal_has() { inside journalctl --unit "$1" --grep "$2" --quiet --lines 1 | grep -q .; }
# The instant from which journal_since looks.
mark() { mark=$(inside date '+%F %T.%6N'); }
journal_since_has() { inside journalctl --unit "$1" --since "$mark" --grep "$2" --quiet --lines 1 | grep -q .; }
journal_since_counts() { inside journalctl --unit "$1" --since "$mark" --grep "$2" --quiet | grep -c .; }

# sim METHOD PATH [BODY]: steers the simulated API.
sim() { inside curl --silent --show-error --fail --request "$1" ${3:+--data "$3"} "http://127.0.0.1:$port/_sim/$2"; }

# configure DIRECTORY [DOCUMENT…]: settings that point at the simulated API, and the key. The campaigns stay as they are.
configure() {
  local directory=$1
  shift
  printf '%s\n' "desiredState: $directory/campaigns.yaml" "api: {baseUrl: 'http://127.0.0.1:$port/api'}" "$@" |
    put "$directory/campaignd.yaml"
  echo "$key" | put "$directory/otpiq-key" 600
}

# goes_out_at TIME [DIRECTORY]: what the file of campaigns asks for; and whether the simulated API has it so.
day=$(date -u -d '+5 days' +%F)
goes_out_at() {
  printf '%s\n' 'version: 1' 'campaigns:' \
    "  eid-greeting: {name: Eid greeting, timezone: UTC, scheduledFor: $day $1}" | put "${2:-/etc/campaignd}/campaigns.yaml"
}
is_on_the_clock_for() { sim GET campaigns/665f0c2ab1e4d2a7c9f01234 | grep -q "${day}T$1"; }
