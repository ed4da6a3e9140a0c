// Any file that `import` is given; it is recognised by its contents.
#include "base/diagnostics.h"
#include "fuzz/fuzz.h"
#include "import/read_source.h"

using namespace broadsheet;

FUZZ(text) {
  Diagnostics problems;
  importer::read_source(std::string(text), "2026-07-14-output.md", problems);
}
