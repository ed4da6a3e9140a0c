#!/bin/sh
# How the time of every command whose work grows with the project grows with it: made-up papers, and 2, 4 and 8 times
# as many. Reports what grows faster than docs/reliability.md documents, and then fails.
# usage: tests/bench/growth/commands.sh PAPERS
set -eu
cd "$(dirname "$0")/../../.."
papers=${1:?usage: tests/bench/growth/commands.sh PAPERS}
. tests/bench/corpus/project.sh

# timed NAME COMMAND...: appends the processor time to the times of NAME.
timed() {
  name=$1
  shift
  code=0
  /usr/bin/time -o "$times/now" -f '%U %S' "$@" >"$times/out" 2>&1 || code=$?
  case $code in
    0 | 4 | 5) ;; # nothing to do; days are missing
    *) cat "$times/out" >&2; exit 1 ;;
  esac
  awk 'NF == 2 { print $1 + $2 }' "$times/now" >>"$times/$name"
}

# settle FOLDER METHOD: the project there uses the made-up services.
settle() {
  sed "s/\"method\":\"llm\"/\"method\":\"$2\"/" "$work/services" >"$1/config.yaml"
}

times=$(mktemp -d)
failed=0
server=""
OPENAI_API_KEY=key
export OPENAI_API_KEY
for factor in 1 2 4 8; do
  made_up_project $((papers * factor))
  trap 'kill $server; rm -rf "$work" "$times"' EXIT INT TERM
  node tests/bench/growth/services.mjs $((papers * factor)) >"$work/services" &
  server=$!
  until [ -s "$work/services" ]; do sleep 0.1; done
  settle "$project" recommender
  timed build "$program" -C "$project" build
  timed rebuild "$program" -C "$project" build
  timed check "$program" -C "$project" check
  timed rescore "$program" -C "$project" rescore
  timed search "$program" -C "$project" search 'mixture of experts'
  timed missing "$program" -C "$project" missing --to 2014-12-31
  timed publish "$program" -C "$project" publish --to "$work/www"
  git init -q --bare "$work/remote.git"
  timed branch "$program" -C "$project" publish --remote "$work/remote.git"
  "$program" init "$work/other" >/dev/null
  rm -rf "$work/other/content"
  timed import "$program" -C "$work/other" import "$project/content"
  timed records "$program" -C "$work/other" import "$work/papers.jsonl"
  settle "$work/other" llm
  timed fetch "$program" -C "$work/other" fetch
  timed score "$program" -C "$work/other" score
  "$program" -C "$project" fetch >/dev/null 2>&1
  timed recommend "$program" -C "$project" score
  kill $server
  rm -rf "$work"
done
trap 'rm -rf "$times"' EXIT INT TERM
echo "seconds of processor time for $papers papers and 2, 4, 8 times as many"
for name in build rebuild check rescore search missing publish branch import records fetch score recommend; do
  # Less than 0.2 s are start and noise. The exponent is that of the last three sizes.
  paste -s -d ' ' "$times/$name" | awk -v name="$name" '
    { power = $4 > 0 && $2 > 0 ? log($4 / $2) / log(4) : 0
      slow = $4 > 0.2 && power > 1.35
      printf "%-10s %7.2f %7.2f %7.2f %7.2f  exponent %.2f%s\n", name, $1, $2, $3, $4, power, slow ? "  grows too fast" : ""
      exit slow }' || failed=1
done
exit $failed
