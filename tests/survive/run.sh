#!/bin/bash
# Kills runs at random moments and makes life hard in other ways; after each, the project must be whole.
# usage: tests/survive/run.sh PROGRAM [ROUNDS]
# Under a minute. The full file system needs the right to mount a tmpfs, else that part says that it skips.
set -eu
program=$(realpath "${1:?usage: tests/survive/run.sh PROGRAM [ROUNDS]}")
rounds=${2-24}
work=$(mktemp -d)
mounted=
cleanup() {
  [ -z "$mounted" ] || umount "$mounted" || true
  chmod -R u+w "$work"
  rm -rf "$work"
}
trap cleanup EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }
passed() { echo "ok: $*"; }

# digest FOLDER DAY PAPERS WORD: a day's file.
digest() {
  local day=$2 papers= i
  for ((i = 1; i <= $3; i++)); do
    papers+="${papers:+,}{\"id\": \"${day:2:2}${day:5:2}.$((10#${day:8:2} * 100 + i + 10000))\", \"title\": \"$4 number $i of $day\",
      \"authors\": [\"Ada Lovelace\"], \"abstract\": \"Text with \$x^$i\$ and words.\", \"comment\": \"$4.\",
      \"relevance\": 9, \"novelty\": 8, \"score\": 17, \"topics\": []}"
  done
  mkdir -p "$1/${day:0:7}"
  printf '{"format": 1, "date": "%s", "status": "complete", "model": "m", "usage": {}, "counts": {}, "papers": [%s]}\n' \
    "$day" "$papers" >"$1/${day:0:7}/$day.json"
}
project() {  # project FOLDER: three days
  "$program" init "$1" >/dev/null
  for day in 2026-07-13 2026-07-14 2026-07-15; do digest "$1/content" "$day" 12 "First"; done
}
tree() { (cd "$1" && find . -type f | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum); }

# killed COMMAND...: starts it and kills it with all its children after a random moment within $span ms.
killed() {
  setsid "$@" >/dev/null 2>&1 &
  local leader=$!
  sleep "$(printf '0.%03d' $((RANDOM % span)))"
  kill -9 -- -"$leader" 2>/dev/null || true
  wait "$leader" 2>/dev/null || true
}

# --- build: the site is one of the two whole ones after the next run; no half page is ever seen ---------
project "$work/p"
cd "$work"
began=$(date +%s%N)
"$program" -C p build >/dev/null 2>&1 || fail "the first build"
span=$((($(date +%s%N) - began) / 1000000 + 20))
[ "$span" -lt 900 ] || span=900
one=$(tree p/site)
cp -r p/content content-one
for day in 2026-07-14 2026-07-16; do digest p/content "$day" 12 "Second"; done
cp -r p/content content-two
"$program" -C p build >/dev/null 2>&1
two=$(tree p/site)
[ "$one" != "$two" ] || fail "the two states are one"
for ((round = 1; round <= rounds; round++)); do
  state=$((round % 2))
  rm -rf p/content
  if [ $state = 1 ]; then cp -r content-one p/content; want=$one; else cp -r content-two p/content; want=$two; fi
  killed "$program" -C p build
  for page in p/site/index.html p/site/2026/07/14/index.html; do
    tail -c 20 "$page" | grep -q '</html>' || fail "round $round: $page is cut off"
  done
  "$program" -C p build >build.log 2>&1 || { cat build.log >&2; fail "round $round: the next build"; }
  [ "$(tree p/site)" = "$want" ] || fail "round $round: the site is neither of the two"
  found=$("$program" -C p search --limit 100 number | wc -l)
  [ "$found" -gt 0 ] || fail "round $round: the index finds nothing"
done
passed "build, killed $rounds times"

# --- import -----------------------------------------------------------------------------------------------
"$program" init q >/dev/null
mkdir -p whole && "$program" init whole >/dev/null
"$program" -C whole import content-two >/dev/null 2>&1 || fail "import"
want=$(tree whole/content)
span=120
for ((round = 1; round <= rounds; round++)); do
  rm -rf q/content/2026-*
  killed "$program" -C q import content-two
  "$program" -C q import content-two >/dev/null 2>&1 || fail "round $round: the next import"
  find q/content -name '*.part-*' -delete
  [ "$(tree q/content)" = "$want" ] || fail "round $round: content is not whole"
done
passed "import, killed $rounds times"

# --- publish ------------------------------------------------------------------------------------------------
git init -q --bare remote.git
span=400
for ((round = 1; round <= rounds / 2; round++)); do
  rm -rf p/content
  if [ $((round % 2)) = 1 ]; then cp -r content-one p/content; else cp -r content-two p/content; fi
  "$program" -C p build >/dev/null 2>&1
  killed "$program" -C p publish --remote "$work/remote.git" --allow-removal
  "$program" -C p publish --remote "$work/remote.git" --allow-removal >publish.log 2>&1 || { cat publish.log >&2; fail "round $round: the next publish"; }
  git -C remote.git fsck --strict >/dev/null 2>&1 || fail "round $round: the remote is broken"
  rm -rf there && mkdir there && git -C remote.git archive gh-pages | tar -x -C there
  [ "$(tree there)" = "$(tree p/site)" ] || fail "round $round: the branch is not the site"
