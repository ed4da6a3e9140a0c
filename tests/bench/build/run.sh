#!/bin/sh
# Times the whole way on an archive: import, a clean build, a build with nothing changed, one more day.
# usage: tests/bench/build/run.sh [ARCHIVE]   (files and folders that `broadsheet import` reads; default ../shared/archive)
set -eu
cd "$(dirname "$0")/../../.."
program=$PWD/build/release/broadsheet
archive=${1-../shared/archive}
[ -e "$archive" ] || { echo "error: $archive: no such archive; name one: ./dev bench build FOLDER" >&2; exit 2; }
archive=$(cd "$archive" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

# measure NAME COMMAND...: wall and CPU seconds and peak memory of one run, its own report indented.
measure() {
  name=$1
  shift
  if ! /usr/bin/time -o "$work/time" -f '%e %U %S %M' "$@" >"$work/out" 2>&1; then
    cat "$work/out" >&2
    exit 1
  fi
  awk -v name="$name" '{ printf "%-22s %6.2f s wall  %6.2f s CPU  %5.0f MB peak\n", name, $1, $2 + $3, $4 / 1024 }' "$work/time"
  sed 's/^/    /' "$work/out"
}

"$program" --version | head -1
"$program" init "$work/site" >/dev/null 2>&1
rm -rf "$work/site/content"
measure "import" "$program" -C "$work/site" import "$archive"
measure "import again" "$program" -C "$work/site" import "$archive"
newest=$(find "$work/site/content" -name '????-??-??.json' | sort | tail -1)
mv "$newest" "$work/newest.json"
measure "clean build" "$program" -C "$work/site" build
measure "nothing changed" "$program" -C "$work/site" build
mv "$work/newest.json" "$newest"
measure "one day more" "$program" -C "$work/site" build
measure "search" "$program" -C "$work/site" search 'mixture of experts'
du -sh "$work/site/site" | awk '{ print "site: " $1 }'
