// A published page, saved as text.
#include "base/diagnostics.h"
#include "fuzz/fuzz.h"
#include "import/formats/formats.h"

using namespace broadsheet;

FUZZ(text) {
  const importer::SourceFile file("page.txt", std::string(text));
  Diagnostics problems;
  if (importer::is_saved_page(file)) importer::parse_saved_page(file, problems);
}
