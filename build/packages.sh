# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
#
# Installs packages through whatever package manager this machine has, if we may. To be sourced by a POSIX shell;
# defines functions only. Everything it prints goes to standard error.

# Prints the name of this machine's package manager.
package_manager() {
    for _manager in apt-get dnf apk pacman; do
        if command -v "$_manager" >/dev/null 2>&1; then
            printf '%s\n' "$_manager"
            return 0
        fi
    done
    return 1
}

# Runs a command as root: directly, or by a sudo that asks nothing.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

# Installs the packages named; their names may differ between package managers, so the caller asks package_manager first.
install_packages() {
    _manager=$(package_manager) || return 1
    as_root true || return 1
    echo "installing $* with $_manager…" >&2
    _log=$(mktemp) || return 1
    case $_manager in
    apt-get) _install_with_apt "$@" ;;
    dnf) as_root dnf install -y "$@" ;;
    apk) as_root apk add "$@" ;;
    pacman) as_root pacman -S --noconfirm --needed "$@" ;;
    esac </dev/null >"$_log" 2>&1
    _status=$?
    [ "$_status" -eq 0 ] || tail -n 3 "$_log" >&2
    rm -f "$_log"
    return "$_status"
}

# A fresh machine knows no package until its lists are read; an old list may name packages that are gone.
_install_with_apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" || {
        as_root apt-get update
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
    }
}
