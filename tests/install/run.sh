#!/bin/sh
# Makes the Debian package, unpacks it into a clean root, and uses the program from there.
# usage: tests/install/run.sh BUILD-FOLDER
set -eu
build=$(cd "${1:?usage: tests/install/run.sh BUILD-FOLDER}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }

cpack --config "$build/CPackConfig.cmake" -G DEB -B "$work/package" >"$work/cpack.log" 2>&1 || { cat "$work/cpack.log" >&2; fail "cpack"; }
package=$(ls "$work"/package/*.deb)
dpkg-deb -I "$package" | grep -q '^ Depends:.*libxapian' || fail "the package does not name its libraries"
root="$work/a clean root"
dpkg-deb -x "$package" "$root"

for file in usr/bin/broadsheet usr/share/man/man1/broadsheet.1.gz usr/share/bash-completion/completions/broadsheet \
  usr/share/zsh/vendor-completions/_broadsheet usr/share/fish/vendor_completions.d/broadsheet.fish \
  usr/share/broadsheet/themes/broadsheet/theme.yaml usr/share/broadsheet/themes/shared/search/client.js \
  usr/share/doc/broadsheet/copyright usr/share/doc/broadsheet/GPL-2 usr/share/doc/broadsheet/README.md; do
  [ -s "$root/$file" ] || fail "$file is not in the package"
done
stray=$(find "$root" -type f ! -path "$root/usr/*")
[ -z "$stray" ] || fail "files outside /usr: $stray"

program="$root/usr/bin/broadsheet"
for command in $("$program" --help | sed -n '/^Subcommands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
  gzip -dc "$root/usr/share/man/man1/broadsheet.1.gz" | grep -q "broadsheet $command" || fail "the man page leaves out '$command'"
  for shell in bash-completion/completions/broadsheet zsh/vendor-completions/_broadsheet fish/vendor_completions.d/broadsheet.fish; do
    grep -q "$command" "$root/usr/share/$shell" || fail "$shell leaves out '$command'"
  done
done
words=$(bash -c '. "$1"; COMP_WORDS=(broadsheet pu); COMP_CWORD=1; _broadsheet; echo "${COMPREPLY[*]}"' - "$root/usr/share/bash-completion/completions/broadsheet")
[ "$words" = publish ] || fail "bash completes 'pu' to '$words'"
words=$(bash -c '. "$1"; COMP_WORDS=(broadsheet -C x search --sort d); COMP_CWORD=5; _broadsheet; echo "${COMPREPLY[*]}"' - "$root/usr/share/bash-completion/completions/broadsheet")
[ "$words" = date ] || fail "bash completes '--sort d' to '$words'"

cd "$work"
"$program" init project >/dev/null
mkdir -p project/content/2026-07
cat >project/content/2026-07/2026-07-14.json <<'DIGEST'
{"format": 1, "date": "2026-07-14", "status": "complete", "model": "sample", "usage": {}, "counts": {"announced": 1, "scanned": 1, "selected": 1},
 "papers": [{"id": "2607.00001", "title": "A title", "authors": ["Ada Lovelace"], "abstract": "Text.", "comment": "Why.",
   "relevance": 9, "novelty": 8, "score": 17, "topics": []}]}
DIGEST
"$program" -C project build >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; fail "build"; }
[ -s project/site/2026/07/14/index.html ] || fail "no page of the day"
# The theme came from the package and not from the source tree.
echo '<!-- from the package -->' >>"$root/usr/share/broadsheet/themes/broadsheet/static/icon.svg"
"$program" -C project build >/dev/null 2>&1
grep -rq 'from the package' project/site/assets || fail "the theme beside the program is not used"
"$program" -C project publish --to "$work/www" >/dev/null
[ -e "$work/www/.nojekyll" ] || fail "nothing was published"
echo "installed, built and published from $(basename "$package")"
