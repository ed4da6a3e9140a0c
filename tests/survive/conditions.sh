#!/bin/bash
# The program itself in hard places: two runs at once, a stale lock, folders that are read-only or vanish, strange
# names, a wrong clock, Turkey, Windows' line ends, byte order marks. It works, or says what is wrong.
# usage: tests/survive/conditions.sh PROGRAM
set -eu
built=$(realpath "${1:?usage: tests/survive/conditions.sh PROGRAM}")
tests=$(realpath "$(dirname "$0")/..")
work=$(mktemp -d)
cleanup() {
  chmod -R u+rwX "$work"
  rm -rf "$work"
}
trap cleanup EXIT
cd "$work"
# Installed in a place that any user can read: the source tree may be in a folder of mode 700.
program=$work/installed/bin/broadsheet
mkdir -p installed/bin installed/share/broadsheet
cp "$built" "$program"
cp -r "$tests/../themes" installed/share/broadsheet
fail() { echo "FAILED: $*" >&2; [ ! -s said ] || sed 's/^/    /' said >&2; exit 1; }
passed() { echo "ok: $*"; }

fresh() { rm -rf "$1" && mkdir -p "$1" && cp -r "$tests"/golden/days/{config.yaml,content,themes} "$1"; }
tree() { (cd "$1" && find . -type f | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum); }
works() {  # works NAME COMMAND...: code 0
  local name=$1
  shift
  "$@" >said 2>&1 || fail "$name: code $?"
}
refuses() {  # refuses NAME WORDS COMMAND...: an ordinary code that is not 0, and the words on stderr
  local name=$1 words=$2 code=0
  shift 2
  "$@" >said 2>&1 || code=$?
  [ "$code" -gt 0 ] && [ "$code" -lt 10 ] || fail "$name: code $code"
  grep -q -- "$words" said || fail "$name: does not say '$words'"
}
# As another user, for whom read-only is read-only.
if [ "$(id -u)" = 0 ] && setpriv --reuid=65534 --clear-groups true 2>/dev/null; then
  mortal() { setpriv --reuid=65534 --clear-groups "$@"; }
  owned() { chown -R 65534 "$@"; }
  chmod 755 "$work"
else
  mortal() { "$@"; }
  owned() { :; }
fi

fresh p
works "the first build" "$program" -C p build
site=$(tree p/site)

# --- two runs at once, and a lock that a killed run left ---------------------------------------------------------
for i in 1 2 3; do { "$program" -C p build --clean >"run$i.log" 2>&1 && echo "done" >>"run$i.log"; } & done
wait
for i in 1 2 3; do [ "$(tail -1 "run$i.log")" = "done" ] || { cat "run$i.log" >&2; fail "run $i of three at once"; }; done
[ "$(tree p/site)" = "$site" ] || fail "three runs at once spoil the site"
echo "'broadsheet score' (process 4711)" >p/.broadsheet/lock
exec 9<>p/.broadsheet/lock && flock 9
refuses "daily beside another run" "'broadsheet score' (process 4711) is running here" "$program" -C p daily
[ "$(sed -n '$p' said)" ] || fail "nothing said"
"$program" -C p build >said 2>&1 9>&- &
waiting=$!
until grep -q "waiting for 'broadsheet score' (process 4711) to end" said; do
  kill -0 $waiting 2>/dev/null || fail "does not say whom it waits for"
  sleep 0.05
done
flock -u 9
wait $waiting || fail "a run that waits: code $?"
exec 9>&-
echo "'broadsheet build' (process 4712)" >p/.broadsheet/lock
touch p/content/2026-02/2026-02-27.json.part-4712 p/.broadsheet/site.manifest.part-4712
works "a stale lock" "$program" -C p build
grep -q "'broadsheet build' (process 4712) was interrupted" said || fail "the stale lock is not noticed"
[ -z "$(find p -name '*.part-*')" ] || fail "what the killed run left half written is still there"
works "no lock" "$program" -C p build
! grep -q "was interrupted" said || fail "a run that ended leaves a stale lock"
passed "two runs at once, a stale lock"

