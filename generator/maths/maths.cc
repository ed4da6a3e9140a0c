// KaTeX in a JavaScript engine; embed.cmake puts its source into katex_source.inc.
#include "maths/maths.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/hash.h"
#include "base/line_reader.h"
#include "maths/js_engine.h"
#include "maths/katex_source.inc"
#include "maths/mathml.h"
#include "tex/formula/packages.h"
#include "tex/formula/scan.h"
#include "text/escape.h"
#include "text/utf8.h"

namespace broadsheet::maths {
namespace {

constexpr std::size_t kLongestAnswer = 300'000;  // bytes of KaTeX's markup
constexpr std::size_t kMemory = 96 << 20;  // bytes the engine may hold; KaTeX alone needs 4 MB

// KaTeX, ready to convert.
class Katex {
 public:
  Katex()
      : ready_(run(kKatexSource, sizeof kKatexSource - 1) &&
               run(kGlueSource, sizeof kGlueSource - 1)) {}

  /// KaTeX's markup, or std::nullopt if it cannot parse the formula.
  std::optional<std::string> convert(const std::string& tex, bool display) {
    if (!ready_) return std::nullopt;
    std::optional<std::string> markup = engine_.call("convert", tex, display);
    if (markup && markup->size() > kLongestAnswer) return std::nullopt;
    return markup;
  }

 private:
  bool run(const unsigned char* source, std::size_t size) {
    return engine_.run({reinterpret_cast<const char*>(source), size});
  }

  JsEngine engine_{kMemory};
  bool ready_;
};

// --- formulas ------------------------------------------------------------------

// Commands that could make a short formula grow without end.
bool defines(std::string_view word) {
  static constexpr std::string_view names[] = {
      "char", "def",  "edef",       "expandafter", "futurelet",      "gdef",         "global",
      "let",  "long", "newcommand", "noexpand",    "providecommand", "renewcommand", "xdef"};
  return std::binary_search(std::begin(names), std::end(names), word);
}

// Whether a formula is small and shallow enough to be tried at all.
bool is_harmless(std::string_view tex) {
  if (tex.size() > tex::kLongestFormula) return false;
  int depth = 0;
  for (std::size_t i = 0; i < tex.size(); ++i) {
    if (tex[i] == '{' && ++depth > tex::kDeepestNesting) return false;
    if (tex[i] == '}') --depth;
    if (tex[i] != '\\') continue;
    const std::string_view word = tex::control_word(tex, i);
    if (defines(word)) return false;
    if (word == "left" || word == "begin" || word == "sqrt") {
      if (++depth > tex::kDeepestNesting) return false;
    } else if (word == "right" || word == "end") {
      --depth;
    }
    i += word.empty() ? 1 : word.size();
  }
  return true;
}

// Abstracts are no TeX files: % begins no comment, # and & are signs.
std::string for_katex(std::string_view tex) {
  const bool has_columns = tex.find("\\begin") != std::string_view::npos ||
                           tex.find("matrix") != std::string_view::npos ||
                           tex.find("\\cases") != std::string_view::npos ||
                           tex.find("\\substack") != std::string_view::npos;
  std::string better;
  better.reserve(tex.size() + 8);
  for (std::size_t i = 0; i < tex.size(); ++i) {
    const char byte = tex[i];
    if (byte == '\\' && i + 1 < tex.size()) {
      better += byte;
      better += tex[++i];
      continue;
    }
    if (byte == '%' || byte == '#' || (byte == '&' && !has_columns)) better += '\\';
    better += byte;
  }
  return better;
}

std::string as_source(std::string_view tex) {
  return "<code class=\"tex\">" + text::escape_xml(tex) + "</code>";
}

struct Converted {
  std::string html;
  bool good = false;
};

std::string key_of(std::string_view tex, bool display) {
  std::string key(display ? "d" : "i");
  return key.append(tex);
}

}  // namespace

struct MathsConverter::State {
  std::unique_ptr<Katex> katex;
  std::unordered_map<std::string, Converted> cache;  // loaded, not asked for yet
  std::map<std::string, Converted> asked;
  std::vector<std::string> failed;
  std::size_t converted_now = 0;

