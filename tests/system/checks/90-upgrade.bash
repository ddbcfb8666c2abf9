# A newer package
newer=$work/newer
dpkg-deb --raw-extract "$package" "$newer"
sed -i 's/^Version: .*/&+newer/' "$newer/DEBIAN/control"
echo '# newer' >>"$newer/usr/lib/systemd/system/campaignd.service"
dpkg-deb --root-owner-group --build "$newer" "/proc/$init/root/root/newer.deb" >/dev/null

settings=$(inside cat /etc/campaignd/campaignd.yaml)
records() { inside campaignctl history --action pause --output json; }
before=$(records)
pids="$(main_pid campaignd) $(main_pid campaignd@books)"
check "it is installed, and asks nothing" inside dpkg --install /root/newer.deb
check "what ran was restarted" not is "$pids" echo "$(main_pid campaignd) $(main_pid campaignd@books)"
check "and runs" is $'active\nactive' inside systemctl is-active campaignd campaignd@books
check "systemd knows the new unit" is no property campaignd NeedDaemonReload
check "what did not run does not" is inactive inside systemctl is-active campaignd@school
check "changed settings are as they were" is "$settings" inside cat /etc/campaignd/campaignd.yaml
check "what it remembers is as it was" is "$before" records
inside systemctl stop campaignd
inside dpkg --install /root/newer.deb >/dev/null
check "a service that was stopped is not started" is inactive inside systemctl is-active campaignd
inside systemctl start campaignd
