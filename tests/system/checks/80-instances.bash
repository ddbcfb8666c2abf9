# Two instances of the template, beside the service
answers() { # NAME: at its socket; 3 would be that nobody does, 1 and 2 that not all is well
  inside campaignctl --config "/etc/campaignd/$1/campaignd.yaml" status || [ $? -lt 3 ]
}
inside systemctl stop campaignd
for name in books school; do
  goes_out_at 18:15 "/etc/campaignd/$name"
  configure "/etc/campaignd/$name" "stateDirectory: /var/lib/campaignd-$name" \
    "control: {socket: /run/campaignd-$name/control.sock}"
done
check "both start" inside systemctl enable --now campaignd@books campaignd@school
check "both are active" is $'active\nactive' inside systemctl is-active campaignd@books campaignd@school
check "the work is done" eventually is_on_the_clock_for 18:15
for name in books school; do
  check "$name has a state of its own" inside test -f "/var/lib/campaignd-$name/lock"
  check "$name answers at a socket of its own" answers "$name"
done
sees() { nsenter --target "$(inside_pid "$(main_pid campaignd@books)")" --mount --root -- ls /run/credentials; }
check "one does not see the key of the other" is campaignd@books.service sees
goes_out_at 18:45 /etc/campaignd/books
goes_out_at 18:45 /etc/campaignd/school
inside systemctl restart campaignd@books
check "one restarted leaves the other alone" is active inside systemctl is-active campaignd@school
inside systemctl stop campaignd@school
check "one stopped leaves the other's socket" answers books
goes_out_at 18:45
inside systemctl start campaignd
