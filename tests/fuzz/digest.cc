// A digest file of content/. What is written is read back as it was.
#include "base/diagnostics.h"
#include "content/digest_json.h"
#include "fuzz/fuzz.h"

using namespace broadsheet;

FUZZ(text) {
  Diagnostics problems;
  const auto digest = content::parse_digest(text, "2026-07-14.json", problems);
  if (!digest) return;
  const std::string written = content::to_json(*digest);
  const auto again = content::parse_digest(written, "2026-07-14.json", problems);
  fuzz::expect(again && content::to_json(*again) == written, "a digest is written as it was read");
}