# --- read-only -------------------------------------------------------------------------------------------------------
fresh r && mkdir r/inbox && cp "$tests"/golden/days/content/2026-03/2026-03-02.json r/inbox/
works "a build" "$program" -C r build
sed -i 's/2026-03-02/2026-03-03/' r/inbox/2026-03-02.json
owned r
chmod -R a-w r/content
works "read-only content, build" mortal "$program" -C r build --clean
works "read-only content, check" mortal "$program" -C r check
refuses "read-only content, import" "content/2026-03/2026-03-03.json: error: cannot write: Permission denied" mortal "$program" -C r import r/inbox
mkdir r/may && sed 's/2026-03-03/2026-05-04/' r/inbox/2026-03-02.json >r/may/2026-05-04.json
refuses "read-only content, import of a new month" "content/2026-05/2026-05-04.json: error: cannot write: Permission denied" mortal "$program" -C r import r/may
chmod -R u+w r/content
chmod -R a-w r/site
echo "# New" >r/content/pages/new.md
refuses "read-only site" "site/.*: error: cannot .*: Permission denied" mortal "$program" -C r build
chmod -R u+w r/site
works "the site is writable again" mortal "$program" -C r build
[ -s r/site/new/index.html ] || fail "the build after that left the page out"
chmod -R a-w r/.broadsheet
refuses "read-only state" ".broadsheet/lock: error: cannot take the lock: Permission denied" mortal "$program" -C r build
chmod -R u+w r/.broadsheet
chmod a-r r/content/2026-02/2026-02-27.json
refuses "an unreadable digest" "2026-02-27.json: error: cannot read: Permission denied" mortal "$program" -C r build --clean
chmod a+r r/content/2026-02/2026-02-27.json
cp -r installed/share/broadsheet/themes/. r/themes
cp -r installed locked
exec 8<locked/bin/broadsheet
chmod 0 locked
works "a program and themes in a folder that nobody may enter" mortal /proc/self/fd/8 -C r build --clean
works "the same again" mortal /proc/self/fd/8 -C r build
grep -q "nothing had changed" said || fail "a program that cannot be found by its path builds the same site twice"
exec 8<&-
passed "folders and files without rights"

# --- folders that vanish, between runs and under a run ---------------------------------------------------------------
for folder in site .broadsheet site/search .broadsheet/index; do
  rm -rf "p/$folder"
  works "$folder vanished" "$program" -C p build
  [ "$(tree p/site)" = "$site" ] || fail "$folder vanished: another site"
done
works "publish" "$program" -C p publish --to www
mv p/content away
refuses "content/ vanished, publish" "3 days that are published would be removed" "$program" -C p publish --to www
[ -s www/2026/03/02/index.html ] || fail "published days vanished"
refuses "content/ vanished, a tar file" "there is no digest to publish" "$program" -C p publish --artifact www.tar
mv away p/content
works "content/ is back" "$program" -C p publish --to www
for round in 1 2 3 4 5 6 7 8 9; do
  for folder in content site .broadsheet; do
    rm -rf v && cp -r p v && echo "# $round" >v/content/pages/about.md
    code=0
    { sleep "0.0$round"; rm -rf "v/$folder" 2>/dev/null; } &
    "$program" -C v build >said 2>&1 || code=$?
    wait
    [ "$code" -lt 10 ] || fail "$folder vanished under a build: code $code"
    [ "$code" = 0 ] || grep -q 'error: ' said || fail "$folder vanished under a build: nothing said"
    [ -d v/content ] || cp -r p/content v/content
    works "after $folder vanished under a build" "$program" -C v build
  done
done
cp p/content/pages/about.md v/content/pages/about.md
works "the next build" "$program" -C v build
[ "$(tree v/site)" = "$site" ] || fail "after folders vanished: another site"
mkdir gone
cat >from-gone.sh <<'SH'
cd "$1/gone" && rmdir "$1/gone" && "$2" -C "$1/p" publish --to www-of-nowhere
SH
refuses "publish from a folder that is gone" "www-of-nowhere: error: .*: No such file" bash from-gone.sh "$work" "$program"
passed "folders that vanish"

# --- a clock that is wrong ---------------------------------------------------------------------------------------------
cat >clock.c <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>
#include <sys/time.h>
int clock_gettime(clockid_t which, struct timespec* now) {
  int (*real)(clockid_t, struct timespec*) = (int (*)(clockid_t, struct timespec*))dlsym(RTLD_NEXT, "clock_gettime");
  int result = real(which, now);
  if (which == CLOCK_REALTIME) now->tv_sec = atol(getenv("WRONG_TIME"));
  return result;
}
int gettimeofday(struct timeval* now, void* zone) { now->tv_sec = atol(getenv("WRONG_TIME")); now->tv_usec = 0; return 0; }
time_t time(time_t* now) { time_t t = atol(getenv("WRONG_TIME")); if (now) *now = t; return t; }
C
if cc -shared -fPIC -o clock.so clock.c -ldl 2>/dev/null; then
  for time in 0 946684800 4102444800; do  # 1970, 2000, 2100
    fresh c
    works "the clock at $time, build" env LD_PRELOAD="$work/clock.so" WRONG_TIME=$time "$program" -C c build
    [ "$(tree c/site)" = "$site" ] || fail "the clock at $time: another site"
    echo "# Changed" >c/content/pages/about.md
    works "the clock at $time, a change" env LD_PRELOAD="$work/clock.so" WRONG_TIME=$time "$program" -C c build
    grep -q Changed c/site/about/index.html || fail "the clock at $time: the change is not seen"
    works "the clock at $time, check" env LD_PRELOAD="$work/clock.so" WRONG_TIME=$time "$program" -C c check
    works "the clock at $time, publish" env LD_PRELOAD="$work/clock.so" WRONG_TIME=$time "$program" -C c publish --to "www-$time"
  done
