# shellcheck shell=sh disable=SC2154,SC2034 # set and read by bin/switchboard and the other parts
# SPDX-License-Identifier: Apache-2.0
#
# The start cache: classes already loaded and linked, and which of their methods will be hot, as Java's ahead-of-time
# cache holds them. It halves the time to the first connection.
#
# Java 25 does not see that a jar was replaced since: it goes on running the old classes out of the cache, without a word.
# So beside the cache lies a key, the jars' sums, the Java and its options, and only an exact match is ever used.

aot=${SWITCHBOARD_AOT:-$home/lib/aot}

# Sets class_path. Spelt out, as lib/* would mean the order in which the file system happens to list them.
find_the_class_path() {
    class_path=
    for jar in "$home"/lib/*.jar; do
        class_path=$class_path${class_path:+:}$jar
    done
}

# Adds to options_in_key those of the words that the cache depends on, or might. How much memory there is and what is
# logged makes no difference, and is what people set.
note_options() {
    for word in "$@"; do
        case $word in
            -Xm[sx][0-9]* | -Xlog:* | -XX:MaxRAMPercentage=* | -XX:MaxDirectMemorySize=*) ;;
            -XX:ErrorFile=* | -XX:HeapDumpPath=* | -XX:?HeapDumpOnOutOfMemoryError | -XX:?ExitOnOutOfMemoryError) ;;
            @*) note_file "${word#@}" ;;
            *) options_in_key="$options_in_key $word" ;;
        esac
    done
}

note_file() {
    while read -r words || [ -n "$words" ]; do
        case $words in '#'*) continue ;; esac
        # shellcheck disable=SC2086 # one or more options to a line
        note_options $words
    done <"$1"
}

# Sets java_in_key, jars_in_key and options_in_key for a Java started with these options.
find_the_key() {
    java_in_key=$(cat -- "${java%/bin/java}/release" && wc -c <"${java%/bin/java}/lib/modules") 2>/dev/null ||
        java_in_key="unknown"
    jars_in_key=$(cd -- "$home/lib" && cksum -- *.jar)
    options_in_key=
    set -f
    # shellcheck disable=SC2086 # several options in one variable: Java splits them too
    note_options "$@" ${JDK_JAVA_OPTIONS:-} ${JAVA_TOOL_OPTIONS:-}
    set +f
    options_in_key="options$options_in_key"
}

key() { printf '%s\n' "$java_in_key" "$jars_in_key" "$options_in_key"; }

# May a Java with these options use the cache? If not, why_not tells.
cache_fits() {
    why_not="there is none"
    [ -f "$aot/switchboard.aot" ] && [ -f "$aot/switchboard.key" ] || return 1
    find_the_key "$@"
    made_for=$(cat -- "$aot/switchboard.key")
    case $made_for in
        "$(key)") return 0 ;;
        *"$jars_in_key"*"$options_in_key") why_not="it was made for another Java" ;;
        *"$jars_in_key"*) why_not="it was made for other options of Java" ;;
        *) why_not="it was made for other jars" ;;
    esac
    [ "$java_in_key" != unknown ] || why_not="this Java does not tell its version"
    return 1
}

# Starts a switch of its own on free ports, lets clients talk to it, and keeps what Java learned from that.
make_the_cache() {
    find_the_java
    mkdir -p -- "$aot" 2>/dev/null || :
    [ -w "$aot" ] || fail 4 "cannot write to $aot; name another folder with SWITCHBOARD_AOT"
    given=$conf
    training=$(mktemp -d)
    trap 'rm -rf -- "$training"' EXIT
    trap 'exit 1' HUP INT TERM
    conf=$training/conf data=$training/data logs=$training/logs run=$training/run
    mkdir -p -- "$conf/jvm.options.d" "$data" "$logs" "$run"
    for options in "$given"/jvm.options.d/*.options; do
        [ ! -f "$options" ] || cp -- "$options" "$conf/jvm.options.d"
    done
    cat >"$conf/switchboard.conf" <<SETTINGS
listen { host = 127.0.0.1, port = 0, backlog = 256 }
admin { host = 127.0.0.1, port = 0 }
messages { rate = 1000000/s, burst = 1000000 }
gate { per-address.new-connections = 100000/s }
heartbeat { interval = 1s, timeout = 1m }
drain { window = 100ms, return-window = 1s }
SETTINGS
    # Nor may the environment tell this switch otherwise.
    for variable in $(env | sed -n 's/^\(SWITCHBOARD_[A-Z_]*\)=.*/\1/p'); do
        case $variable in SWITCHBOARD_JAVA_* | SWITCHBOARD_*_TIMEOUT) ;; *) unset "$variable" ;; esac
    done
    say "trying out a switch for its start cache; that takes some seconds"
    (start) >/dev/null
    # On a machine that is very busy it may take two tries.
    (ask_java exercise) || (ask_java exercise) || {
        tail -n 20 -- "$logs/switchboard.log" >&2
        (stop --now) >/dev/null
        fail 1 "the exercise failed; nothing has changed"
    }
    (stop) >/dev/null
    [ -f "$training/switchboard.aot" ] || {
        tail -n 20 -- "$logs/console.log" >&2
        fail 1 "this Java made no cache; nothing has changed"
    }
    # Never a cache beside a key that is not its own.
    rm -f -- "$aot/switchboard.key"
    chmod 644 "$training/switchboard.aot" "$training/switchboard.key"
    mv -f -- "$training/switchboard.aot" "$aot/switchboard.aot"
    mv -f -- "$training/switchboard.key" "$aot/switchboard.key"
    say "made $aot/switchboard.aot ($(($(wc -c <"$aot/switchboard.aot") / 1048576)) MiB); the next start uses it"
}
