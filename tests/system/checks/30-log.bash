# The systemd journal, by its documented fields
goes_out_at 21:00
eventually is_on_the_clock_for 21:00
applied() { inside journalctl CAMPAIGND_EVENT=applied CAMPAIGND_HANDLE=eid-greeting --output json --lines 1; }
has_field() { applied | grep -qE "\"$1\" ?: ?\"$2\""; }
eventually has_field CAMPAIGND_FIELDS '.*T21:00'
for field in MESSAGE=.+ PRIORITY=6 SYSLOG_IDENTIFIER=campaignd _SYSTEMD_UNIT=campaignd.service CAMPAIGND_EVENT=applied \
  CAMPAIGND_HANDLE=eid-greeting CAMPAIGND_CAMPAIGN_ID=665f0c2ab1e4d2a7c9f01234 CAMPAIGND_ACTION='[a-z]+' \
  'CAMPAIGND_FIELDS=\[\{.*scheduledFor.*21:00.*\}\]' 'CAMPAIGND_ATTEMPT=[0-9]+' CAMPAIGND_HTTP_STATUS=200 \
  'CAMPAIGND_DURATION_MS=[0-9.]+' 'CAMPAIGND_RECONCILE=[0-9]+' CAMPAIGND_REVISION=.+; do
  check "what was applied has ${field%%=*}" has_field "${field%%=*}" "${field#*=}"
done
check "the key stands nowhere in it" not sh -c "$(declare -f inside); init=$init; inside journalctl --output export | grep -qa $key"
