#!/bin/sh
# A province on one machine: 20 counties, a repository each, deeds recorded in all of them, pushed, and rolled up by the
# province as submodules. Prints time and bytes moved, and holds the roll-up against what the counties recorded.
#   benches/counties.sh [COUNTIES] [DEEDS]
# DUBAN and FIGURES name the two programs; built here where they are not set.
set -eu
counties=${1:-20}
deeds=${2:-10}
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/benches/programs.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work/home" XDG_CACHE_HOME="$work/cache" XDG_STATE_HOME="$work/state" XDG_CONFIG_HOME="$work/config"
export GIT_CONFIG_NOSYSTEM=1 DUBAN_LANG=en LC_ALL=C.UTF-8
mkdir -p "$HOME" "$work/server" "$work/offices"
git config --global user.name bench
git config --global user.email bench@example.org
git config --global init.defaultBranch main
git config --global protocol.file.allow always
git config --global gc.auto 0
now() { date +%s%N; }
ms() { echo $((($2 - $1) / 1000000)); }
bytes() { du -sb "$@" | awk '{sum += $1} END {print sum}'; }
packed() { find "$@" -path '*objects*' -type f -printf '%s\n' | awk '{sum += $1} END {print sum + 0}'; }

"$FIGURES" generate "$counties" "$work/made"

# Every county: a repository on a server, and its own clone.
start=$(now)
for plan in "$work"/made/plans/*; do
    id=$(basename "$plan")
    git init -q --bare "$work/server/$id.git"
    git clone -q "$work/server/$id.git" "$work/offices/$id" 2>/dev/null
    mkdir -p "$work/offices/$id/plans"
    mv "$plan" "$work/offices/$id/plans/$id"
    printf 'plans/*/progress.toml merge=union diff=markdown\n' >"$work/offices/$id/.gitattributes"
    git -C "$work/offices/$id" add -A
    git -C "$work/offices/$id" commit -qm "plan: $id"
    git -C "$work/offices/$id" push -q
done
echo "| $counties counties founded and pushed | $(ms "$start" "$(now)") ms | $(packed "$work/server") bytes in the repositories |"

# The province: one repository whose plans are the counties'.
start=$(now)
git init -q "$work/province"
mkdir "$work/province/plans"
for server in "$work"/server/*.git; do
    id=$(basename "$server" .git)
    git -C "$work/province" submodule --quiet add -b main --depth 1 "file://$server" "counties/$id"
    ln -s "../counties/$id/plans/$id" "$work/province/plans/$id"
done
git -C "$work/province" add -A
git -C "$work/province" commit -qm "plan: the province"
echo "| the province clones them, only their newest commit | $(ms "$start" "$(now)") ms | $(packed "$work/province/.git/modules") bytes fetched |"

# A day's work: every county marks, commits each deed, pushes once.
start=$(now)
for office in "$work"/offices/*; do
    id=$(basename "$office")
    deed=0
    while [ "$deed" -lt "$deeds" ]; do
        place="$((deed / 6 % 5 + 1)).$((deed % 6 + 1))"
        (cd "$office" && "$DUBAN" --as-of 2024-06-30 mark "$id:$place/yearly@2025" doing --text "$id $deed" >/dev/null)
        git -C "$office" commit -qam "progress: $place/yearly@2025 doing"
        deed=$((deed + 1))
    done
done
marked=$(now)
echo "| $((counties * deeds)) deeds marked and committed | $(ms "$start" "$marked") ms | $(($(ms "$start" "$marked") / (counties * deeds))) ms a deed |"
before=$(packed "$work/server")
for office in "$work"/offices/*; do git -C "$office" push -q; done
echo "| all counties push | $(ms "$marked" "$(now)") ms | $(($(packed "$work/server") - before)) bytes moved |"

# The roll-up.
before=$(packed "$work/province/.git/modules")
start=$(now)
git -C "$work/province" submodule --quiet update --remote --depth 1 --jobs 4
fetched=$(now)
git -C "$work/province" commit -qam "progress: the counties of today"
"$DUBAN" --plans "$work/province/plans" --as-of 2024-06-30 list --json >"$work/rolled.json"
echo "| the province fetches what is new | $(ms "$start" "$fetched") ms | $(($(packed "$work/province/.git/modules") - before)) bytes moved |"
echo "| and lists all milestones of all counties | $(ms "$fetched" "$(now)") ms | $(grep -c '"plan":' "$work/rolled.json") milestones |"

# Nothing lost: what the province sees is, byte for byte, what every county wrote.
found=$(grep -cE '"text": "county-[0-9]+ [0-9]+"' "$work/rolled.json")
[ "$found" -eq $((counties * deeds)) ] || { echo "lost: $found of $((counties * deeds)) deeds" >&2; exit 1; }
for office in "$work"/offices/*; do
    id=$(basename "$office")
    cmp "$office/plans/$id/progress.toml" "$work/province/plans/$id/progress.toml"
done
echo "| nothing lost | $found of $((counties * deeds)) deeds | every progress.toml equal byte for byte |"