done
passed "publish, killed $((rounds / 2)) times"

# --- two runs at once -----------------------------------------------------------------------------------------
touch p/config.yaml
echo "# changed" >>p/config.yaml
for i in 1 2 3; do "$program" -C p build >"run$i.log" 2>&1 & done
wait
for i in 1 2 3; do grep -q '^site: ' "run$i.log" || { cat "run$i.log" >&2; fail "run $i of three at once"; }; done
passed "three runs at once"

# --- names, locale, line ends ------------------------------------------------------------------------------------
hard="$work/mit Leerzeichen и 漢字 'quote' \$x"
project "$hard"
(cd "$hard" && "$program" build >/dev/null 2>&1) || fail "a path with spaces and foreign letters"
"$program" -C "$hard" publish --to "$work/öffentlich hier" >/dev/null 2>&1 || fail "publish to such a path"
passed "paths with spaces and non-Latin letters"
"$program" -C "$hard" search --json 'first' >here.json
if locale -a 2>/dev/null | grep -qi '^tr_TR'; then
  LC_ALL=$(locale -a | grep -i '^tr_TR' | head -1) "$program" -C "$hard" build --clean >/dev/null 2>&1 || fail "Turkish locale"
else
  echo "skipped: no Turkish locale on this machine; LC_ALL is set all the same"
  LC_ALL=tr_TR.UTF-8 "$program" -C "$hard" build --clean >/dev/null 2>&1 || fail "unknown locale"
fi
LC_ALL=tr_TR.UTF-8 "$program" -C "$hard" search --json 'FIRST' >there.json
[ "$(grep -c '"id"' here.json)" = "$(grep -c '"id"' there.json)" ] || fail "the locale changes what is found"
passed "another locale"
site=$(tree "$hard/site")
{ printf '\xef\xbb\xbf'; sed 's/$/\r/' "$hard/config.yaml"; } >config.crlf && mv config.crlf "$hard/config.yaml"
"$program" -C "$hard" build >crlf.log 2>&1 || { cat crlf.log >&2; fail "BOM and CRLF in config.yaml"; }
[ "$(tree "$hard/site")" = "$site" ] || fail "line ends change the site"
passed "byte order mark and Windows line ends"
cp "$hard/content/2026-07/2026-07-14.json" plain.json
{ printf '\xef\xbb\xbf'; sed 's/$/\r/' plain.json; } >"$hard/content/2026-07/2026-07-14.json"
"$program" -C "$hard" build >crlf.log 2>&1 || { cat crlf.log >&2; fail "BOM and CRLF in a digest"; }
passed "a digest with them"
cp plain.json "$hard/content/2026-07/2026-07-14.JSON"
"$program" -C "$hard" build >/dev/null 2>&1 || fail "a duplicate in capitals"
[ "$(tree "$hard/site")" = "$site" ] || fail "a duplicate in capitals changes the site"
passed "a duplicate in capitals"

# --- a vanished folder -----------------------------------------------------------------------------------------------
mv "$hard/content" "$hard/away"
if "$program" -C "$hard" publish --to "$work/öffentlich hier" >vanished.log 2>&1; then fail "published without content/"; fi
[ -s "$work/öffentlich hier/2026/07/14/index.html" ] || fail "published days vanished"
mv "$hard/away" "$hard/content"
passed "a vanished content/"

# --- a full disk --------------------------------------------------------------------------------------------------------
mkdir full
if mount -t tmpfs -o size=3m tmpfs full 2>/dev/null; then
  mounted=$work/full
  project full/p
  "$program" -C full/p build >/dev/null 2>&1 || fail "a build on a small disk"
  before=$(tree full/p/site)
  digest full/p/content 2026-07-16 30 Third
  free=$(df --output=avail -k full | tail -1)
  head -c $((free * 1024 - 40000)) /dev/zero >full/ballast
  if "$program" -C full/p build >full.log 2>&1; then fail "a build on a full disk"; fi
  grep -qi 'no space left\|full' full.log || { cat full.log >&2; fail "the full disk is not named"; }
  [ "$(tree full/p/site)" = "$before" ] || fail "the full disk spoilt the site"
  rm full/ballast
  "$program" -C full/p build >full.log 2>&1 || { cat full.log >&2; fail "the build after the full disk"; }
  [ -s full/p/site/2026/07/16/index.html ] || fail "the new day is missing"
  passed "a full disk"
else
  echo "skipped: a full disk needs the right to mount"
fi
