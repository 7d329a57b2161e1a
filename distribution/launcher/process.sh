# shellcheck shell=sh disable=SC2154 # run: folders.sh sets it
# SPDX-License-Identifier: Apache-2.0
#
# Which process is ours. run/switchboard.pid holds its number and, on the second line, when it started: numbers are used
# again, moments are not.

# When process $1 started; nothing if there is no such process any more. A zombie is none.
started_at() {
    if [ -r /proc/self/stat ]; then
        stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
        # The second field is the program's name and may hold anything; the fields behind its bracket are fixed.
        # shellcheck disable=SC2086 # fields to split
        set -- ${stat##*)}
        case $1 in Z | X) return 0 ;; esac
        # Ticks since the machine's start mean nothing after the next one.
        printf '%s %s\n' "${20}" "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)"
    else
        ps -o lstart= -p "$1" 2>/dev/null || :
    fi
}

# Sets pid and started from the pid file; both are empty if there is none.
read_pid_file() {
    pid='' started=''
    [ ! -d "$run" ] || [ -x "$run" ] || fail 4 "may not look into $run; ask as its owner, or as root"
    [ -f "$run/switchboard.pid" ] || return 0
    [ -r "$run/switchboard.pid" ] || fail 4 "may not read $run/switchboard.pid; ask as its owner, or as root"
    { read -r pid && read -r started; } <"$run/switchboard.pid" || :
    case $pid in *[!0-9]*) pid='' ;; esac
}

# Fails where nothing can be written, on a full disk say. Not through a link that somebody has put there.
write_pid_file() { # pid
    rm -f -- "$run/switchboard.pid.new" &&
        (set -C && printf '%s\n%s\n' "$1" "$(started_at "$1")" >"$run/switchboard.pid.new") &&
        mv -f -- "$run/switchboard.pid.new" "$run/switchboard.pid"
}

# Whoever may write to run/ must not have root end a process that is not theirs.
refuse_a_stranger() {
    [ -d "/proc/$pid" ] || return 0
    [ "$(owner_of "/proc/$pid")" = "$(owner_of "$run/switchboard.pid")" ] ||
        fail 4 "process $pid belongs to another user than $run/switchboard.pid does; it is left alone"
}

owner_of() {
    # shellcheck disable=SC2012 # its third field is a number, whatever the name
    ls -ldn -- "$1" | { read -r _ _ owner _ && printf '%s' "$owner"; }
}

# Is the process of the pid file there?
is_running() {
    [ -n "$pid" ] && [ -n "$started" ] && [ "$(started_at "$pid")" = "$started" ]
}

forget_process() {
    rm -f -- "$run/switchboard.pid" "$run/switchboard.json" "$run/admin.token" "$run/admin.pem"
}

# Only one launcher at a time looks whether a switch runs and starts one. The kernel lets go of the lock when its holder
# dies. Where there is no flock, on a Mac, two starts in the same instant end in the second finding its port taken.
lock() {
    [ ! -L "$run/lock" ] || fail 4 "$run/lock is a link; remove it"
    # Whatever was put there just now is not emptied.
    exec 9>>"$run/lock"
    command -v flock >/dev/null 2>&1 || return 0
    flock -w 10 9 || fail 1 "another start is stuck; it holds $run/lock"
}

# The switch must not inherit the lock.
unlock() { exec 9>&-; }

pause() { sleep 0.1 2>/dev/null || sleep 1; }

now() { date +%s; }
