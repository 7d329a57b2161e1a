# shellcheck shell=sh disable=SC2154,SC2034 # set and read by bin/switchboard and the other parts
# SPDX-License-Identifier: Apache-2.0
#
# The commands that deal with a process: run, start, stop, status.

refuse_a_second() {
    read_pid_file
    ! is_running || fail 1 "already running (pid $pid); see: switchboard status"
    forget_process
}

run_in_foreground() {
    find_the_java
    lock
    refuse_a_second
    # The switch takes this process over and keeps its number.
    write_pid_file $$ 2>/dev/null || fail 1 "cannot write to $run; is the disk full?"
    unlock
    become_the_switch
}

start() {
    start_timeout=$(seconds SWITCHBOARD_START_TIMEOUT "${SWITCHBOARD_START_TIMEOUT:-60}") || exit
    find_the_java
    lock
    refuse_a_second
    console=$logs/console.log
    [ ! -f "$console" ] || mv -f -- "$console" "$console.1"
    log=$logs/switchboard.log
    logged=0
    [ ! -f "$log" ] || logged=$(wc -c <"$log")
    # A session of its own outlives this terminal. Not nohup: a Java that ignores SIGHUP cannot be told to reload.
    detach=$(command -v setsid) || detach=
    background=--background
    become_the_switch 9>&- </dev/null >"$console" 2>&1 &
    pid=$!
    write_pid_file "$pid" 2>/dev/null || {
        kill -KILL "$pid" 2>/dev/null || :
        fail 1 "cannot write to $run; is the disk full? Nothing runs"
    }
    read_pid_file
    unlock
    wait_until_it_serves
    status
}

# The value $2 of the variable $1, a number of seconds.
seconds() {
    case $2 in
        '' | *[!0-9]*) fail 2 "$1 must be a number of seconds, not '$2'" ;;
        *) printf '%s' "$2" ;;
    esac
}

# The switch writes run/switchboard.json when it serves.
wait_until_it_serves() {
    deadline=$(($(now) + start_timeout))
    until [ -f "$run/switchboard.json" ]; do
        if ! is_running; then
            wait "$pid" && code=1 || code=$?
            report_failure
            forget_process
            fail "$code" "did not start"
        fi
        if [ "$(now)" -ge "$deadline" ]; then
            report_failure
            kill -KILL "$pid" 2>/dev/null || :
            forget_process
            fail 1 "did not serve within $start_timeout s and was ended;" \
                "a slow machine may need a larger SWITCHBOARD_START_TIMEOUT"
        fi
        pause
    done
}

# Shows what this start has printed and logged.
report_failure() {
    say "--- $console" >&2
    tail -n 20 -- "$console" >&2
    said=$(tail -c "+$((logged + 1))" -- "$log" 2>/dev/null | tail -n 20)
    [ -z "$said" ] || printf -- '--- %s\n%s\n' "$log" "$said" >&2
    say "---" >&2
}

stop() {
    at_once=false
    case $# in
        0) ;;
        *)
            [ "$*" = --now ] || fail 2 "stop does not know '$*'; it knows --now"
            at_once=true
            ;;
    esac
    stop_timeout=$(seconds SWITCHBOARD_STOP_TIMEOUT "${SWITCHBOARD_STOP_TIMEOUT:-120}") || exit
    read_pid_file
    if ! is_running; then
        if [ -n "$pid" ]; then say "Switchboard had died (pid $pid)."; else say "Switchboard is not running."; fi
        [ ! -w "$run" ] || forget_process
        return
    fi
    refuse_a_stranger
    kill -TERM "$pid" 2>/dev/null || fail 4 "may not stop process $pid; it belongs to another user"
    if $at_once; then
        # The first says drain, the second says now. Two in one moment would count as one.
        sleep 1
        ! is_running || kill -TERM "$pid" 2>/dev/null || :
    fi
    wait_until_it_has_ended
    forget_process
    say "Switchboard has stopped."
}

wait_until_it_has_ended() {
    begun=$(now)
    told=0
    while is_running; do
        waited=$(($(now) - begun))
        if [ "$waited" -ge "$stop_timeout" ]; then
            fail 1 "still running after $waited s (pid $pid). It goes on by itself;" \
                "to wait no longer: switchboard stop --now, and if that does not help: kill -9 $pid"
        fi
        if [ $((waited / 5)) -gt "$told" ]; then
            told=$((waited / 5))
            clients=$(! can_ask_admin || number_of clients "$(ask_admin /info)")
            say "draining for $waited s${clients:+; clients left: $clients}"
        fi
        pause
    done
}

status() {
    read_pid_file
    if [ -z "$pid" ]; then
        say "Switchboard is not running."
        exit 3
    elif ! is_running; then
        say "Switchboard is not running; it died (pid $pid). $(last_words)See $logs."
        exit 1
    elif [ ! -f "$run/switchboard.json" ]; then
        say "Switchboard is starting (pid $pid)."
    else
        status_of_serving
    fi
}

