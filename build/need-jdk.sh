# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
#
# Finds a JDK for the build, installs one if there is none, or says what to do. To be sourced after find-jdk.sh and
# packages.sh; defines functions only.

# Prints the home of a JDK with javac, 25 or newer.
need_jdk() {
    find_java javac && return 0
    [ -z "${SWITCHBOARD_JAVA_HOME:-}" ] || return 1
    case $(package_manager) in
    apt-get) install_packages openjdk-25-jdk-headless ;;
    dnf) install_packages java-25-openjdk-devel ;;
    apk) install_packages openjdk25 ;;
    pacman) install_packages jdk-openjdk ;;
    *) false ;;
    esac && find_java javac && return 0
    # shellcheck disable=SC2154 # find-jdk.sh sets it
    echo "Switchboard needs a JDK $oldest_java or newer and found none: install one (Temurin, say) and set JAVA_HOME to it." >&2
    return 1
}
