# It starts, is ready, and does its work
configure /etc/campaignd
goes_out_at 19:00
check "enabled and started, it says READY" inside systemctl enable --now campaignd
check "it is active" is active inside systemctl is-active campaignd
check "the campaign goes to the time that the file says" eventually is_on_the_clock_for 19:00
goes_out_at 20:00
check "so it does when the file changes" eventually is_on_the_clock_for 20:00
check "status shows in systemctl" eventually sh -c '[ -n "$1" ]' - "$(property campaignd StatusText)"

# On a machine that does much else, the quickest of three counts.
ready_within_a_second() {
  local took
  for _ in 1 2 3; do
    inside systemctl restart campaignd || return
    took=$(ready_after campaignd)
    echo "READY after $took ms"
    [ "$took" -gt 1000 ] || return 0
  done
  return 1
}
check "READY within a second" ready_within_a_second
sim POST faults '{"kind": "silent", "times": 0}' >/dev/null
check "READY within a second also where the API is silent" ready_within_a_second
sim DELETE faults >/dev/null
inside systemctl restart campaignd

# /proc as the host has it: the service is neither root nor to be looked at.
of_process() { inside grep -qE "$1" "/proc/$(main_pid campaignd)/$2"; }
check "it runs as its user" is campaignd inside ps -o user= -p "$(main_pid campaignd)"
check "it has no capability" of_process '^CapEff:\s0+$' status
check "it can gain none" of_process '^NoNewPrivs:\s1$' status
check "its system calls are filtered" of_process '^Seccomp:\s2$' status
check "no core of it can be dumped" of_process '^Max core file size +0 +0 ' limits
for file in cmdline environ; do
  check "the key is not in its $file" not of_process "$key" "$file"
done
