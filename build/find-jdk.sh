# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
#
# Finds a Java 25 or newer on this machine. To be sourced by a POSIX shell; defines functions only.
# Used by the build and, in the distribution, by the launcher.
#
#   find_java java      prints the home of a Java that can run the switch
#   find_java javac     prints the home of a JDK that can build it
#
# SWITCHBOARD_JAVA_HOME is an order: if it does not suffice, nothing else is tried. JAVA_HOME and the `java` on the PATH
# are hints, for many machines have old ones; then come the usual places, where the lowest sufficient version wins, so
# that a preview JDK lying about does not.

oldest_java=25

# The feature version of the Java at home $1, as its own `release` file tells it: 25 for JAVA_VERSION="25.0.3".
# Asking the file instead of `java -version` costs no start of a JVM.
java_version() {
    [ -r "$1/release" ] || return 1
    sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release" | head -n 1
}

# Is there, at home $1, a Java that is new enough and has the tool $2?
java_suffices() {
    [ -n "$1" ] && [ -x "$1/bin/$2" ] || return 1
    _version=$(java_version "$1") || return 1
    [ -n "$_version" ] && [ "$_version" -ge "$oldest_java" ]
}

# The home of the `java` on the PATH, through whatever links lead to it.
java_on_path() {
    _java=$(command -v java) || return 1
    _java=$(readlink -f "$_java" 2>/dev/null) || return 1
    dirname "$(dirname "$_java")"
}

find_java() {
    if [ -n "${SWITCHBOARD_JAVA_HOME:-}" ]; then
        java_suffices "$SWITCHBOARD_JAVA_HOME" "$1" && printf '%s\n' "$SWITCHBOARD_JAVA_HOME" && return 0
        echo "SWITCHBOARD_JAVA_HOME=$SWITCHBOARD_JAVA_HOME holds no $1 of Java $oldest_java or newer." >&2
        return 1
    fi
    for _home in "${JAVA_HOME:-}" "$(java_on_path)"; do
        if java_suffices "$_home" "$1"; then
            printf '%s\n' "$_home"
            return 0
        fi
    done
    _best='' _best_version=''
    for _home in /usr/lib/jvm/* /usr/java/* /opt/* /opt/*/* \
        "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/* "${HOME:-}"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if java_suffices "$_home" "$1" && [ "$_version" -lt "${_best_version:-1000}" ]; then
            _best=$_home _best_version=$_version
        fi
    done
    [ -n "$_best" ] && printf '%s\n' "$_best"
}
