#!/bin/sh
# How time grows with the input: every reader at 1, 2, 4 and 8 times a text, every command at 1, 2, 4 and 8 times the
# papers. Reports what grows faster than docs/reliability.md documents, and then fails.
# usage: tests/bench/growth/run.sh [PAPERS]   (default 500; 0: readers only)
set -eu
cd "$(dirname "$0")/../../.."
papers=${1-500}
build=${BROADSHEET_BUILD:-$PWD/build/release}
cmake --build "$build" --target growth >&2
echo "processors: $(nproc), load: $(cut -d' ' -f1-3 /proc/loadavg)"
failed=0
"$build/tests/bench/growth" tests/fuzz/corpus || failed=1
[ "$papers" = 0 ] || tests/bench/growth/commands.sh "$papers" || failed=1
exit $failed
