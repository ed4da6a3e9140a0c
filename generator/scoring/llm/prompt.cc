#include "scoring/llm/prompt.h"

#include "base/error.h"
#include "base/hash.h"
#include "json/writer.h"
#include "scoring/llm/default_prompts.h"
#include "tex/text.h"
#include "text/utf8.h"

namespace broadsheet::scoring {
namespace {

constexpr std::size_t kMaxAbstract = 4000;  // characters

// The text of a prompt: the project's file, or the default if the file has the name of one.
std::string read_part(const fs::path& root, const std::string& name, std::string_view default_name,
                      const std::string& default_text) {
  const fs::path path = root / "content" / "prompts" / (name + ".md");
  auto text = read_file_if_exists(path);
  if (!text && name == default_name) return default_text;
  if (!text) {
    throw Error(ErrorKind::Config, {.path = display_path(path)},
                "no such prompt; config.yaml names it under 'score'");
  }
  while (!text->empty() && (text->back() == '\n' || text->back() == ' ')) text->pop_back();
  if (text->empty())
    throw Error(ErrorKind::Config, {.path = display_path(path)}, "the prompt is empty");
  return *text;
}

}  // namespace

std::string paper_line(const Announced& paper, bool with_abstract) {
  json::Object object = {{"ARXIVID", paper.id.str()}, {"TITLE", tex::tex_to_unicode(paper.title)}};
  if (with_abstract) {
    object.add("ABSTRACT", text::shorten(tex::tex_to_unicode(paper.abstract), kMaxAbstract));
  }
  return json::to_line(object) + "\n";
}

Prompts read_prompts(const fs::path& root, const config::Config& config) {
  const config::ScoreConfig& score = config.score;
  const config::ScoreConfig names;  // the default ones
  const auto part = [&](const std::string config::ScoreConfig::* name, std::string_view text) {
    return read_part(root, score.*name, names.*name, std::string(text));
  };
  Prompts prompts;
  prompts.system = part(&config::ScoreConfig::system_prompt, kSystemPrompt);
  const std::string topics = part(&config::ScoreConfig::topics_prompt,
                                  config.topics.empty() ? "" : topics_prompt(config.topics));
  if (topics.empty()) {
    throw Error(ErrorKind::Config, {.path = display_path(root / "config.yaml")},
                "there are no topics, and no prompt '" + score.topics_prompt +
                    "' that describes any; a model needs to know what to look for");
  }
  std::string instructions(kInstructionsPrompt);
  if (!config.site.language.starts_with("en")) {
    instructions +=
        "\n\nWrite each COMMENT in the language with the tag '" + config.site.language + "'.";
  }
  prompts.user = topics + "\n\n" + part(&config::ScoreConfig::criteria_prompt, kCriteriaPrompt) +
                 "\n\n" + part(&config::ScoreConfig::instructions_prompt, instructions);
  prompts.text = prompts.system + "\n\n" + prompts.user + "\n";
  prompts.name = hash_hex(prompts.text);
  return prompts;
}

std::string abstract_message(const Prompts& prompts, std::span<const Announced> papers) {
  std::string message = prompts.user + "\n\n# Papers\n\n";
  for (const Announced& paper : papers) message += paper_line(paper, true);
  return message;
}

std::string title_message(const Prompts& prompts, std::span<const Announced> papers) {
  std::string message =
      prompts.user +
      "\n\n# This time titles only\n\nGive no scores. Answer with one JSON array that holds the "
      "ARXIVID of each paper whose title shows that it certainly matches none of the topics. When "
      "in "
      "doubt leave the paper out of the array; an empty array is a good answer.\n\n# Papers\n\n";
  for (const Announced& paper : papers) message += paper_line(paper, false);
  return message;
}

}  // namespace broadsheet::scoring
