# A process that stands still
drop_in campaignd.service <<'UNIT'
[Service]
WatchdogSec=2s
RestartSec=200ms
UNIT
inside systemctl restart campaignd
pid=$(main_pid campaignd)
sleep 5
check "one that lives is left alone" is "$pid" main_pid campaignd
mark
inside systemctl kill --kill-whom=main --signal=STOP campaignd
check "the watchdog ends it" eventually journal_since_has campaignd 'Watchdog timeout'
is_back() { [ "$(property campaignd NRestarts)" = 1 ] && [ "$(property campaignd ActiveState)" = active ]; }
check "it is started again" eventually is_back
check "it is another process" not is "$pid" main_pid campaignd
goes_out_at 22:00
check "and does its work" eventually is_on_the_clock_for 22:00
no_drop_in campaignd.service
inside systemctl restart campaignd

mark
inside systemctl kill --kill-whom=main --signal=KILL campaignd
check "one that is killed is due for another start" eventually is auto-restart property campaignd SubState
inside systemctl restart campaignd
