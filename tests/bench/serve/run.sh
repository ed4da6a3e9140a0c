#!/bin/sh
# From the saving of a theme file to the page on the screen of a real Chromium, on an archive of made-up papers.
# usage: tests/bench/serve/run.sh [PAPERS]   (default 10000)
set -eu
cd "$(dirname "$0")/../../.."
build=${BROADSHEET_BUILD:-$PWD/build/release}
papers=${1-10000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
cmake --build "$build" --target make_corpus >&2
"$build/tests/bench/make_corpus" "$papers" >"$work/papers.jsonl"
"$build/broadsheet" init "$work/site" >/dev/null
node tests/bench/corpus/project.mjs "$work/papers.jsonl" "$work/site/content"
mkdir -p "$work/site/themes"
cp -r themes/broadsheet "$work/site/themes/broadsheet"
BROADSHEET=$build/broadsheet node tests/bench/serve/serve.mjs "$work/site"
