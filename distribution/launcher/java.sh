# shellcheck shell=sh disable=SC2154 # home, conf, data, logs, run: set by bin/switchboard and folders.sh
# SPDX-License-Identifier: Apache-2.0
#
# Which Java, with what options. The switch's own options come first, so that every file and variable after them can
# say otherwise: the home's conf/jvm.options, conf/jvm.options.d/*.options, SWITCHBOARD_JAVA_OPTS.

main=dev.switchboard.server.Main

# Sets java. The runtime that came with the tarball is the one it was tested with; only an explicit order beats it.
find_the_java() {
    if [ -z "${SWITCHBOARD_JAVA_HOME:-}" ] && java_suffices "$home/runtime" java; then
        java=$home/runtime/bin/java
        return
    fi
    java=$(find_java java) || fail 5 "needs Java 25 or newer and found none: install one (on Debian:" \
        "apt install openjdk-25-jre-headless) or set SWITCHBOARD_JAVA_HOME to one"
    java=$java/bin/java
}

# A path with an umlaut must mean the same to Java as to the shell, also where no locale is set: cron, systemd, images.
speak_utf_8() {
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
        *[Uu][Tt][Ff]*8) ;;
        *)
            LC_ALL=C.UTF-8
            export LC_ALL
            ;;
    esac
}

# Becomes the switch. For one in the background, $detach goes before the command and $background behind it.
become_the_switch() {
    speak_utf_8
    # One socket is one file; take as many as this user may have.
    # shellcheck disable=SC3045 # not POSIX, yet in every sh that matters; where not, the JVM tries once more
    ulimit -S -n "$(ulimit -H -n)" 2>/dev/null || :
    # glibc would keep up to eight heaps per core for threads that hardly allocate outside Java's own.
    MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
    export MALLOC_ARENA_MAX

    # That file belongs to the version. One that was copied into another configuration would outlive it.
    options=$home/conf/jvm.options
    [ ! -f "$conf/jvm.options" ] || cmp -s -- "$conf/jvm.options" "$options" ||
        warn "$conf/jvm.options is not read; options of your own belong into $conf/jvm.options.d"
    # Called once each, settings and parts of the switch gain nothing from reflection that makes classes for each call:
    # that took 150 ms of the start. Nor need Jetty start JMX, 50 ms, to learn that four bytes make a reference.
    set -- -Dguice_bytecode_gen_option=DISABLED -Djdk.reflect.useNativeAccessorOnly=true \
        -Dorg.eclipse.jetty.util.referencesPerCacheLine=16 "-XX:ErrorFile=$logs/hs_err_pid%p.log" "-XX:HeapDumpPath=$logs"
    [ ! -f "$options" ] || set -- "$@" "@$options"
    for options in "$conf"/jvm.options.d/*.options; do
        [ ! -f "$options" ] || set -- "$@" "@$options"
    done
    set -f
    # shellcheck disable=SC2086 # several options in one variable: meant to be split
    set -- "$@" ${SWITCHBOARD_JAVA_OPTS:-}
    set +f

    find_the_class_path
    if [ -n "${training:-}" ]; then
        find_the_key "$@"
        key >"$training/switchboard.key"
        set -- "-XX:AOTCacheOutput=$training/switchboard.aot" "$@"
    elif cache_fits "$@"; then
        # Should Java find that it does not fit after all, it says so in our log, not in its own words on the console.
        set -- "-XX:AOTCache=$aot/switchboard.aot" -Xlog:aot=off -Xlog:cds=off -Dswitchboard.start-cache=fits "$@"
    else
        set -- "-Dswitchboard.start-cache=$why_not" "$@"
    fi

    # What jvm.options names by a relative path, a GC log say, belongs with the logs.
    cd -- "$logs" || exit
    # shellcheck disable=SC2086 # each is empty or one word
    exec ${detach:-} "$java" "$@" -cp "$class_path" $main run \
        --home "$home" --conf "$conf" --data "$data" --logs "$logs" --run "$run" ${background:-}
}

# Runs a short command: quick to start matters, quick to run does not.
ask_java() {
    command=$1
    shift
    find_the_java
    speak_utf_8
    exec "$java" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:TieredStopAtLevel=1 -Xshare:auto \
        -Dguice_bytecode_gen_option=DISABLED -cp "$home/lib/*" $main "$command" \
        --home "$home" --conf "$conf" --data "$data" --logs "$logs" --run "$run" "$@"
}

# Makes, checks and explains tokens: a program of the plugin that knows them, on the jars of the switch.
token() {
    jars=$home/plugins/auth-jwt
    [ -d "$jars" ] || fail 1 "there is no plugin auth-jwt in $home/plugins"
    find_the_java
    speak_utf_8
    exec "$java" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:TieredStopAtLevel=1 -Xshare:auto \
        -cp "$jars/*:$home/lib/*" dev.switchboard.plugin.jwt.command.TokenCommand --conf "$conf" "$@"
}

# Shows who causes the load: on a terminal again and again, in its size; elsewhere once.
show_the_top() {
    if [ -t 1 ]; then
        size=$(stty size 2>/dev/null </dev/tty) || size=
        case $size in
            [1-9]*' '[1-9]*)
                LINES=${LINES:-${size% *}}
                COLUMNS=${COLUMNS:-${size#* }}
                export LINES COLUMNS
                ;;
        esac
    else
        set -- --once "$@"
    fi
    ask_java top "$@"
}

# Becomes the load generator: one thread that reads all the time, little garbage, and no more memory than its sockets need.
bench() {
    find_the_java
    speak_utf_8
    # shellcheck disable=SC3045 # not POSIX, yet in every sh that matters
    ulimit -S -n "$(ulimit -H -n)" 2>/dev/null || :
    terminal=false
    [ ! -t 2 ] || terminal=true
    set -f
    # shellcheck disable=SC2086 # several options in one variable: meant to be split
    exec "$java" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xshare:auto -Xms128m -XX:MaxDirectMemorySize=1g \
        ${SWITCHBOARD_BENCH_JAVA_OPTS:-} "-Dswitchboard.home=$home" "-Dswitchboard.run=$run" \
        "-Dswitchboard.terminal=$terminal" -cp "$home/lib/bench/*:$home/lib/*" dev.switchboard.load.Main "$@"
}
