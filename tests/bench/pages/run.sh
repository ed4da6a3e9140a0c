#!/bin/sh
# What pages weigh, and what Lighthouse gives a day, a month, a paper and the search page of an archive.
# usage: tests/bench/pages/run.sh [ARCHIVE]
#   ARCHIVE   files and folders that `broadsheet import` reads; default ../shared/archive, else the sample
# Lighthouse comes from npm; without a network it is left out. Programs: build/release, or $BROADSHEET_BUILD.
set -eu
cd "$(dirname "$0")/../../.."
program=$PWD/${BROADSHEET_BUILD-build/release}/broadsheet
archive=${1-../shared/archive}
work=$PWD/build/bench-pages
rm -rf "$work/project"
mkdir -p "$work"
"$program" init "$work/project" >/dev/null 2>&1
if [ -e "$archive" ]; then
  rm -rf "$work/project/content/20"*
  "$program" -C "$work/project" import "$archive" >&2
else
  cp -r content/. "$work/project/content/"
fi
sed -i 's|^  base_url:.*|  base_url: https://papers.example/digest|' "$work/project/config.yaml"
"$program" -C "$work/project" build >&2
site=$work/project/site
node tests/bench/pages/weigh.mjs "$site"

cp tests/bench/pages/package.json "$work/"
[ -d "$work/node_modules/lighthouse" ] || (cd "$work" && npm install --no-audit --no-fund --loglevel=error >&2) || {
  echo "npm did not answer: Lighthouse is left out" >&2
  exit 0
}
# The day in the middle by size, its month and its first paper.
page=$(find "$site" -path '*/20[0-9][0-9]/[01][0-9]/[0-3][0-9]/index.html' -size +20k -printf '%s %P\n' | sort -n |
  awk '{ path[NR] = $2 } END { print path[int((NR + 1) / 2)] }')
day=${page%index.html}
paper=$(sed -n 's|.*href="/digest/\(papers/[^"]*/\)".*|\1|p' "$site/$page" | head -n 1)
LIGHTHOUSE=$work exec node tests/bench/pages/lighthouse.mjs "$site" /digest "$day" "${day%??/}" "$paper" search/