else
  echo "skipped: no C compiler for a wrong clock"
fi
fresh c
find c/content -type f -exec touch -d 2099-01-01 {} +
works "files of the future" "$program" -C c build
echo "# Changed" >c/content/pages/about.md
touch -d 1980-01-01 c/content/pages/about.md
works "a change with an old date" "$program" -C c build
grep -q Changed c/site/about/index.html || fail "a change with an old date is not seen"
find c/site -type f -exec touch -d 2099-01-01 {} +
works "a site of the future" "$program" -C c build
passed "a clock that is wrong"

# --- names, locale ---------------------------------------------------------------------------------------------------------
hard="$work/mit Leerzeichen и 漢字 'quote' \$x
line"
fresh "$hard"
works "a strange path" "$program" -C "$hard" build
[ "$(tree "$hard/site")" = "$site" ] || fail "a strange path: another site"
works "publish to such a path" "$program" -C "$hard" publish --to "$work/öffentlich hier"
git init -q --bare "$work/fern & nah.git"
works "publish to such a repository" "$program" -C "$hard" publish --remote "$work/fern & nah.git"
works "a tar file of such a name" "$program" -C "$hard" publish --artifact "$work/öffent lich.tar"
works "import from such a path" "$program" -C p import "$hard/content"
fresh t
places=$work/locales
mkdir "$places"
localedef -i tr_TR -f UTF-8 "$places/tr_TR.UTF-8" 2>/dev/null || echo "note: no Turkish locale can be made here (package locales); LC_ALL names it all the same"
works "Turkey, build" env LOCPATH="$places" LC_ALL=tr_TR.UTF-8 LANGUAGE=tr "$program" -C t build
[ "$(tree t/site)" = "$site" ] || fail "Turkey: another site"
"$program" -C t search --json 'IDEAS PRUNING min' >here 2>&1
env LOCPATH="$places" LC_ALL=tr_TR.UTF-8 "$program" -C t search --json 'IDEAS PRUNING min' >there 2>&1
cmp -s here there || fail "Turkey: search answers otherwise"
passed "strange paths, Turkey"

# --- doubles by case --------------------------------------------------------------------------------------------------------
cp t/content/2026-02/2026-02-27.json t/content/2026-02/2026-02-27.JSON
cp t/content/pages/about.md t/content/pages/about.MD
refuses "a page that ends in capitals" "about.MD: error: a page's file ends with '.md'" "$program" -C t build
rm t/content/pages/about.MD
works "doubles in capitals" "$program" -C t build
[ "$(tree t/site)" = "$site" ] || fail "doubles in capitals change the site"
grep -q "2026-02-27.JSON: warning: not read: a digest is named like" said || fail "a digest in capitals is passed over in silence"
rm t/content/2026-02/2026-02-27.JSON
cp t/content/pages/about.md t/content/pages/About.md
refuses "a page in capitals" "About.md: error: .*try 'about.md'" "$program" -C t build
rm t/content/pages/About.md
passed "doubles by case"

# --- Windows' line ends and byte order marks --------------------------------------------------------------------------------
windows() { { printf '\xef\xbb\xbf'; sed 's/$/\r/' "$1"; } >windows.tmp && cat windows.tmp >"$1"; }
fresh w
cp -r "$tests"/../themes/broadsheet w/themes/mine
fresh m && cp -r "$tests"/../themes/broadsheet m/themes/mine
for project in w m; do sed -i '/^  theme: /d; s/^site:/site:\n  theme: mine/' $project/config.yaml; done
works "unix" "$program" -C m build
find w -name '*.json' -o -name '*.md' -o -name '*.yaml' -o -name '*.mustache' -o -name '*.css' -o -name '*.svg' | while read -r file; do windows "$file"; done
works "byte order marks and CRLF everywhere" "$program" -C w build
for project in w m; do
  (cd $project/site && find . -name '*.html' | LC_ALL=C sort | while read -r page; do
    echo "$page"
    tr -d '\r' <"$page" | sed 's/theme\.[0-9a-z]*\.css/theme.css/g; s/\.[0-9a-f]\{8,\}\././g' | tr -s '\n'
  done) >$project.text
done
! grep -q $'\xef\xbb\xbf' w.text || fail "a byte order mark is in a page"
cmp -s w.text m.text || { diff w.text m.text | head -20 >&2; fail "line ends change the pages"; }
for project in w m; do
  mkdir "import-$project"
  cp m/config.yaml "import-$project"
  works "import with them" "$program" -C "import-$project" import "$project"/content/2026-*
done
diff -r import-w/content/2026-02 import-m/content/2026-02 >said && diff -r import-w/content/2026-03 import-m/content/2026-03 >said || fail "import with them differs"
passed "line ends and byte order marks"