# What Java said when it ended a switch that was started in the background.
last_words() {
    # A console that is older is that of another run.
    [ -n "$(find "$logs/console.log" -newer "$run/switchboard.pid" 2>/dev/null)" ] || return 0
    words=$(grep -E '^Terminating due to|fatal error' "$logs/console.log" | head -n 1)
    [ -z "$words" ] || printf 'Its last words: "%s". ' "$words"
}

status_of_serving() {
    clients='' code=0
    if ! can_ask_admin; then
        state="runs"
    else
        info=$(ask_admin /info) && answered=0 || answered=$?
        case $answered in
            0)
                clients=$(number_of clients "$info")
                state="serves"
                ask_admin /readyz >/dev/null || state="is not ready: it drains, or see /health"
                ;;
            4) state="runs, but its admin address wants a token or certificate" ;;
            *)
                state="does not answer on its admin address"
                code=4
                ;;
        esac
    fi
    say "Switchboard $state (pid $pid$(uptime))."
    for name in page websocket admin; do
        address=$(text_of $name)
        [ -z "$address" ] || printf '  %-10s %s\n' "$name" "$address"
    done
    [ -z "$clients" ] || printf '  %-10s %s\n' clients "$clients"
    [ -z "$clients" ] || plugins_that_do_not_work
    exit $code
}

# The lines of /plugins that are not as they should be, with their states in the third column.
plugins_that_do_not_work() {
    ask_admin /plugins | tr -d '\r' | awk '$3 ~ /^(failed|quarantined|blocked)$/ {
        id = $1; state = $3
        sub(/^[^ ]+ +[^ ]+ +[^ ]+ */, "")
        printf "  %-10s %s %s: %s\n", "plugin", id, state, $0
    }'
}

# For how long the process of the pid file has run, in words; nothing where there is no /proc.
uptime() {
    [ -r /proc/uptime ] || return 0
    hertz=$(getconf CLK_TCK 2>/dev/null) || hertz=100
    seconds=$(($(cut -d. -f1 /proc/uptime) - ${started%% *} / hertz))
    if [ $seconds -ge 86400 ]; then
        printf ', for %d d %d h' $((seconds / 86400)) $((seconds % 86400 / 3600))
    elif [ $seconds -ge 3600 ]; then
        printf ', for %d h %d min' $((seconds / 3600)) $((seconds % 3600 / 60))
    elif [ $seconds -ge 60 ]; then
        printf ', for %d min' $((seconds / 60))
    else
        printf ', for %d s' "$seconds"
    fi
}

# The text named $1 in run/switchboard.json, which has one name to a line.
text_of() {
    sed -n 's/^ *"'"$1"'" *: *"\([^"]*\)".*/\1/p' "$run/switchboard.json" 2>/dev/null
}

# The number named $1 in JSON $2.
number_of() {
    printf '%s\n' "$2" | sed -n 's/.*"'"$1"'" *: *\([0-9][0-9]*\).*/\1/p' | head -n 1
}

# A switch can be configured to have no admin.
can_ask_admin() {
    [ -n "$(text_of admin)" ]
}

# What the admin address answers for a path; fails unless the answer is a 200, with 4 if it wants to know who asks. `status` is asked often, so no JVM does this
# where something else can. Every Debian and Fedora has a bash that can speak TCP, Alpine and its kin have wget. Neither
# speaks TLS as the commands do, and the words of wget, with the token among them, could be read by other users.
ask_admin() {
    admin=$(text_of admin)
    if [ "${admin#https:}" = "$admin" ] && command -v bash >/dev/null 2>&1; then
        address=${admin#http://}
        address=${address%%/*}
        host=${address%:*}
        host=${host#\[}
        # shellcheck disable=SC2016 # for that bash to expand
        token=$(cat -- "$run/admin.token" 2>/dev/null) timeout 5 bash -c '
            exec 3<>"/dev/tcp/$1/$2" || exit
            printf "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n" "$3" "$4" >&3
            [ -z "$token" ] || printf "Authorization: Bearer %s\r\n" "$token" >&3
            printf "\r\n" >&3
            read -r _ code _ <&3
            cat <&3
            [ "$code" != 401 ] || exit 4
            [ "$code" = 200 ]
        ' bash "${host%\]}" "${address##*:}" "$1" "$address" 2>/dev/null
    elif [ "${admin#https:}" = "$admin" ] && command -v wget >/dev/null 2>&1 &&
        http_proxy='' wget -q -T 5 -O - "${admin%/}$1" 2>/dev/null; then
        return
    else
        (ask_java ask "$1" 2>/dev/null)
    fi
}
