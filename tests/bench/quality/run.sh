#!/bin/sh
# Known-item quality (MRR@10) of the native search, the browser's, Pagefind and MiniSearch on one archive.
# usage: tests/bench/quality/run.sh [ARCHIVE_JSON_FOLDER] [OPTION...]   (options: see quality.mjs; --half tune, --show KIND)
# The peers come from npm; without a network they are left out. Programs: build/release, or $BROADSHEET_BUILD.
set -eu
cd "$(dirname "$0")/../../.."
archive=../shared/archive/json
case ${1-} in
  '' | --*) ;;
  *) archive=$1; shift ;;
esac
[ -d "$archive" ] || { echo "error: $archive: no such archive; name one: ./dev bench quality FOLDER" >&2; exit 2; }
build=${BROADSHEET_BUILD-build/release}
native=$build/tests/search/native_search
[ -x "$native" ] || cmake --build "$build" --target native_search >&2
work=build/bench-quality
mkdir -p "$work"
cp tests/bench/quality/package.json "$work/"
if [ ! -d "$work/node_modules/minisearch" ]; then
  (cd "$work" && npm install --no-audit --no-fund --loglevel=error >&2) || echo "npm did not answer: the peers are left out" >&2
fi
node tests/search/archive-documents.mjs "$archive" >"$work/documents.json"
exec node tests/bench/quality/quality.mjs "$work/documents.json" "$native" "$work" "$@"
