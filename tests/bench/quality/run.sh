#!/bin/sh
# Quality (known items, needs, order by date) of the native search, the browser's, MiniSearch, Orama, Xapian with its defaults and Pagefind on one archive.
# usage: tests/bench/quality/run.sh [ARCHIVE_JSON_FOLDER] [OPTION...]   (options: see quality.mjs; --rules other, --half tune)
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
cmake --build "$build" --target native_search xapian_defaults >&2
work=build/bench-quality
mkdir -p "$work"
cp tests/bench/quality/package.json "$work/"
if ! cmp -s "$work/package.json" "$work/node_modules/package.json"; then
  rm -rf "$work"/pagefind-*
  (cd "$work" && npm install --no-audit --no-fund --loglevel=error >&2 && cp package.json node_modules/) || echo "npm did not answer: the peers are left out" >&2
fi
node tests/search/archive-documents.mjs "$archive" >"$work/documents.json"
exec node tests/bench/quality/quality.mjs "$work/documents.json" "$build" "$work" "$@"
