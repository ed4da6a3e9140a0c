// The manifest of a site. What is written is read back as it was.
#include "fuzz/fuzz.h"
#include "publish/disk_output.h"

using namespace broadsheet;

FUZZ(text) {
  const publish::Manifest manifest = publish::parse_manifest(text);
  fuzz::expect(publish::parse_manifest(publish::manifest_text(manifest)) == manifest,
               "a manifest is written as it was read");
}
