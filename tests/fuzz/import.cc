// Any file that `import` is given; its kind is told by the contents.
#include "base/diagnostics.h"
#include "fuzz/fuzz.h"
#include "import/recognise.h"

using namespace broadsheet;

FUZZ(text) {
  Diagnostics problems;
  importer::read_any(text, "2026-07-14-output.md", problems);
}
