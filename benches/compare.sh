#!/bin/sh
# The tables of docs/performance.md: generates plans, and holds the program against taskwarrior, taskwarrior-tui, vim, git
# and the toml crate with the same number of items, in turn in the same run. What is not installed is left out, and said.
#   benches/compare.sh [PLANS]...      67 and 667 plans (10,000 and 100,000 milestones) where nothing is said
# DUBAN and FIGURES name the two programs, built here where they are not set; RUNS how often each is run;
# TASKWARRIOR_TUI the screen to compare with (cargo install taskwarrior-tui --version 0.25.4).
set -eu
[ $# -gt 0 ] || set -- 67 667
runs=${RUNS:-15}
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/benches/programs.sh"
TASKWARRIOR_TUI=${TASKWARRIOR_TUI:-taskwarrior-tui}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work/home" XDG_CACHE_HOME="$work/cache" XDG_STATE_HOME="$work/state" XDG_CONFIG_HOME="$work/config"
export GIT_CONFIG_NOSYSTEM=1 DUBAN_LANG=zh LC_ALL=C.UTF-8 NO_COLOR=1
mkdir -p "$HOME"
touch "$work/no-cache"
nocache="env XDG_CACHE_HOME=$work/no-cache/x"

head_of() {
    printf '\n### %s\n\n| | least ms | median ms | most ms | processor ms | times as long | times the processor |\n|---|---|---|---|---|---|---|\n' "$1"
}

# As many tasks as milestones: Chinese titles, 30% done, 18% open and overdue.
make_tasks() {
    printf 'data.location=%s\nconfirmation=off\ngc=off\nverbose=nothing\nhooks=off\n' "$1" >"$1.rc"
    mkdir -p "$1"
    awk -v count="$2" 'BEGIN {
        split("开展科学教师培训 建设科普示范基地 组织科技志愿服务 完善科普资源目录 推进社区科普大学", title, " ")
        for (n = 0; n < count; n++) {
            due = (n % 50 < 9) ? "20220101T000000Z" : "20991231T000000Z"
            status = (n % 50 >= 35) ? "completed\",\"end\":\"20240101T000000Z" : "pending"
            printf "{\"uuid\":\"%08x-0000-4000-8000-%012x\",\"description\":\"%s，围绕重点人群逐级落实责任，形成台账 %d\",\"project\":\"县教育局\",\"entry\":\"20220101T000000Z\",\"due\":\"%s\",\"status\":\"%s\"}\n", n, n, title[n % 5 + 1], n, due, status
        }
    }' >"$1.json"
    task rc:"$1.rc" import "$1.json" >/dev/null 2>&1
}

head_of "The machine itself: a process that does nothing"
"$FIGURES" versus "$runs" true "true"

for plans in "$@"; do
    count=$((plans * 150))
    data="$work/$plans"
    mkdir -p "$data"
    "$FIGURES" generate "$plans" "$data"
    at="--plans $data/plans --as-of 2024-06-30"
    # Files that changed less than two seconds ago are not kept.
    sleep 3
    # shellcheck disable=SC2086
    "$DUBAN" $at overdue >/dev/null

    if command -v task >/dev/null; then
        make_tasks "$work/task-$plans" "$count"
        head_of "What is overdue, $count milestones"
        "$FIGURES" versus "$runs" \
            "task overdue" "task rc:$work/task-$plans.rc overdue" \
            "duban overdue, no cache" "$nocache $DUBAN $at overdue" \
            "duban overdue" "$DUBAN $at overdue"
        head_of "The same with one plan changed since"
        "$FIGURES" versus "$runs" --before "touch $data/plans/county-0003/progress.toml" \
            "task overdue" "task rc:$work/task-$plans.rc overdue" \
            "duban overdue, one plan changed" "$DUBAN $at overdue"
        head_of "One thing marked as done, written and synced, $count milestones"
        "$FIGURES" versus "$runs" \
            "task done" "task rc:$work/task-$plans.rc {} done" \
            "duban mark" "$DUBAN $at mark county-0001:2.1/yearly@2025 doing --text {}"
    else
        echo "taskwarrior is not installed: apt-get install taskwarrior"
    fi

    # A process against a process: memory that was never touched costs both of them.
    head_of "No cache, against the toml crate parsing the same files on the same cores, $count milestones"
    "$FIGURES" versus "$runs" \
        "duban overdue, no cache" "$nocache $DUBAN $at overdue" \
        "the toml crate, into its own tree" "$FIGURES parse tree 1 $data" \
        "the toml crate, into types" "$FIGURES parse types 1 $data"

    printf '\n### First useful frame, %s milestones\n\n| | least ms | median ms | most ms | MiB |\n|---|---|---|---|---|\n' "$count"
    "$FIGURES" frame 7 "duban" "东山东山0" "$DUBAN $at"
    if command -v "$TASKWARRIOR_TUI" >/dev/null && command -v task >/dev/null; then
        cp "$work/task-$plans.rc" "$HOME/.taskrc"
        "$FIGURES" frame 5 "taskwarrior-tui" "台账" "$TASKWARRIOR_TUI"
    else
        echo "taskwarrior-tui is not installed: cargo install taskwarrior-tui --version 0.25.4"
    fi
done

five="--plans $root/plans --as-of 2024-06-30"
printf '\n### First useful frame of the five real plans\n\n| | least ms | median ms | most ms | MiB |\n|---|---|---|---|---|\n'
"$FIGURES" frame 15 "duban, five real plans" "漳平" "$DUBAN $five"
if command -v vim >/dev/null; then
    "$FIGURES" frame 15 "vim, one plan.toml" "schema = 1" "vim $root/plans/zhangping/plan.toml"
else
    echo "vim is not installed: apt-get install vim"
fi

git init -q "$work/office"
"$FIGURES" generate 5 "$work/office"
git -C "$work/office" config user.name bench
git -C "$work/office" config user.email bench@example.org
git -C "$work/office" add -A
git -C "$work/office" commit -qm plans
office="--plans $work/office/plans --as-of 2024-06-30"
file="$work/office/plans/county-0002/progress.toml"
cat >"$work/plain.sh" <<SCRIPT
git -C $work/office add $file && git -C $work/office commit -qm plain
SCRIPT
cat >"$work/duban.sh" <<SCRIPT
$DUBAN $office mark county-0002:3.1/yearly@2025 doing --text "\$1" && $DUBAN $office commit -m deed
SCRIPT
head_of "duban mark and duban commit, against git add and git commit of the same file"
"$FIGURES" versus "$runs" --before "$DUBAN $office mark county-0002:3.2/yearly@2025 doing --text before" \
    "git add, git commit" "sh $work/plain.sh" \
    "duban mark, duban commit" "sh $work/duban.sh {}"
