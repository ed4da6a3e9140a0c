// A digest in Markdown, whatever its layout.
#include "base/diagnostics.h"
#include "fuzz/fuzz.h"
#include "import/formats/formats.h"

using namespace broadsheet;

FUZZ(text) {
  const importer::SourceFile file("2026-07-14-output.md", std::string(text));
  Diagnostics problems;
  if (importer::is_digest_markdown(file)) importer::parse_digest_markdown(file, problems);
}
