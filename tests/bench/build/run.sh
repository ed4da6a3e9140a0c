#!/bin/sh
# Times the whole way on an archive: import, clean builds, builds with nothing changed, one day more.
# usage: tests/bench/build/run.sh [--peers] [ARCHIVE]   (files and folders that `broadsheet import` reads; default ../shared/archive)
#   --peers   instead: clean builds in turn with Hugo and Pagefind over the same papers
# BROADSHEET=PROGRAM measures another program than build/release/broadsheet.
set -eu
cd "$(dirname "$0")/../../.."
program=$(realpath "${BROADSHEET-build/release/broadsheet}")
with_peers=
if [ "${1-}" = --peers ]; then
  with_peers=1
  shift
fi
archive=${1-../shared/archive}
[ -e "$archive" ] || { echo "error: $archive: no such archive; name one: ./dev bench build FOLDER" >&2; exit 2; }
archive=$(cd "$archive" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
site=$work/site

# run NAME COMMAND...: adds a line "wall user system kilobytes" to the times of NAME.
run() {
  name=$1
  shift
  if ! /usr/bin/time -a -o "$work/$name" -f '%e %U %S %M' "$@" >"$work/out" 2>&1; then
    cat "$work/out" >&2
    exit 1
  fi
}

# tell NAME TITLE: median and worst wall time, median CPU time, highest peak of memory.
tell() {
  sort -n "$work/$1" | awk -v title="$2" '
    { wall[NR] = $1; cpu[NR] = $2 + $3; if ($4 > peak) peak = $4 }
    END {
      for (i = 2; i <= NR; i++) for (j = i; j > 1 && cpu[j] < cpu[j - 1]; j--) { t = cpu[j]; cpu[j] = cpu[j - 1]; cpu[j - 1] = t }
      m = int((NR + 1) / 2)
      printf "%-18s %2d runs  median %5.2f s wall, %5.2f s CPU  worst %5.2f s wall, %5.2f s CPU  %4.0f MB peak\n",
        title, NR, wall[m], cpu[m], wall[NR], cpu[NR], peak / 1024
    }'
}

"$program" --version | head -1
echo "processors: $(nproc), load: $(cut -d' ' -f1-3 /proc/loadavg)"
"$program" init "$site" >/dev/null 2>&1
if [ -n "$with_peers" ]; then
  "$program" -C "$site" import "$archive" >/dev/null 2>&1
  # shellcheck source=tests/bench/build/peers.sh
  . tests/bench/build/peers.sh
  peers
  exit
fi
for round in 1 2 3; do
  rm -rf "$site/content"
  run import "$program" -C "$site" import "$archive"
done
tell import "import"
run again "$program" -C "$site" import "$archive"
tell again "import again"

# Old sites are put aside: ext4 passes one by one over inodes that were freed in the last minutes, which
# costs seconds of system time. After another run that ended just now, wait five minutes.
for round in 1 2 3; do
  for old in site .broadsheet; do [ ! -e "$site/$old" ] || mv "$site/$old" "$work/old-$round$old"; done
  run clean "$program" -C "$site" build --timings
done
tell clean "clean build"
sed 's/^/    /' "$work/out"
for round in 1 2 3 4 5; do run nothing "$program" -C "$site" build; done
tell nothing "nothing changed"

# The last ten days that hold papers, and all behind the first of them, are taken away and come back
# one by one, as they came in life.
papers_of() { grep -o '"abstract":' "$1" | wc -l; }
mkdir "$work/days"
count=0
for day in $(find "$site/content" -name '????-??-??.json' | sort -r); do
  [ "$count" -lt 10 ] || break
  [ "$(papers_of "$day")" -eq 0 ] || count=$((count + 1))
  mv "$day" "$work/days/"
done
"$program" -C "$site" build >/dev/null 2>&1
for day in "$work"/days/*.json; do
  date=$(basename "$day" .json)
  papers=$(papers_of "$day")
  mkdir -p "$site/content/${date%-*}"
  mv "$day" "$site/content/${date%-*}/"
  if [ "$papers" -eq 0 ]; then
    run empty "$program" -C "$site" build
    continue
  fi
  run day "$program" -C "$site" build --timings
  days="${days-}${days:+, }$date ($papers)"
  cp "$work/out" "$work/last"
done
[ ! -e "$work/empty" ] || tell empty "one empty day more"
tell day "one day more"
echo "    days and their papers: $days; the last of them:"
sed 's/^/    /' "$work/last"
run search "$program" -C "$site" search 'mixture of experts'
tell search "search"
du -sh "$site/site" | awk '{ print "site: " $1 }'
