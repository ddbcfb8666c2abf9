# Removal keeps what it remembers, a purge does not
check "it is removed" inside dpkg --remove campaignd
check "nothing of it runs" not inside pgrep -u campaignd
check "its units are gone" is "" inside sh -c 'ls /lib/systemd/system/campaignd* 2>/dev/null'
for directory in campaignd campaignd-books campaignd-school; do
  check "/var/lib/$directory stays" inside test -s "/var/lib/$directory/lock"
done
check "the settings stay" inside test -f /etc/campaignd/campaignd.yaml

inside dpkg --install /root/newer.deb >/dev/null
check "installed again, it remembers" is "$before" records
inside systemctl start campaignd
check "and goes on" eventually is_on_the_clock_for 18:45

check "it is purged" inside dpkg --purge campaignd
check "what it remembered is gone" is "" inside sh -c 'ls -d /var/lib/campaignd* 2>/dev/null'
check "its settings are gone" not inside test -e /etc/campaignd/campaignd.yaml
check "what enabled it is gone" is "" inside sh -c 'ls /etc/systemd/system/*/campaignd* 2>/dev/null'
check "the key and the campaigns, which it did not bring, stay" inside test -f /etc/campaignd/otpiq-key -a -f /etc/campaignd/campaigns.yaml
check "no process, socket or credential is left" is "" inside sh -c 'pgrep -u campaignd; ls -d /run/campaignd* /run/credentials/campaignd* 2>/dev/null'
check "once more does no harm" inside dpkg --purge campaignd
