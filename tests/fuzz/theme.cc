// theme.yaml and the words of a theme.
#include "theme/theme.h"

#include <array>

#include "base/diagnostics.h"
#include "base/files.h"
#include "fuzz/fuzz.h"
#include "support/temp_dir.h"

using namespace broadsheet;

FUZZ(text) {
  static const test::TempDir folder;
  write_file_atomically(folder / "mine/theme.yaml", text);
  write_file_atomically(folder / "mine/words/en.yaml", text);
  write_file_atomically(folder / "mine/static/theme.css", ":root { --ink: #000 }");
  Diagnostics problems;
  theme::load_theme("mine", std::array{folder.path()}, "en", problems);
}