  /// Counts a formula as asked for; one that is so already stays as it was.
  const Converted& ask(const std::string& key, Converted fresh) {
    const auto [place, is_new] = asked.emplace(key, std::move(fresh));
    if (is_new && !place->second.good) {
      const std::string tex = key.substr(1);
      const auto at = std::lower_bound(failed.begin(), failed.end(), tex);
      if (at == failed.end() || *at != tex) failed.insert(at, tex);
    }
    return place->second;
  }

  Converted convert(std::string_view tex, bool display) {
    if (!is_harmless(tex)) return {as_source(tex), false};
    if (!katex) katex = std::make_unique<Katex>();
    const std::optional<std::string> markup =
        katex->convert(for_katex(tex::expand_packages(tex)), display);
    std::optional<std::string> html;
    if (markup) html = mathml_for_browsers(*markup, display);
    if (!html) return {as_source(tex), false};
    return {std::move(*html), true};
  }
};

MathsConverter::MathsConverter() : state_(std::make_unique<State>()) {}
MathsConverter::~MathsConverter() = default;

std::string MathsConverter::to_mathml(std::string_view written, bool display) {
  // A huge text is not worth a place in the cache.
  const std::string tex =
      text::collapse_space(text::clean_utf8(written.substr(0, 2 * tex::kLongestFormula)));
  const std::string key = key_of(tex, display);
  if (const auto seen = state_->asked.find(key); seen != state_->asked.end())
    return seen->second.html;

  Converted fresh;
  if (auto kept = state_->cache.extract(key)) {
    fresh = std::move(kept.mapped());
  } else {
    fresh = state_->convert(tex, display);
    ++state_->converted_now;
  }
  return state_->ask(key, std::move(fresh)).html;
}

const std::vector<std::string>& MathsConverter::failed() const { return state_->failed; }
std::size_t MathsConverter::asked() const { return state_->asked.size(); }
std::size_t MathsConverter::converted_now() const { return state_->converted_now; }

// The cache file, all numbers decimal:
//
//   file  = "broadsheet-maths 1 " fingerprint " " checksum "\n" entry*
//   entry = ("+" | "-") size-of-key " " size-of-html "\n" key html "\n"      sorted by key
//   key   = ("i" | "d") tex                                                   inline, display
//
// "-" marks a formula that cannot be read. The fingerprint names KaTeX and this code, the checksum
// (hash_hex) covers the entries.
std::string MathsConverter::save() const {
  std::string entries;
  for (const auto& [key, converted] : state_->asked) {
    entries += converted.good ? '+' : '-';
    entries += std::to_string(key.size()) + " " + std::to_string(converted.html.size()) + "\n";
    entries += key;
    entries += converted.html;
    entries += '\n';
  }
  return std::string("broadsheet-maths 1 ") + kFingerprint + " " + hash_hex(entries) + "\n" +
         entries;
}

bool MathsConverter::load(std::string_view bytes) {
  const std::string head = std::string("broadsheet-maths 1 ") + kFingerprint + " ";
  if (!bytes.starts_with(head)) return false;
  bytes.remove_prefix(head.size());
  const std::size_t line = bytes.find('\n');
  if (line == std::string_view::npos) return false;
  const std::string_view checksum = bytes.substr(0, line);
  bytes.remove_prefix(line + 1);
  if (hash_hex(bytes) != checksum) return false;

  std::unordered_map<std::string, Converted> cache;
  while (!bytes.empty()) {
    const char sign = bytes.front();
    bytes.remove_prefix(1);
    std::size_t key = 0;  // sizes
    std::size_t html = 0;
    if ((sign != '+' && sign != '-') || !take_number(bytes, key, ' ') ||
        !take_number(bytes, html, '\n') || key > bytes.size() || html >= bytes.size() - key) {
      return false;
    }
    cache[std::string(bytes.substr(0, key))] = {std::string(bytes.substr(key, html)), sign == '+'};
    bytes.remove_prefix(key + html + 1);
  }
  state_->cache = std::move(cache);
  return true;
}

void MathsConverter::ask_for_cached() {
  for (auto& [key, converted] : state_->cache) state_->ask(key, std::move(converted));
  state_->cache.clear();
}

}  // namespace broadsheet::maths
