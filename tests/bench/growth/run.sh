#!/bin/sh
# How time grows with the input: every reader at 1, 2, 4 and 8 times a text, every command at 1, 2, 4 and 8
# times a project of made-up papers. Reports what grows faster than docs/reliability.md documents, and then fails.
# usage: tests/bench/growth/run.sh [PAPERS]   (default 500; 0: readers only)
set -eu
cd "$(dirname "$0")/../../.."
papers=${1-500}
build=${BROADSHEET_BUILD:-$PWD/build/release}
cmake --build "$build" --target growth >&2
echo "processors: $(nproc), load: $(cut -d' ' -f1-3 /proc/loadavg)"
failed=0
"$build/tests/bench/growth" tests/fuzz/corpus || failed=1
[ "$papers" -gt 0 ] || exit $failed

. tests/bench/corpus/project.sh

# timed NAME COMMAND...: appends the processor time to the times of NAME.
timed() {
  name=$1
  shift
  /usr/bin/time -o "$times/now" -f '%U %S' "$@" >"$times/out" 2>&1 || { cat "$times/out" >&2; exit 1; }
  awk '{ print $1 + $2 }' "$times/now" >>"$times/$name"
}

times=$(mktemp -d)
for factor in 1 2 4 8; do
  made_up_project $((papers * factor))
  timed build "$program" -C "$project" build
  timed rebuild "$program" -C "$project" build
  timed check "$program" -C "$project" check
  timed rescore "$program" -C "$project" rescore
  timed search "$program" -C "$project" search 'mixture of experts'
  timed publish "$program" -C "$project" publish --to "$work/www"
  "$program" init "$work/other" >/dev/null
  rm -rf "$work/other/content"
  timed import "$program" -C "$work/other" import "$project/content"
  rm -rf "$work"
done
trap 'rm -rf "$times"' EXIT INT TERM
echo "seconds of processor time for $papers papers and 2, 4, 8 times as many"
for name in build rebuild check rescore search publish import; do
  # Less than 0.2 s are start and noise. The exponent is that of the last three sizes.
  paste -s -d ' ' "$times/$name" | awk -v name="$name" '
    { power = $4 > 0 && $2 > 0 ? log($4 / $2) / log(4) : 0
      slow = $4 > 0.2 && power > 1.35
      printf "%-10s %7.2f %7.2f %7.2f %7.2f  exponent %.2f%s\n", name, $1, $2, $3, $4, power, slow ? "  grows too fast" : ""
      exit slow }' || failed=1
done
exit $failed
