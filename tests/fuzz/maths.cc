// One formula, through KaTeX and into MathML.
#include "maths/maths.h"

#include "fuzz/fuzz.h"

using namespace broadsheet;

FUZZ(text) {
  static maths::MathsConverter converter;
  const std::string html = converter.to_mathml(text, text.size() % 2 == 0);
  fuzz::expect(html.find("<script") == std::string::npos, "MathML without scripts");
}
