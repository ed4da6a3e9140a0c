#pragma once
// What is shown of every entry, made once however many pages show it.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/library.h"
#include "render/input/site_input.h"
#include "tex/text.h"
#include "theme/template_engine.h"
#include "theme/words.h"

namespace broadsheet::render {

struct EntryText {
  theme::Html title;
  std::string title_plain;  ///< for attributes, <title> and sorting
  theme::Html run_in;   ///< the criterion a comment begins with, "Model Architecture:"; or empty
  theme::Html comment;  ///< the rest of the comment
  theme::Html abstract;
  theme::Html spotlight;           ///< why it was set apart; or empty
  std::vector<theme::Html> parts;  ///< as Entry::parts
  struct Translated {
    theme::Html title;
    theme::Html abstract;
  };
  std::vector<Translated> translations;  ///< as Entry::translations
  std::vector<std::size_t> topics;       ///< indexes into Config::topics, best first
};

/// The texts of all entries of a library, each made when it is first asked for. For one thread at a
/// time. The input must outlive it.
class EntryTexts {
 public:
  explicit EntryTexts(const SiteInput& input);
  /// All of an entry's texts.
  const EntryText& of(const Appearance& at) const;
  /// Parts of it that are there without the whole.
  const theme::Html& title(const Appearance& at) const;
  const std::vector<std::size_t>& topics(const Appearance& at) const;

 private:
  struct Made {
    EntryText text;
    bool title = false;  ///< and its plain form
    bool rest = false;
  };
  Made& with_title(const Appearance& at) const;

  const Library& library_;
  tex::FormulaToHtml maths_;
  mutable std::vector<std::vector<Made>> made_;  ///< as Library::digests() and their papers
};

/// Length in bytes of the criterion with its colon that `comment` begins with; 0 when it begins
/// with none. "High Performance Computing: redesigned FSDP" gives 27.
std::size_t run_in_length(std::string_view comment);

/// Names joined by commas; all of them when there are at most `most`.
std::string names(const std::vector<std::string>& authors, std::size_t most);

/// The theme's word for one of the `known` labels, `group` + label ("part.method"); any other
/// label, in the words of its source, as it is.
std::string label_of(const theme::Words& words, std::span<const std::string_view> known,
                     std::string_view group, const std::string& label);

/// A link of an abstract to code or to the project's page.
struct CodeLink {
  enum class Kind { Code, Model, Project };
  Kind kind = Kind::Code;
  std::string url;
  std::string host;  ///< what tells it from others: "github.com/owner/name"
};

/// Code links among the URLs of a text, each once, in order, at most four. GitHub, GitLab,
/// Bitbucket and Codeberg are code; Hugging Face is models; *.github.io and the like are project
/// pages.
std::vector<CodeLink> code_links(std::string_view source);

}  // namespace broadsheet::render
