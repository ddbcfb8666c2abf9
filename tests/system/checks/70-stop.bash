# Stopping while requests hang
hangs() { sim GET faults | grep -qE '"hits" ?: ?[1-9]'; }
stops_while_hanging() { # WORDS FAULT COMMAND…: the command makes a request that the fault leaves without an answer
  local words=$1 fault=$2 began
  shift 2
  sim POST faults "$fault" >/dev/null
  mark
  "$@"
  check "$words hangs" eventually hangs
  began=$SECONDS
  check "it stops" inside systemctl stop campaignd
  check "within TimeoutStopSec: $((SECONDS - began)) s" test $((SECONDS - began)) -lt 45
  check "by itself, without being killed" is success property campaignd Result
  check "it had said so" journal_since_has campaignd 'stopping'
  sim DELETE faults >/dev/null
  inside systemctl start campaignd
}
stops_while_hanging "a look at the project" '{"kind": "silent", "times": 0}' inside systemctl reload campaignd
stops_while_hanging "a PATCH" '{"kind": "silent", "method": "PATCH", "times": 0}' goes_out_at 17:00
check "started again, it does what it could not" eventually is_on_the_clock_for 17:00
inside systemctl stop campaignd
