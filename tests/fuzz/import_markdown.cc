// A digest in Markdown, whatever its layout.
#include "base/diagnostics.h"
#include "fuzz/fuzz.h"
#include "import/formats/digest_markdown.h"

using namespace broadsheet;

FUZZ(text) {
  Diagnostics problems;
  importer::read_markdown(text, "2026-07-14-output.md", std::nullopt, problems);
}
