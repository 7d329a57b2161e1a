# shellcheck shell=sh disable=SC2154 # home: bin/switchboard sets it
# SPDX-License-Identifier: Apache-2.0
#
# Where the switch reads and writes. Sets conf, data, logs, run. The home itself need not be writable: whoever cannot
# write there, and names no other folders, gets folders of their own.

absolute() {
    case $1 in
        /*) printf '%s\n' "$1" ;;
        *) printf '%s\n' "$PWD/$1" ;;
    esac
}

# Where state goes when the home is read-only.
own_state() {
    if [ -n "${XDG_STATE_HOME:-}" ]; then
        printf '%s\n' "$XDG_STATE_HOME/switchboard"
    elif [ -n "${HOME:-}" ] && [ -w "$HOME" ]; then
        printf '%s\n' "$HOME/.local/state/switchboard"
    else
        printf '%s\n' /var/lib/switchboard
    fi
}

home_is_writable() {
    [ -w "$home" ] || { [ -w "$home/data" ] && [ -w "$home/logs" ] && [ -w "$home/run" ]; }
}

set_folders() { # folder of those that are not named
    conf=$(absolute "${SWITCHBOARD_CONF:-$home/conf}")
    data=$(absolute "${SWITCHBOARD_DATA:-$1/data}")
    logs=$(absolute "${SWITCHBOARD_LOGS:-$1/logs}")
    run=$(absolute "${SWITCHBOARD_RUN:-$1/run}")
    [ -d "$conf" ] || fail 6 "there is no configuration folder $conf"
}

find_folders_to_write() {
    if home_is_writable; then
        set_folders "$home"
    else
        own=$(own_state)
        set_folders "$own"
        case "$data/$logs/$run" in
            *"$own"*) warn "$home is read-only for this user: what is not named otherwise goes to $own" ;;
        esac
    fi
    # Whatever the user's umask: nobody else writes here.
    umask g-w,o-w
    for folder in "$data" "$logs" "$run"; do
        mkdir -p -- "$folder" 2>/dev/null || :
        [ -w "$folder" ] ||
            fail 4 "cannot write to $folder; name another folder with --data, --logs or --run"
    done
}

# Who only asks may be another user than the one whose switch it is: a switch that runs from the home counts too.
find_folders_to_read() {
    state=$home
    home_is_writable || [ -f "$home/run/switchboard.pid" ] || state=$(own_state)
    set_folders "$state"
}
