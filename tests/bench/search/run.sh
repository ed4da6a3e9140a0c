#!/bin/sh
# What a cold query costs in a real Chromium: bytes, requests and time, ours and Pagefind's, on one archive.
# usage: tests/bench/search/run.sh [ARCHIVE] [OPTION...]
#   ARCHIVE       files and folders that `broadsheet import` reads; default ../shared/archive
#   --no-peers    without Pagefind
#   --replay N    also the bytes that change a day, over the last N days with papers (default 60; 0: not)
#   --growth N    instead: N made-up papers, their index, what queries cost over its files (a million: 8 GB); up to 200,000
#                 papers also native answers against the browser's, 300 queries
# Pagefind comes from npm; without a network it is left out. Programs: build/release, or $BROADSHEET_BUILD.
set -eu
cd "$(dirname "$0")/../../.."
build=${BROADSHEET_BUILD-build/release}
program=$PWD/$build/broadsheet
archive=../shared/archive
case ${1-} in
  '' | --*) ;;
  *) archive=$1; shift ;;
esac
[ -e "$archive" ] || { echo "error: $archive: no such archive; name one: ./dev bench search FOLDER" >&2; exit 2; }
work=$PWD/build/bench-search
if [ "${1-}" = --growth ]; then
  papers=$2
  work=$PWD/build/bench-growth
  rm -rf "$work"
  mkdir -p "$work"
  cmake --build "$build" --target make_corpus write_index native_search >&2
  "$build/tests/bench/make_corpus" "$papers" >"$work/papers.jsonl"
  /usr/bin/time -f "%U s CPU, %M kB at most" "$build/tests/bench/write_index" "$work/site" <"$work/papers.jsonl"
  wc -c "$work/site/search/manifest"
  node tests/bench/search/growth.mjs "$work/site" themes/shared/search
  [ "$papers" -le 200000 ] || exit 0
  { echo '['; sed '$!s/$/,/' "$work/papers.jsonl"; echo ']'; } >"$work/papers.json"
  exec node --max-old-space-size=6000 tests/search/parity.mjs "$work/papers.json" "$build/tests/search/native_search" "$work" \
    --site "$work/site" --count 300
fi
rm -rf "$work/project"
mkdir -p "$work"
"$program" init "$work/project" >/dev/null 2>&1
rm -rf "$work/project/content"
"$program" -C "$work/project" import "$archive" >&2
"$program" -C "$work/project" build >&2
cp tests/bench/quality/package.json "$work/"
case " $* " in
  *' --no-peers '*) ;;
  *) [ -d "$work/node_modules/pagefind" ] || (cd "$work" && npm install --no-audit --no-fund --loglevel=error >&2) ||
       echo "npm did not answer: Pagefind is left out" >&2 ;;
esac
exec node tests/bench/search/bench.mjs "$work" "$program" "$@"
