#pragma once
// KaTeX, run by the engine of js_engine.h: TeX maths to MathML, with a cache by formula.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::maths {

/// Converts formulas; remembers all it has seen. The engine starts at the first formula that is not
/// known (70 to 400 ms). One per thread.
class MathsConverter {
 public:
  MathsConverter();
  ~MathsConverter();
  MathsConverter(const MathsConverter&) = delete;
  MathsConverter& operator=(const MathsConverter&) = delete;

  /// A <math> element for MathML Core, or, when the formula cannot be read,
  /// <code class="tex"> with its escaped source. Never throws on bad TeX.
  std::string to_mathml(std::string_view tex, bool display);

  /// Formulas (distinct) asked for since construction that could not be read, sorted.
  const std::vector<std::string>& failed() const;
  std::size_t asked() const;          ///< distinct formulas asked for
  std::size_t converted_now() const;  ///< of them, not taken from the cache

  /// The cache as bytes, only formulas asked for since construction, in a stable order; and back.
  /// Bytes that are damaged or of another version are ignored: `load` then returns false.
  std::string save() const;
  bool load(std::string_view bytes);

  /// Counts every formula of the loaded cache as asked for.
  void ask_for_cached();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::maths
