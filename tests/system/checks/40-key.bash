# The key is the service's alone
inside useradd --groups campaignd sara
inside useradd karim
place=/run/credentials/campaignd.service/otpiq-key
of_service() { # COMMAND…: with the files and the rights of the running service
  nsenter --target "$(inside_pid "$(main_pid campaignd)")" --mount --root -- "$@"
}
# What it is called outside, whose tools look into its files.
inside_pid() { awk -v pid="$1" '/^NSpid:/ && $NF == pid && NF == 3 {split(FILENAME, part, "/"); print part[3]}' /proc/[0-9]*/status 2>/dev/null | head -n 1; }

check "systemd hands it over" inside test -s "$place"
for who in nobody karim sara; do
  check "$who cannot read it" not inside runuser -u "$who" -- cat "$place"
  check "$who cannot read the file that it is from" not inside runuser -u "$who" -- cat /etc/campaignd/otpiq-key
done
check "the service sees it" of_service test -s "$place"
check "the service sees no other one" is campaignd.service of_service ls /run/credentials
echo secret | put /home/sara/notes
check "the service does not see /home" is "" of_service ls /home
check "who is in the group asks for the state without the key" inside runuser -u sara -- campaignctl plan
check "who is not in the group cannot" not inside runuser -u karim -- campaignctl plan
inside runuser -u sara -- campaignctl pause --reason "work in the dashboard" >/dev/null
check "who paused it is in its history" sh -c 'echo "$1" | grep -q sara' - "$(inside campaignctl history --action pause)"
inside runuser -u sara -- campaignctl resume >/dev/null
