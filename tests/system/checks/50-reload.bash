# systemctl reload
pid=$(main_pid campaignd)
goes_out_at 19:30
eventually is_on_the_clock_for 19:30

configure /etc/campaignd 'log: {level: debug}'
mark
check "a reload with good settings succeeds" inside systemctl reload campaignd
check "they are in force" eventually journal_since_has campaignd 'settings and key were read again'
check "in the same process" is "$pid" main_pid campaignd

mark
configure /etc/campaignd 'reconcile: {interval: soon}'
check "a reload with broken settings fails" not inside systemctl reload campaignd
check "and tells the line" journal_since_has campaignd 'campaignd.yaml:[0-9]+:[0-9]+'
check "the service goes on" is active inside systemctl is-active campaignd
check "in the same process still" is "$pid" main_pid campaignd
goes_out_at 20:30
check "with the settings of before" eventually is_on_the_clock_for 20:30
configure /etc/campaignd

mark
echo 'campaigns: {' | put /etc/campaignd/campaigns.yaml
check "a reload with a broken campaigns file succeeds" inside systemctl reload campaignd
check "the error is in the log" eventually journal_since_has campaignd 'campaigns.yaml:[0-9]+:[0-9]+'
check "what it asked for before stays" is_on_the_clock_for 20:30
goes_out_at 21:30
check "a mended file counts" eventually is_on_the_clock_for 21:30
