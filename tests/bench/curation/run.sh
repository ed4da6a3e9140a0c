#!/bin/sh
# How well the recommender ranks, on an archive of older digests (docs/curation.md 5).
# usage: tests/bench/curation/run.sh [ARCHIVE_FOLDER [RSS]]   RSS: a feed of a field that is not followed
# Programs: build/release, or $BROADSHEET_BUILD.
set -eu
cd "$(dirname "$0")/../../.."
archive=${1-../shared/archive}
feed=${2-../shared/fixtures/arxiv-rss/real_quant-ph_2025-04-28.xml}
[ -d "$archive" ] || { echo "error: $archive: no such archive; name one: ./dev bench curation FOLDER" >&2; exit 2; }
build=${BROADSHEET_BUILD-build/release}
cmake --build "$build" --target recommender_eval library_eval >&2
work=build/bench-curation
if [ ! -d "$work/content/prompts" ]; then
  "$build/broadsheet" init "$work" >&2
  "$build/broadsheet" -C "$work" import "$archive" >&2 || true  # damaged files are named and left out
fi
[ -f "$feed" ] && set -- "$feed" || set --
"$build/tests/curation/recommender_eval" "$work" "$@"
"$build/tests/curation/library_eval" "$work" "$@"
