# The package comes in, and nothing runs yet
check "it is installed, and everything that it depends on is there" inside dpkg --install /root/campaignd.deb
check "once more changes nothing" inside dpkg --install /root/campaignd.deb
check "there is a user and a group campaignd" inside getent passwd campaignd
check "it cannot log in" is /usr/sbin/nologin inside sh -c 'getent passwd campaignd | cut -d: -f7'
check "the service is not enabled" is disabled inside systemctl is-enabled campaignd
check "the service is not started" is inactive inside systemctl is-active campaignd
check "nothing of it runs" not inside pgrep -u campaignd
for unit in campaignd.service campaignd@.service; do
  check "systemd reads $unit without complaint" is "" inside sh -c "systemd-analyze verify /lib/systemd/system/$unit 2>&1"
  check "$unit is exposed to 1.2 at most" inside systemd-analyze security --no-pager --threshold=12 "${unit/@/@test}"
done
check "the settings that the package brings are good" inside campaignctl validate /etc/campaignd/campaignd.yaml

mark
check "without a key it does not start" not inside systemctl start campaignd
check "and says that it is the credentials" eventually journal_since_has campaignd 'Failed to set up credentials'
inside systemctl stop campaignd
