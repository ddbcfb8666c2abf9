# Settings that cannot be used
drop_in campaignd.service <<'UNIT'
[Service]
RestartSec=100ms
UNIT
mark
configure /etc/campaignd 'reconcile: {interval: soon}'
check "it does not start" not inside systemctl start campaignd
check "it ends with 78" is 78 property campaignd ExecMainStatus
sleep 2
check "it is not started again" is failed property campaignd ActiveState
check "it was started once" is 1 journal_since_counts campaignd 'Starting campaignd'
check "the log says where the error is" journal_since_has campaignd 'campaignd.yaml:[0-9]+:[0-9]+'
no_drop_in campaignd.service
inside systemctl reset-failed campaignd
configure /etc/campaignd
inside systemctl start campaignd
