#!/bin/sh
# From the saving of a theme file to the page on the screen of a real Chromium, on an archive of made-up papers.
# The longest page of each kind; ROUNDS saves each (default 12), style sheet and template by turns.
# usage: tests/bench/serve/run.sh [PAPERS]   (default 10000)
set -eu
cd "$(dirname "$0")/../../.."
. tests/bench/corpus/project.sh
made_up_project "${1-10000}"
# The made-up topics become those of the project, and one author in forty one whom it follows.
find "$project/content" -name '????-??-??.json' -exec sed -i -e 's/"topic-[05]"/"architecture"/g; s/"topic-[16]"/"efficiency"/g' \
  -e 's/"topic-[27]"/"representation"/g; s/"topic-3"/"theory"/g; s/"topic-4"/"agents"/g; s/"Ada G[a-z]*"/"Yann LeCun"/' {} +
mkdir -p "$project/themes"
cp -r themes/broadsheet "$project/themes/broadsheet"
BROADSHEET=$program node tests/bench/serve/serve.mjs "$project"
