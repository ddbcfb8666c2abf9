# fish completion for campaignctl(1). It asks nobody: handles are read from the file of desired state, if that can be.

function __campaignctl_handles
    set -l settings /etc/campaignd/campaignd.yaml
    set -l words (commandline -opc)
    for i in (seq (count $words))
        string match -q -- '--config=*' $words[$i]; and set settings (string replace -- '--config=' '' $words[$i])
        test "$words[$i]" = --config; and set -q words[(math $i + 1)]; and set settings $words[(math $i + 1)]
    end
    set -l desired (sed -n 's/^desiredState:[[:space:]]*["\']\{0,1\}\([^"\'#]*[^"\'# ]\).*/\1/p' $settings 2>/dev/null)
    test -n "$desired"; or set desired /etc/campaignd/campaigns.yaml
    test -d "$desired"; and set desired $desired/*.yaml $desired/*.yml
    awk '/^campaigns:/ {inside = 1; indent = 0; next}
         /^[^ #]/ {inside = 0}
         inside && /^ +[^ #]/ {
           match($0, /^ +/)
           if (!indent) indent = RLENGTH
           if (RLENGTH == indent) {handle = $1; gsub(/:.*|["\047]/, "", handle); print handle}
         }' $desired 2>/dev/null
end

# The command that stands on the line, past options and their values.
function __campaignctl_command
    set -l value no
    for word in (commandline -opc)[2..-1]
        if test $value = yes
            set value no
            continue
        end
        switch $word
            case --config --output --reason --for --within --since --until --action --field --limit --approve
                set value yes
            case '-*'
            case '*'
                echo $word
                return 0
        end
    end
    return 1
end

function __campaignctl_in
    contains -- (__campaignctl_command) $argv
end

complete -c campaignctl -f
complete -c campaignctl -l config -r -F -d 'the settings'
complete -c campaignctl -l output -x -a 'text json' -d 'text for people, json for programs'
complete -c campaignctl -s h -l help -d 'what can be typed here'
complete -c campaignctl -l version -d 'the version'

complete -c campaignctl -n 'not __campaignctl_command >/dev/null; or __campaignctl_in help' -a validate -d 'check settings and desired state, without network'
complete -c campaignctl -n 'not __campaignctl_command >/dev/null; or __campaignctl_in help' -a plan -d 'what would change, field by field, and why not'
complete -c campaignctl -n 'not __campaignctl_command >/dev/null; or __campaignctl_in help' -a apply -d 'show the plan, ask, and send the changes'
complete -c campaignctl -n 'not __campaignctl_command >/dev/null; or __campaignctl_in help' -a status -d 'the running service: its state, every campaign, next send'
complete -c campaignctl -n 'not __campaignctl_command >/dev/null; or __campaignctl_in help' -a sends -d 'what goes out, soonest first, managed or not'
complete -c campaignctl -n 'not __campaignctl_command >/dev/null; or __campaignctl_in help' -a why -d 'every rule that was asked about one campaign'
complete -c campaignctl -n 'not __campaignctl_command >/dev/null; or __campaignctl_in help' -a history -d 'what was done, when, by whom, from which revision'
complete -c campaignctl -n 'not __campaignctl_command >/dev/null; or __campaignctl_in help' -a reconcile -d 'the running service looks and acts now'
complete -c campaignctl -n 'not __campaignctl_command >/dev/null; or __campaignctl_in help' -a pause -d 'stop changing things'
complete -c campaignctl -n 'not __campaignctl_command >/dev/null; or __campaignctl_in help' -a resume -d 'go on after a pause or a freeze'
complete -c campaignctl -n 'not __campaignctl_command >/dev/null; or __campaignctl_in help' -a approve -d 'let a held plan through'
complete -c campaignctl -n 'not __campaignctl_command >/dev/null; or __campaignctl_in help' -a rearm -d 'put back on the clock what a person took off'
complete -c campaignctl -n 'not __campaignctl_command >/dev/null; or __campaignctl_in help' -a freeze -d 'THE STOP: take campaigns off the clock, all or some'
complete -c campaignctl -n 'not __campaignctl_command >/dev/null; or __campaignctl_in help' -a import -d 'write the file that matches the project as it is'
complete -c campaignctl -n 'not __campaignctl_command >/dev/null; or __campaignctl_in help' -a resources -d 'the templates and phone numbers, with their states'
complete -c campaignctl -n 'not __campaignctl_command >/dev/null; or __campaignctl_in help' -a schema -d 'JSON Schema of the desired-state file, for editors'
complete -c campaignctl -n 'not __campaignctl_command >/dev/null; or __campaignctl_in help' -a help -d 'the help, or the help of a command'

complete -c campaignctl -n '__campaignctl_in apply' -l yes -d 'without asking'
complete -c campaignctl -n '__campaignctl_in apply' -l approve -x -d 'the held plan that may pass'
complete -c campaignctl -n '__campaignctl_in status' -l watch -d 'show it again whenever it changes'
complete -c campaignctl -n '__campaignctl_in sends' -l within -x -a "1h 24h 7d" -d 'how far ahead'
complete -c campaignctl -n '__campaignctl_in history' -l since -x -a "1h 24h 7d" -d 'from then on'
complete -c campaignctl -n '__campaignctl_in history' -l until -x -a "1h 24h 7d" -d 'up to then'
complete -c campaignctl -n '__campaignctl_in history' -l action -x -a "arm disarm update pause resume approve rearm freeze" -d 'of this kind alone'
complete -c campaignctl -n '__campaignctl_in history' -l field -x -a "name template phoneNumber scheduledFor category" -d 'of this field alone'
complete -c campaignctl -n '__campaignctl_in history' -l limit -x -d 'the newest so many'
complete -c campaignctl -n '__campaignctl_in pause' -l reason -x -d 'shown to everybody who asks'
complete -c campaignctl -n '__campaignctl_in pause' -l for -x -a "30m 2h 1d" -d 'how long'
complete -c campaignctl -n '__campaignctl_in resume' -l restore -d 'put back also what no file schedules'
complete -c campaignctl -n '__campaignctl_in freeze' -l reason -x -d 'shown to everybody who asks'
complete -c campaignctl -n '__campaignctl_in freeze' -l all -d 'campaigns of no file too'

complete -c campaignctl -n '__campaignctl_in validate plan' -F
complete -c campaignctl -n '__campaignctl_in why history rearm freeze' -a '(__campaignctl_handles)'
