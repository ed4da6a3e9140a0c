#!/bin/sh
# What each stage of a build costs, by the number of papers: CPU, wall time, peak of memory, bytes and files; a clean
# build and one more day of generated papers.
# usage: tests/bench/stages/run.sh [--papers 1000,10000] [--out FILE] [--against FILE]
#   --out FILE      also writes the figures as JSON
#   --against FILE  compares with the figures of an earlier run, and fails if the CPU time of a build is larger by a tenth
# BROADSHEET=PROGRAM measures another program than build/release/broadsheet.
set -eu
cd "$(dirname "$0")/../../.."
build=${BROADSHEET_BUILD:-$PWD/build/release}
cmake --build "$build" --target make_corpus >&2
BROADSHEET=${BROADSHEET-$build/broadsheet} MAKE_CORPUS=$build/tests/bench/make_corpus \
  exec node tests/bench/stages/stages.mjs "$@"
