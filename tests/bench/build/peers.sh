# shellcheck shell=sh
# Hugo and Pagefind over the papers of a project, in turn with clean builds of ours. For run.sh, which sets $program, $site, $work, and has
# `run` and `tell`.
peers() {
  tools=$PWD/build/bench-quality
  mkdir -p "$tools"
  cp tests/bench/quality/package.json "$tools/"
  [ -e "$tools/node_modules/.bin/pagefind" ] || (cd "$tools" && npm install --no-audit --no-fund --loglevel=error >&2)
  node tests/bench/build/peers.mjs "$site/content" "$work/hugo"
  for round in 1 2 3; do
    for old in site .broadsheet; do [ ! -e "$site/$old" ] || mv "$site/$old" "$work/peers-$round$old"; done
    [ ! -e "$work/hugo/public" ] || mv "$work/hugo/public" "$work/public-$round"
    run ours "$program" -C "$site" build
    run Hugo hugo --quiet --source "$work/hugo"
    run pagefind "$tools/node_modules/.bin/pagefind" --site "$work/hugo/public"
  done
  hugo version | head -1
  "$tools/node_modules/.bin/pagefind" --version
  tell ours "clean build"
  tell Hugo "Hugo"
  tell pagefind "Pagefind"
  awk '{ cpu[FILENAME] += $2 + $3; wall[FILENAME] += $1 }
    END {
      for (name in cpu) { if (name ~ /ours$/) { ours = cpu[name]; mine = wall[name] } else { peers += cpu[name]; theirs += wall[name] } }
      printf "share of Hugo and Pagefind: %.2f of CPU, %.2f of wall\n", ours / peers, mine / theirs
    }' "$work/ours" "$work/Hugo" "$work/pagefind"
}
