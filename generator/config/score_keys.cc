#include "config/score_keys.h"

#include <algorithm>
#include <utility>

namespace broadsheet::config {
namespace {

Keys keys_of(PriceConfig& price) {
  return {number("prompt", price.prompt, 0, 1e6), number("cached", price.cached, 0, 1e6),
          number("completion", price.completion, 0, 1e6)};
}

void read_prices(const Value& group, std::map<std::string, PriceConfig>& prices) {
  if (group.is(YamlKind::Nothing)) return;
  if (!group.is(YamlKind::Group)) return group.should_be("a group of models");
  for (const YamlNode& member : group.node.items) {
    PriceConfig price;
    price.cached = -1;
    read_group(member_value(group, member), keys_of(price));
    if (price.cached < 0) price.cached = price.prompt;
    prices[member.key] = price;
  }
}

Keys keys_of(PartConfig& part) {
  return {filled_line("label", part.label), language_tag("language", part.language),
          text("about", part.about)};
}

/// "tldr" or {label: tldr, language: de, about: in one sentence}.
void read_part(const Value& value, std::vector<PartConfig>& parts) {
  PartConfig part;
  if (value.is(YamlKind::Text) && !value.text().empty()) {
    part.label = value.text();
  } else if (value.is(YamlKind::Group)) {
    read_group(value, keys_of(part));
    if (value.node.find("label") == nullptr)
      return value.report.error(value.at, "'" + value.name + "' has no 'label'");
  } else {
    return value.should_be("a label such as 'tldr', or a group with 'label' and 'language'");
  }
  for (const PartConfig& other : parts) {
    if (other.label == part.label && other.language == part.language) {
      return value.report.error(value.at, "part '" + part.label + "' appears twice");
    }
  }
  parts.push_back(std::move(part));
}

Key parts(const std::string& name, std::vector<PartConfig>& target) {
  PartConfig schema_part;
  return {
      name,
      [&target](const Value& value) {
        std::vector<PartConfig> read;
        read_each(value, [&](const Value& item) { read_part(item, read); });
        target = std::move(read);
      },
      list_schema(either_schema(kFilledTextSchema, group_schema(keys_of(schema_part), {"label"})))};
}

Strings editorial_names() { return {kEditorialNames.begin(), kEditorialNames.end()}; }

std::string wrong_editorial(const std::string& text) {
  const Strings known = editorial_names();
  const bool good = std::find(known.begin(), known.end(), text) != known.end();
  return good ? "" : "should be 'day', 'week' or 'month', not '" + text + "'";
}

}  // namespace

Keys keys_of(ScoreConfig& score) {
  PriceConfig schema_price;
  return {
      one_of("method", score.method, kScoreMethodNames),
      web_address("base_url", score.base_url),
      flag("allow_http", score.allow_http),
      text("model", score.model),
      {"prices", [&score](const Value& value) { read_prices(value, score.prices); },
       map_schema(group_schema(keys_of(schema_price), {}))},
      flag("title_pass", score.title_pass),
      number("batch_titles", score.batch_titles, 1, 1000),
      number("batch_abstracts", score.batch_abstracts, 1, 1000),
      number("parallel", score.parallel, 1, 64),
      number("requests_per_minute", score.requests_per_minute, 1, 1e6),
      number("tokens_per_minute", score.tokens_per_minute, 1, 2e9),
      number("timeout_seconds", score.timeout_seconds, 0.01, 86400),
      number("retries", score.retries, 0, 100),
      maybe_number("temperature", score.temperature, 0, 2),
      maybe_number("max_tokens", score.max_tokens, 1, 1e6),
      number("budget_usd", score.budget_usd, 0, 1e6),
      number("relevance_cutoff", score.relevance_cutoff, 0, 10),
      number("novelty_cutoff", score.novelty_cutoff, 0, 10),
      number("recommender_keep", score.recommender_keep, 0, 10000),
      filled_text("score_formula", score.score_formula),
      file_name("system_prompt", score.system_prompt),
      file_name("topics_prompt", score.topics_prompt),
      file_name("criteria_prompt", score.criteria_prompt),
      file_name("instructions_prompt", score.instructions_prompt),
      parts("parts", score.parts),
      number("spotlight", score.spotlight, 0, 20),
      texts("editorial", score.editorial, wrong_editorial, editorial_names()),
      maybe_number("h_index_minimum", score.h_index_minimum, 0, 1000),
      web_address("semantic_scholar_url", score.semantic_scholar_url),
  };
}

}  // namespace broadsheet::config
