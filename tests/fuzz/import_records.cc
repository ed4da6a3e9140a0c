// A list of papers of any program, whose file has no name that would help.
#include "base/diagnostics.h"
#include "fuzz/fuzz.h"
#include "import/read_source.h"

using namespace broadsheet;

FUZZ(text) {
  Diagnostics problems;
  const importer::ParseResult result = importer::read_source(std::string(text), "papers", problems);
  for (const importer::ParsedSource& source : result.sources) {
    for (const Entry& entry : source.digest.papers) {
      fuzz::expect(!entry.title.empty(), "every paper has a title");
    }
  }
}
