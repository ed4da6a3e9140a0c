#include "app/init/new_digest.h"

#include <algorithm>

#include "app/init/settings_text.h"
#include "app/init/skeleton.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/log.h"
#include "config/load.h"
#include "model/arxiv_taxonomy.h"

namespace broadsheet::app {
namespace {

/// The first model that the sample has a price for.
constexpr std::string_view kDefaultModel = "gpt-5";

std::string answer_to(const Ask& ask, const std::string& question, std::string_view usual) {
  const std::string shown =
      question + (usual.empty() ? "" : " [" + std::string(usual) + "]") + ": ";
  const auto answer = ask(shown);
  if (!answer) throw Error(ErrorKind::Usage, {}, "the input ended; nothing was written");
  const std::string text(trimmed(*answer));
  return text.empty() ? std::string(usual) : text;
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string part(trimmed(text.substr(0, comma)));
    if (!part.empty()) parts.push_back(part);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return parts;
}

std::vector<std::string> ask_categories(const Ask& ask) {
  while (true) {
    const std::string answer =
        answer_to(ask, "Categories of arXiv, for example hep-th, quant-ph, cs.CL", "");
    try {
      const std::vector<std::string> ids = category_ids(split_list(answer));
      if (!ids.empty()) return ids;
      print("  At least one is needed; https://arxiv.org/category_taxonomy lists them.\n");
    } catch (const Error& e) {
      print("  " + e.message() + "\n");
    }
  }
}

/// One of several words.
std::string ask_word(const Ask& ask, const std::string& question,
                     const std::vector<std::string>& words, std::string_view usual) {
  while (true) {
    const std::string answer = lower_ascii(answer_to(ask, question, usual));
    if (std::find(words.begin(), words.end(), answer) != words.end()) return answer;
    print("  Please type one of: ");
    for (const std::string& word : words) print(word + (word == words.back() ? "\n" : ", "));
  }
}

const Problem* first_error(const Diagnostics& problems) {
  const auto& all = problems.problems();
  const auto found = std::find_if(all.begin(), all.end(), [](const Problem& problem) {
    return problem.severity == Severity::Error;
  });
  return found == all.end() ? nullptr : &*found;
}

/// Topics as they are read from config.yaml. Throws Error(Config) at the first problem.
/// A tag that the settings accept.
std::string ask_language(const Ask& ask) {
  while (true) {
    std::string tag =
        answer_to(ask, "Language of the site's own words (en, de, zh, or another tag)", "en");
    Diagnostics problems;
    config::parse("site: {language: " + yaml_scalar(tag) + "}", "config.yaml", problems);
    const Problem* problem = first_error(problems);
    if (problem == nullptr) return tag;
    print("  " + problem->message + "\n");
  }
}

std::string_view tagline_in(std::string_view language) {
  if (language.starts_with("de")) return "Eine persönliche Auswahl aus arXiv";
  if (language.starts_with("zh")) return "个人 arXiv 论文精选";
  return language.starts_with("en") ? "A personal digest of arXiv" : "arXiv";
}

config::Config read_topics(const std::string& yaml, const std::string& path) {
  Diagnostics problems;
  config::Config config = config::parse(yaml, path, problems);
  if (const Problem* problem = first_error(problems))
    throw Error(ErrorKind::Config, problem->where, problem->message);
  return config;
}

/// @param proposed  set to whether the file calls its topics a proposal
std::string topics_of_file(const fs::path& file, bool& proposed) {
  const std::string yaml = read_file(file);
  const config::Config config = read_topics(yaml, display_path(file));
  proposed = config.sample;
  const auto block = block_of(yaml, "topics");
  if (config.topics.empty() || !block) {
    throw Error(ErrorKind::Config, {display_path(file), 0, 0},
                "there are no topics in it; they are written as in config.yaml, below 'topics:'");
  }
  return std::string(*block);
}

std::string topic_of_category(const ArxivCategory& category) {
  std::string id = lower_ascii(category.id);
  std::replace(id.begin(), id.end(), '.', '-');
  return "  - id: " + id + "\n    label: " + yaml_scalar(category.name) + "\n";
}

}  // namespace

namespace {

/// The parts of lists with commas, and "hep-th quant-ph" as two; names of several words stay whole.
std::vector<std::string> with_ids_apart(const std::vector<std::string>& texts) {
  std::vector<std::string> all;
  std::vector<std::string> parts;
  for (const std::string& text : texts) {
    for (std::string& part : split_list(text)) parts.push_back(std::move(part));
  }
  for (const std::string& text : parts) {
    std::vector<std::string> words;
    for (std::size_t at = 0; (at = text.find_first_not_of(" \t", at)) != std::string::npos;) {
      const std::size_t end = std::min(text.find_first_of(" \t", at), text.size());
      words.push_back(text.substr(at, end - at));
      at = end;
    }
    const bool ids = words.size() > 1 && std::ranges::all_of(words, [](const std::string& word) {
                       return find_category(word) != nullptr;
                     });
    if (ids) {
      all.insert(all.end(), words.begin(), words.end());
    } else {
      all.push_back(text);
    }
  }
  return all;
}

}  // namespace

std::vector<std::string> category_ids(const std::vector<std::string>& texts) {
  std::vector<std::string> ids;
  for (const std::string& text : with_ids_apart(texts)) {
    const auto called = categories_called(text);
    if (called.size() != 1 || text.find('_') != std::string::npos) {
      throw Error(ErrorKind::Usage, {},
                  "'" + text + "' is not a category of arXiv" + category_hint(text));
    }
    const std::string id(main_category(called.front()->id));
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  return ids;
}

std::string proposed_topics(const std::vector<std::string>& categories) {
  std::string topics;
  for (const std::string& id : categories) {
    const ArxivCategory* category = find_category(id);
    auto block = block_of(topic_proposals(), id);
    if (!block) block = block_of(topic_proposals(), category->archive());
    const std::string added = block ? std::string(*block) : topic_of_category(*category);
    if (topics.find(added) == std::string::npos) topics += added;
  }
  return topics;
}

bool ask_for_missing(InitOptions& options, const Ask& ask) {
  print("Enter keeps the value in brackets.\n");
  if (!options.title) options.title = answer_to(ask, "Title", "My Digest");
  if (!options.author)
    options.author = answer_to(ask, "Who publishes it, shown in feeds; may be empty", "");
  if (options.categories.empty()) options.categories = ask_categories(ask);
  bool accepted = false;
  if (!options.topics_from) {
    const std::string topics = proposed_topics(category_ids(options.categories));
    print("Proposed topics:\n");
    for (const config::TopicConfig& topic : read_topics("topics:\n" + topics, "").topics) {
      print("  " + topic.label + (topic.about.empty() ? "" : ": " + topic.about) + "\n");
    }
    accepted = ask_word(ask,
                        "Are these what you look for? Either way they can be changed in "
                        "config.yaml (yes, no)",
                        {"yes", "y", "no", "n"}, "no")
                   .front() == 'y';
  }
  if (!options.language) options.language = ask_language(ask);
  if (!options.method) {
    options.method = config::score_method(
        ask_word(ask,
                 "Who chooses papers: the built-in recommender (free, works offline) or a language "
                 "model (llm; needs a key and costs money)",
                 {"recommender", "llm"}, "recommender"));
  }
  if (options.method == config::ScoreMethod::Llm && !options.model)
    options.model = answer_to(ask, "Name of the model", kDefaultModel);
  return accepted;
}

std::string new_settings(std::string_view sample, const InitOptions& options, bool accepted) {
  SettingsText settings{std::string(sample)};
  settings.set("site.title", yaml_scalar(options.title.value_or("My Digest")));
  settings.set("site.tagline",
               yaml_scalar(std::string(tagline_in(options.language.value_or("en")))));
  settings.set("site.description", "\"\"");
  settings.set("site.author", yaml_scalar(options.author.value_or("")));
  settings.set("site.base_url", "\"\"");
  settings.set("site.language", yaml_scalar(options.language.value_or("en")));
  const std::vector<std::string> categories = category_ids(options.categories);
  if (!categories.empty()) settings.set("fetch.categories", yaml_list(categories));
  if (options.method) {
    settings.set("score.method",
                 std::string(config::kScoreMethodNames[static_cast<std::size_t>(*options.method)]));
  }
  if (options.method == config::ScoreMethod::Llm)
    settings.set("score.model", yaml_scalar(options.model.value_or(std::string(kDefaultModel))));
  settings.set("holidays", "[]");
  settings.set_block("authors", "");
  settings.set_block("searches", "");
  bool proposed = !accepted;
  if (options.topics_from) {
    settings.set_block("topics", topics_of_file(*options.topics_from, proposed));
  } else {
    settings.set_block(
        "topics",
        proposed_topics(categories.empty() ? std::vector<std::string>{"cs.LG"} : categories));
  }
  settings.set("sample", proposed ? "true" : "false");
  Diagnostics problems;
  config::parse(settings.text(), "config.yaml", problems);
  if (const Problem* problem = first_error(problems))
    throw Error(ErrorKind::Usage, {}, "this value cannot be used: " + problem->message);
  return settings.text();
}

std::string_view about_page(std::string_view language) {
  if (language.starts_with("de")) {
    return "# Über diese Seite\n\nDies ist eine persönliche Auswahl aus "
           "[arXiv](https://arxiv.org/): von den angekündigten "
           "Arbeiten diejenigen, die den\nThemen und Personen nahekommen, denen die Inhaberin oder "
           "der Inhaber folgt. Die "
           "bibliografischen Angaben sind von arXiv; jede\nArbeit ist dorthin verlinkt. arXiv "
           "steht nicht hinter dieser "
           "Seite.\n";
  }
  if (language.starts_with("zh")) {
    return "# 关于本站\n\n本站是个人的 [arXiv](https://arxiv.org/) "
           "文摘：从已公布的论文中，选出与站长关注的主题和作者相近的论文。\n"
           "书目数据来自 arXiv，每篇论文都有指向 arXiv 的链接。arXiv 不为本站背书。\n";
  }
  return {};
}

}  // namespace broadsheet::app
