#!/usr/bin/env bash
# Tries each way of installing in a root that has only Debian's packages, and says what holds.
# usage: sudo packaging/try.sh [cargo] [deb] [static] [tarball] [upgrade]      (none: all of them)
# Needs debootstrap, and what packaging/build.sh left in target/packages. DUBAN_ROOT: a root that debootstrap made, used
# as it is. `cargo` takes this machine's Rust and its registry of crates, for Debian's Rust is older than duban wants.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null
source=$PWD
packages=$source/target/packages
ways=("$@")
[[ $# -gt 0 ]] || ways=(cargo deb static tarball upgrade)
work=$(mktemp -d)
failed=0
trap 'umount -q "$work"/*/bound/* "$work"/*/proc 2>/dev/null || true; rm -rf --one-file-system "$work"' EXIT
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive

says() { # what is tried, command…
    if "${@:2}" >"$work/said" 2>&1; then
        echo "ok    $1"
    else
        echo "WRONG $1: ${*:2}"
        tail -n 20 "$work/said"
        failed=1
    fi
}

# A fresh root of Debian's base system; further packages are named.
debian() { # name, package…
    if [[ ! -d ${DUBAN_ROOT:=$work/base} ]]; then
        debootstrap --variant=minbase --include=ca-certificates stable "$DUBAN_ROOT" >/dev/null
    fi
    cp -a "$DUBAN_ROOT" "$work/$1"
    cp /etc/resolv.conf "$work/$1/etc/"
    within "$1" apt-get -qq update >/dev/null
    [[ $# -eq 1 ]] || within "$1" apt-get -qq install --no-install-recommends "${@:2}" >/dev/null 2>&1
}

within() { # name, command…
    chroot "$work/$1" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
        LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "${@:2}"
}

# What anybody does first: the sample, a look, a deed, a check, a commit, a report.
first_steps() { # name, program
    local say=(within "$1" "$2")
    says "$1: tells its version" "${say[@]}" --version
    says "$1: makes the sample" "${say[@]}" demo /office
    local office=("${say[@]}" --plans /office/plans --as-of 2024-06-30)
    says "$1: shows what is overdue" "${office[@]}" overdue --unit jyj
    says "$1: records a deed" "${office[@]}" mark 4.2.5/launch done --text 已完成
    says "$1: checks the files" "${office[@]}" check
    within "$1" git config --global user.name 甲
    within "$1" git config --global user.email a@example.org
    says "$1: commits with git" "${office[@]}" commit
    says "$1: writes a ledger" "${office[@]}" report ledger -o /office/ledger.xlsx
}

# The program's own traces outside the home and the office.
left_over() {
    find "$work/$1" -xdev \( -name 'duban*' -o -name '_duban' \) \
        -not -path "$work/$1/root/*" -not -path "$work/$1/office/*" -not -path '*/apt/*' -not -path "$work/$1/tmp/*"
}

try_cargo() {
    debian cargo git gcc libc6-dev
    local tools registry
    tools=$(rustc --print sysroot)
    registry=${CARGO_HOME:-$HOME/.cargo}/registry
    cargo fetch --locked --quiet
    mkdir -p "$work/cargo"/bound/{rust,registry} "$work/cargo/root/.cargo" "$work/cargo/src"
    mount --bind -o ro "$tools" "$work/cargo/bound/rust"
    mount --bind "$registry" "$work/cargo/bound/registry"
    # Rust finds its own libraries by way of /proc.
    mount -t proc proc "$work/cargo/proc"
    ln -s /bound/registry "$work/cargo/root/.cargo/registry"
    git archive HEAD | tar -x -C "$work/cargo/src"
    says "cargo: cargo install --path ." within cargo sh -c \
        'cd /src && PATH=/bound/rust/bin:$PATH cargo install --path . --locked --offline --root /usr/local --target-dir /tmp/target'
    umount "$work/cargo"/bound/* "$work/cargo/proc"
    first_steps cargo duban
}

try_deb() {
    debian deb
    cp "$packages"/duban_*.deb "$work/deb/tmp/"
    says "deb: installs, and git with it" within deb sh -c 'apt-get -qq install --no-install-recommends /tmp/duban_*.deb'
    says "deb: is whole" within deb dpkg --verify duban
    first_steps deb duban
    for file in man/man1/duban.1.gz man/man1/duban-mark.1.gz bash-completion/completions/duban \
        zsh/vendor-completions/_duban fish/vendor_completions.d/duban.fish; do
        says "deb: brings $file" within deb test -s "/usr/share/$file"
    done
    says "deb: is removed" within deb apt-get -qq purge duban
    says "deb: leaves nothing behind" test -z "$(left_over deb)"
    says "deb: leaves the office alone" within deb test -s /office/plans/demo/progress.toml
}

# Nothing but the program, and git with its libraries and the two devices that it wants.
try_static() {
    local root=$work/static file
    mkdir -p "$root"/{bin,tmp,root,dev,lib,lib64,usr}
    tar -xzf "$packages"/duban-*.tar.gz -C "$work"
    cp "$work"/duban-*/duban "$root/bin/"
    says "static: names no library" sh -c "! ldd '$root/bin/duban' | grep -q '=>'"
    says "static: tells its version with nothing beside it" chroot "$root" /bin/duban --version
    mknod -m 666 "$root/dev/null" c 1 3
    mknod -m 666 "$root/dev/urandom" c 1 9
    for file in "$(command -v git)" "$(command -v env)" /bin/sh; do
        cp "$file" "$root/bin/"
        ldd "$file" | grep -o '/[^ ]*' | while read -r library; do
            mkdir -p "$root$(dirname "$library")"
            cp -L "$library" "$root$library"
        done
    done
    first_steps static duban
}

try_tarball() {
    debian tarball git
    cp "$packages"/{SHA256SUMS,duban-*.tar.gz} "$work/tarball/tmp/"
    says "tarball: the checksum fits" within tarball sh -c 'cd /tmp && sha256sum --check --ignore-missing SHA256SUMS'
    says "tarball: unpacks" within tarball sh -c 'cd /tmp && tar -xzf duban-*.tar.gz && cp duban-*/duban /usr/local/bin/'
    first_steps tarball duban
}

# DUBAN_BEFORE: an earlier .deb; without it this one, packed as an earlier version.
try_upgrade() {
    debian upgrade
    local before=${DUBAN_BEFORE:-}
    if [[ -z $before ]]; then
        before=$work/before.deb
        cargo deb --no-build --locked --quiet --deb-version 0.0.9 --output "$before" >/dev/null
    fi
    cp "$before" "$work/upgrade/tmp/before.deb"
    cp "$packages"/duban_*.deb "$work/upgrade/tmp/"
    says "upgrade: the version before installs" within upgrade apt-get -qq install --no-install-recommends /tmp/before.deb
    first_steps upgrade duban
    within upgrade sh -c 'mkdir -p /root/.config/duban && echo "unit = \"市科协\"" >/root/.config/duban/config.toml'
    within upgrade duban --plans /office/plans --as-of 2024-06-30 progress 4.4.11/launch --text 又办一批 >/dev/null
    local kept='find /office /root/.config -type f -not -path "*/.git/*" -exec sha256sum {} + | sort'
    within upgrade sh -c "$kept" >"$work/kept"
    says "upgrade: the new version installs" within upgrade sh -c 'apt-get -qq install --no-install-recommends /tmp/duban_*.deb'
    within upgrade sh -c "$kept" >"$work/now"
    says "upgrade: no file of the office or the user changed" cmp "$work/kept" "$work/now"
    says "upgrade: reads the preferences" within upgrade sh -c 'duban config | grep -q 市科协'
    says "upgrade: undoes what the version before recorded" within upgrade duban --plans /office/plans --as-of 2024-06-30 undo
}

for way in "${ways[@]}"; do
    "try_$way"
done
exit $failed
