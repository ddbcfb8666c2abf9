# Where the campaigns file may lie: a git work tree, and with a drop-in below /home
git_here() { git -C "$work/tree" -c user.name=Sara -c user.email=sara@example.org "$@"; }
mkdir "$work/tree"
goes_out_at 16:00 /srv/campaigns
inside cat /srv/campaigns/campaigns.yaml >"$work/tree/campaigns.yaml"
git_here init --quiet
git_here add campaigns.yaml
git_here commit --quiet --message 'Move the greeting to four'
configure_at() { # PLACE: the work tree is deployed there, and the settings name it
  mkdir -p "/proc/$init/root$1"
  cp -R --no-preserve=ownership "$work/tree/." "/proc/$init/root$1"
  inside chmod -R go+rX "$1"
  printf '%s\n' "desiredState: $1/campaigns.yaml" "api: {baseUrl: 'http://127.0.0.1:$port/api'}" | put /etc/campaignd/campaignd.yaml
  inside systemctl restart campaignd
}
comes_from() { inside campaignctl history --field scheduledFor --output json eid-greeting | grep -q "$1"; }

configure_at /srv/campaigns
check "in /srv it is read" eventually is_on_the_clock_for 16:00
check "and the history names the commit" eventually comes_from 'Move the greeting to four'

drop_in campaignd.service <<'UNIT'
[Service]
ProtectHome=tmpfs
BindReadOnlyPaths=/home/deploy
UNIT
configure_at /home/deploy/campaigns
goes_out_at 16:30 /home/deploy/campaigns
check "below /home it is read, and every change seen" eventually is_on_the_clock_for 16:30
no_drop_in campaignd.service
goes_out_at 18:45
configure /etc/campaignd
inside systemctl restart campaignd
