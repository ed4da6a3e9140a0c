#!/bin/sh
# What a cold query costs in a real Chromium: bytes, requests and time, ours and Pagefind's, on one archive.
# usage: tests/bench/search/run.sh [ARCHIVE] [OPTION...]
#   ARCHIVE       files and folders that `broadsheet import` reads; default ../shared/archive
#   --no-peers    without Pagefind
#   --replay N    also the bytes that change a day, over the last N days (default 60; 0: not)
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
