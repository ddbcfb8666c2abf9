# bash completion for campaignctl(1). It asks nobody: handles are read from the file of desired state, if that can be.

# The handles of the desired state that the settings in $1 name.
_campaignctl_handles() {
  local desired
  desired=$(sed -n 's/^desiredState:[[:space:]]*["'\'']\{0,1\}\([^"'\''#]*[^"'\''# ]\).*/\1/p' "$1" 2>/dev/null)
  [ -n "$desired" ] || desired=/etc/campaignd/campaigns.yaml
  [ ! -d "$desired" ] || desired="$desired/*.y*ml"
  # shellcheck disable=SC2086 # a pattern
  awk '/^campaigns:/ {inside = 1; indent = 0; next}
       /^[^ #]/ {inside = 0}
       inside && /^ +[^ #]/ {
         match($0, /^ +/)
         if (!indent) indent = RLENGTH
         if (RLENGTH == indent) {handle = $1; gsub(/:.*|["\047]/, "", handle); print handle}
       }' $desired 2>/dev/null
}

_campaignctl_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -f -- "$1")
}

_campaignctl() {
  local commands="validate plan apply status sends why history reconcile pause resume approve rearm freeze import resources schema help"
  local everywhere="--config --output --help --version"
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
  local config=/etc/campaignd/campaignd.yaml command="" options="" words="" i
  COMPREPLY=()

  # bash cuts `--output=json` into three words.
  if [ "$cur" = "=" ]; then cur=""; elif [ "$prev" = "=" ]; then prev=${COMP_WORDS[COMP_CWORD - 2]}; fi

  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      --config | --output | --reason | --for | --within | --since | --until | --action | --field | --limit | --approve)
        [ "${COMP_WORDS[i + 1]-}" != "=" ] || ((i++))
        [ "${COMP_WORDS[i]}" != --config ] && [ "${COMP_WORDS[i - 1]}" != --config ] || config=${COMP_WORDS[i + 1]-}
        ((i++))
        ;;
      -* | =) ;;
      *) [ -n "$command" ] || command=${COMP_WORDS[i]} ;;
    esac
  done

  case $prev in
    --config) _campaignctl_files "$cur"; return ;;
    --output) words="text json" ;;
    --within | --since | --until) words="1h 24h 7d" ;;
    --for) words="30m 2h 1d" ;;
    --field) words="name template phoneNumber scheduledFor category" ;;
    --action) words="arm disarm update pause resume approve rearm freeze" ;;
    --reason | --limit | --approve) return ;;
  esac
  if [ -n "$words" ]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
    return
  fi

  case $command in
    validate) options="" ;;
    plan) options="" ;;
    apply) options="--yes --approve" ;;
    status) options="--watch" ;;
    sends) options="--within" ;;
    why) options="" ;;
    history) options="--since --until --action --field --limit" ;;
    reconcile) options="" ;;
    pause) options="--reason --for" ;;
    resume) options="--restore" ;;
    approve) options="" ;;
    rearm) options="" ;;
    freeze) options="--reason --all" ;;
    import) options="" ;;
    resources) options="" ;;
    schema) options="" ;;
  esac
  if [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options $everywhere" -- "$cur")
    return
  fi
  case $command in
    "") mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$cur") ;;
    help) mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$cur") ;;
    validate | plan) _campaignctl_files "$cur" ;;
    why | history | rearm | freeze)
      mapfile -t COMPREPLY < <(compgen -W "$(_campaignctl_handles "$config")" -- "$cur")
      ;;
  esac
}

complete -F _campaignctl campaignctl
