#!/bin/bash
# Makes the Debian package, unpacks it into a clean root, and uses the program from there.
# usage: tests/install/run.sh BUILD-FOLDER
set -eu
tests=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${1:?usage: tests/install/run.sh BUILD-FOLDER}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }

cpack --config "$build/CPackConfig.cmake" -G DEB -B "$work/package" >"$work/cpack.log" 2>&1 || { cat "$work/cpack.log" >&2; fail "cpack"; }
package=$(ls "$work"/package/*.deb)
dpkg-deb -I "$package" | grep -q '^ Depends:.*libxapian' || fail "the package does not name its libraries"
root="$work/a clean root"
dpkg-deb -x "$package" "$root"

# The files of a release: the same package, and a tarball that runs from any folder.
"$tests/release.sh" "$build" "$work/files" >"$work/sums" || fail "the files of a release"
(cd "$work/files" && sha256sum --quiet -c SHA256SUMS && [ "$(wc -l <SHA256SUMS)" = 2 ]) || fail "SHA256SUMS"
mkdir "$work/any folder"
tar -C "$work/any folder" -xf "$work"/files/*.tar.gz
unpacked=$(ls -d "$work/any folder"/*)
"$unpacked/bin/broadsheet" -C "$work/from tarball" init --yes >/dev/null || fail "init of the tarball"
"$unpacked/bin/broadsheet" -C "$work/from tarball" build >/dev/null 2>&1 || fail "build of the tarball"
[ -s "$work/from tarball/site/index.html" ] || fail "the tarball's site"

for file in usr/bin/broadsheet usr/share/man/man1/broadsheet.1.gz usr/share/bash-completion/completions/broadsheet \
  usr/share/zsh/vendor-completions/_broadsheet usr/share/fish/vendor_completions.d/broadsheet.fish \
  usr/share/broadsheet/themes/broadsheet/theme.yaml \
  usr/share/doc/broadsheet/copyright usr/share/doc/broadsheet/changelog.gz usr/share/doc/broadsheet/GPL-2 usr/share/doc/broadsheet/README.md; do
  [ -s "$root/$file" ] || fail "$file is not in the package"
done
stray=$(find "$root" -type f ! -path "$root/usr/*")
[ -z "$stray" ] || fail "files outside /usr: $stray"

program="$root/usr/bin/broadsheet"
commands_of() { "$program" "$@" --help | sed -n '/^Subcommands:/,/^$/s/^  \([a-z]*\) .*/\1/p'; }
commands_of theme | grep -qx new || fail "theme has no commands"
gzip -dc "$root/usr/share/man/man1/broadsheet.1.gz" >"$work/broadsheet.1"
{ commands_of; commands_of theme | sed 's/^/theme /'; } | while read -r command; do
  grep -q "^\.SS \"broadsheet $command" "$work/broadsheet.1" || fail "the man page leaves out '$command'"
  for shell in bash-completion/completions/broadsheet zsh/vendor-completions/_broadsheet fish/vendor_completions.d/broadsheet.fish; do
    grep -q "${command#theme }" "$root/usr/share/$shell" || fail "$shell leaves out '$command'"
  done
done
# Each shell itself completes: a line as typed, and what must come of it.
completes() {  # completes SHELL LINE WORD
  local shell=$1 typed=$2 wanted=$3 got words
  case $shell in
    bash)
      read -ra words <<<"$typed"
      [[ $typed != *' ' ]] || words+=('')
      got=$(bash -c '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _broadsheet; printf "%s\n" "${COMPREPLY[@]}"' - \
        "$root/usr/share/bash-completion/completions/broadsheet" "${words[@]}")
      ;;
    zsh) got=$(timeout 30 zsh -f "$tests/complete.zsh" "$root/usr/share/zsh/vendor-completions" "$typed" | tr -d '\033\007' | sed 's/\[[0-9;]*[a-zA-Z]/ /g') ;;
    fish)
      # shellcheck disable=SC2016  # for fish
      got=$(XDG_CONFIG_HOME=$work/fish HOME=$work fish -N -c 'source $argv[1]; complete -C $argv[2]' "$root/usr/share/fish/vendor_completions.d/broadsheet.fish" "$typed")
      ;;
  esac
  grep -qE -- "(^|[ /])$wanted([[:space:]]|$)" <<<"$got" || fail "$shell does not complete '$typed' to '$wanted' but to: $got"
}
for shell in bash zsh fish; do
  command -v "$shell" >/dev/null || fail "there is no $shell to complete in"
  completes "$shell" 'broadsheet pub' publish
  completes "$shell" 'broadsheet --ver' --version
  completes "$shell" 'broadsheet search --so' --sort
  completes "$shell" 'broadsheet search --sort d' date
  completes "$shell" 'broadsheet -C x publish --dry' --dry-run
  completes "$shell" 'broadsheet score --method l' llm
  completes "$shell" 'broadsheet theme n' new
  completes "$shell" 'broadsheet theme ch' check
  completes "$shell" 'broadsheet theme new x --ext' --extends
  completes "$shell" 'broadsheet -C x check --f' --fix
  ! (completes "$shell" 'broadsheet theme check --f' --fix) 2>/dev/null || fail "$shell takes 'theme check' for 'check'"
