#!/usr/bin/env bash
# Prints how long one Release process on one core reads the gazettes beside the repository, and its peak memory: all of
# them, ten times as much in one file and in fifty, and a table of 50,000 rows, the most that are read. Needs GNU time and taskset.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

program=artifacts/bin/TaskTracker/release/tasktracker.dll
gazettes=(../shared/gazettes/*.txt)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dotnet build src/TaskTracker --configuration Release --verbosity quiet >/dev/null

ten=()
for _ in {1..10}; do ten+=("${gazettes[@]}"); done
cat "${ten[@]}" > "$folder/ten.txt"
{
  printf '西城区2018年试行计划\n\n序号\t重点任务\t工作措施\t完成时限\t牵头部门\t协办单位\n'
  for ((row = 1; row <= 50000; row++)); do printf '%d\t修整小巷%d\t修整小巷并种树。\t年底前\t区教委\t区民政局\n' "$row" "$row"; done
} > "$folder/rows.txt"

measure() {
  local what=$1
  shift
  Documents__MaxBytes=100000000 /usr/bin/time -f "$what: %e s, %M KB" taskset -c 0 dotnet "$program" import "$@" --dry-run --format json --district xicheng >/dev/null
}

measure 'five gazettes' "${gazettes[@]}"
measure 'ten times as much, one file' "$folder/ten.txt"
measure 'ten times as much, fifty files' "${ten[@]}"
measure '50,000 rows' "$folder/rows.txt"
