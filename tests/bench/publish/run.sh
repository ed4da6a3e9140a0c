#!/bin/sh
# What a normal day adds to the published branch, on an archive of made-up papers.
# usage: tests/bench/publish/run.sh [PAPERS]   (default 10000)
set -eu
cd "$(dirname "$0")/../../.."
. tests/bench/corpus/project.sh
papers=${1-10000}
made_up_project "$papers"
sed -i 's|base_url: ""|base_url: https://papers.example|' "$project/config.yaml"
newest=$(find "$project/content" -name '????-??-??.json' | sort | tail -1)
mv "$newest" "$work/newest.json"
git init -q --bare "$work/remote.git"

# packed: bytes of the remote's objects after git gc.
packed() { git -C "$work/remote.git" gc -q && du -sb "$work/remote.git/objects" | cut -f1; }
publish() { "$program" -C "$project" publish --remote "$work/remote.git" >"$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }; }
publish
first=$(packed)
mv "$work/newest.json" "$newest"
publish
count=$(grep -o '"id"' "$newest" | wc -l)
changed=$(tail -1 "$work/out" | sed 's/.*: //')
# what is sent: a thin pack, with differences against files of the commit before
sent=$(printf 'gh-pages\n^gh-pages~1\n' | git -C "$work/remote.git" pack-objects --revs --thin --stdout --delta-base-offset -q | wc -c)
second=$(packed)
publish
awk -v papers="$papers" -v first="$first" -v second="$second" -v sent="$sent" -v count="$count" -v changed="$changed" 'BEGIN {
  printf "%d papers, first commit: %.1f MB of the repository\n", papers, first / 1e6
  printf "a day with %d papers: %s; %.2f MB sent, the repository grows by %.2f MB\n", count, changed, sent / 1e6, (second - first) / 1e6
}'
tail -1 "$work/out"
