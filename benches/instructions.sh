#!/bin/sh
# Instructions that five operations take, counted by valgrind: the same on a busy machine as on a quiet one.
#   benches/instructions.sh [PLANS]
# DUBAN and FIGURES name the two programs; built here where they are not set.
set -eu
plans=${1:-67}
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/benches/programs.sh"
command -v valgrind >/dev/null || { echo "valgrind is not installed: apt-get install valgrind"; exit 0; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work/home" XDG_CACHE_HOME="$work/cache" XDG_STATE_HOME="$work/state" XDG_CONFIG_HOME="$work/config"
export DUBAN_LANG=zh LC_ALL=C.UTF-8
mkdir -p "$HOME"
touch "$work/no-cache"
"$FIGURES" generate "$plans" "$work"
# Files that changed less than two seconds ago are not kept.
sleep 3
at="--plans $work/plans --as-of 2024-06-30"
# To the program its file is valgrind's: what it keeps under valgrind it finds there again.
# shellcheck disable=SC2086
valgrind --tool=none "$DUBAN" $at overdue >/dev/null 2>&1

count() {
    name=$1
    shift
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null |
        awk -v name="$name" '/Collected/ {printf "| %s | %.1f |\n", name, $4 / 1e6; found = 1}
            {said = $0}
            END {if (!found) print "| " name " | not counted: " said " |"}'
}
echo "| $plans plans, $((plans * 150)) milestones | million instructions |"
echo "|---|---|"
# shellcheck disable=SC2086
{
    (XDG_CACHE_HOME="$work/no-cache/x" && count "overdue, no cache" "$DUBAN" $at overdue)
    count "overdue" "$DUBAN" $at overdue
    count "brief" "$DUBAN" $at brief
    count "list --search 培训 (whole plans from the cache)" "$DUBAN" $at list --search 培训
    count "mark" "$DUBAN" $at mark county-0001:2.1/yearly@2025 doing --text 记
}
