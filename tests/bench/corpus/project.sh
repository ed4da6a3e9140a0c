# shellcheck shell=sh
# A project of made-up papers in a folder of its own, which goes when the shell ends. For benches, from the root of the source:
#   . tests/bench/corpus/project.sh
#   made_up_project PAPERS     sets $program, $work, $project
build=${BROADSHEET_BUILD:-$PWD/build/release}
program=$build/broadsheet
made_up_project() {
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT INT TERM
  project=$work/site
  cmake --build "$build" --target make_corpus >&2
  "$build/tests/bench/make_corpus" "$1" >"$work/papers.jsonl"
  "$program" init "$project" >/dev/null
  node tests/bench/corpus/project.mjs "$work/papers.jsonl" "$project/content"
}