done

# The man page is read without a complaint.
for reader in man groff; do
  command -v $reader >/dev/null || fail "there is no $reader to read the page"
done
complaints=$(LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings -l -Tutf8 -Z "$work/broadsheet.1" 2>&1 >/dev/null)
[ -z "$complaints" ] || fail "man complains: $complaints"

if command -v lintian >/dev/null; then
  complaints=$(lintian --allow-root "$package" 2>&1) || true
  [ -z "$complaints" ] || fail "lintian complains: $complaints"
else
  echo "skipped: no lintian here to judge the package"
fi
# What lintian would look at first.
[ -z "$(find "$root" -perm /022 ! -type l)" ] || fail "others may write: $(find "$root" -perm /022 ! -type l | head -3)"
[ -z "$(find "$root" -type f -perm /111 ! -path '*/usr/bin/*')" ] || fail "files that are no programs may be run"
dpkg-deb -c "$package" | awk '$2 != "root/root" { exit 1 }' || fail "files of another owner"
[ "$(dpkg-deb -f "$package" Description | head -1 | wc -c)" -le 81 ] || fail "the description's first line is too long"
for field in Package Version Architecture Maintainer Section Installed-Size Depends Recommends; do
  [ -n "$(dpkg-deb -f "$package" "$field")" ] || fail "the package has no $field"
done
! readelf -S "$root/usr/bin/broadsheet" 2>/dev/null | grep -q '\.debug_info' || fail "the program is not stripped"
grep -q 'GPL' "$root/usr/share/doc/broadsheet/copyright" || fail "the copyright file does not name the licence"

# cmake --install leads to the same.
cmake --install "$build" --prefix "$work/prefix" >"$work/install.log" 2>&1 || { cat "$work/install.log" >&2; fail "cmake --install"; }
(cd "$root/usr" && find . -type f) | sort >"$work/packaged"
(cd "$work/prefix" && find . -type f) | sort >"$work/installed"
cmp -s "$work/packaged" "$work/installed" || fail "cmake --install differs: $(diff "$work/packaged" "$work/installed" | head -3)"
[ "$("$work/prefix/bin/broadsheet" --version)" = "$("$program" --version)" ] || fail "the installed program is another one"

cd "$work"
"$program" init project >/dev/null
sed -i "s|base_url: \"\"|base_url: https://papers.example|" project/config.yaml
mkdir -p project/content/2026-07
cat >project/content/2026-07/2026-07-14.json <<'DIGEST'
{"format": 1, "date": "2026-07-14", "status": "complete", "model": "sample", "usage": {}, "counts": {"announced": 1, "scanned": 1, "selected": 1},
 "papers": [{"id": "2607.00001", "title": "A title", "authors": ["Ada Lovelace"], "abstract": "Text.", "comment": "Why.",
   "relevance": 9, "novelty": 8, "score": 17, "topics": []}]}
DIGEST
"$program" -C project build >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; fail "build"; }
[ -s project/site/2026/07/14/index.html ] || fail "no page of the day"
[ -s project/site/search/main.js ] || fail "no search client"
# The theme came from the package and not from the source tree.
echo '<!-- from the package -->' >>"$root/usr/share/broadsheet/themes/broadsheet/static/icon.svg"
"$program" -C project build >/dev/null 2>&1
grep -rq 'from the package' project/site/assets || fail "the theme beside the program is not used"
"$program" -C project publish --to "$work/www" >/dev/null
[ -e "$work/www/.nojekyll" ] || fail "nothing was published"
echo "installed, built and published from $(basename "$package")"
