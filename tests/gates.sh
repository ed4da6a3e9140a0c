# The gates of ./dev check, and ./dev fuzz and ./dev coverage. `dev` reads this; its functions are known here.
# shellcheck shell=sh

# gate NAME [full]: stops with an error when the gate finds something.
gate() {
  say "== $1"
  case $1 in
    format) style check ;;
    shell) shell_gate ;;
    spelling) spelling_gate ;;
    outside) outside_gate ;;
    asan) asan_gate ;;
    fuzz) fuzz_gate ;;
    tsan) tsan_gate ;;
    tidy) tidy_gate "${2-}" ;;
    *) say "error: there is no gate '$1'"; exit 2 ;;
  esac
}

shell_gate() {
  need shellcheck
  files -perm -u+x ! -name '*.*' -o -name '*.sh' | xargs shellcheck -x
}

# Tests misspell on purpose, in strings.
spelling_gate() {
  need codespell
  files -name '*.cc' -o -name '*.h' -o -name '*.js' -o -name '*.mjs' -o -name '*.md' -o -name '*.sh' -o -name '*.yml' \
    -o -name '*.cmake' -o -name CMakeLists.txt -o -name dev -o -name '*.mustache' -o -name en.yaml >build/spelled
  # Words of German, and a slip that people make in settings.
  words=oder,ist,januar,februar,pasword
  grep -v '^./tests/' build/spelled | xargs codespell --ignore-words-list $words
  grep '^./tests/' build/spelled | xargs codespell --ignore-words-list $words --ignore-regex "\"[^\"]*\"|'[^']*'"
}

# What reads outside bytes: its unit tests, and the corpora of the fuzz targets.
outside_gate() {
  program asan ON outside
  tests asan -L '^(outside|fuzz)$' -j "$(nproc)"
}

# Every program by Clang, with warnings as errors.
asan_gate() {
  program asan ON
  tests asan -L '^(unit|golden|broken|fuzz)$' -j "$(nproc)"
}

# A few seconds each: enough to find what a change has just broken.
fuzz_gate() {
  program asan ON outside
  for target in tests/fuzz/*.cc; do fuzz "$(basename "$target" .cc)" 3; done
}

tsan_gate() {
  program tsan ON threads
  TSAN_OPTIONS="halt_on_error=1 suppressions=$PWD/tests/tsan.supp" tests tsan -L '^threads$'
}

# fuzz TARGET SECONDS: goes on from the corpus in build/fuzz/, which keeps what was found.
fuzz() {
  found=build/fuzz/$1
  mkdir -p "$found"
  say "== fuzz $1, $2 s"
  "build/asan/tests/fuzz/fuzz_$1" -max_total_time="$2" -timeout=10 -rss_limit_mb=1500 -max_len=20000 \
    -artifact_prefix="$found-" -print_final_stats=1 -verbosity=1 "$found" "tests/fuzz/corpus/$1" >"$found.log" 2>&1 ||
    { tail -60 "$found.log" >&2; exit 1; }
  sed -n 's/^stat::number_of_executed_units: */  executions: /p; $!d' "$found.log"
  grep -o 'cov: [0-9]* ft: [0-9]*' "$found.log" | tail -1
}

# Files that differ from the branch that is merged into: BASE, or main.
changed_sources() {
  base=$(git merge-base HEAD "${BASE:-main}" 2>/dev/null || git merge-base HEAD origin/main)
  git diff --name-only --diff-filter=d "$base" -- 'generator/*.cc' 'generator/*.h' 'tests/*.cc' |
    sed 's/\.h$/.cc/' | sort -u | while read -r file; do [ ! -f "$file" ] || echo "$file"; done
}

tidy_gate() {
  need clang-tidy
  configure tidy ON
  cmake --build --preset tidy --target generated >&2
  if [ "$1" = full ]; then sources=$(files -name '*.cc'); else sources=$(changed_sources); fi
  [ -n "$sources" ] || return 0
  printf '%s\n' "$sources" | xargs -n 1 -P "$(nproc)" clang-tidy -p build/tidy --quiet --warnings-as-errors='*'
}

# The programs that run and the processes that they start write profiles; a folder sums up its files.
coverage() {
  program coverage ON
  rm -rf build/coverage/profiles
  LLVM_PROFILE_FILE="$PWD/build/coverage/profiles/%4m.profraw" \
    tests coverage -L '^(unit|golden|broken|curation|workflows)$' >&2
  llvm-profdata merge -o build/coverage/all.profdata build/coverage/profiles/*.profraw
  # shellcheck disable=SC2046
  llvm-cov report -instr-profile build/coverage/all.profdata build/coverage/broadsheet \
    $(find build/coverage/tests -type f -perm -u+x ! -name '*.*' | sed 's/^/-object /') "$PWD/generator" |
    awk -v root="$PWD/generator/" '
      # Columns 8 and 9 are lines and missed lines.
      /\.(cc|h) / {
        sub(root, "", $1); folder = $1; if (!sub("/[^/]*$", "", folder)) folder = "."
        lines[folder] += $8; missed[folder] += $9; all += $8; all_missed += $9
      }
      END {
        printf "%-24s %7s %7s\n", "folder", "lines", "run"
        for (folder in lines) printf "%-24s %7d %6.1f%%\n", folder, lines[folder], 100 * (1 - missed[folder] / lines[folder]) | "sort"
        close("sort")
        printf "%-24s %7d %6.1f%%\n", "all", all, 100 * (1 - all_missed / all)
      }'
}
