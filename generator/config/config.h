#pragma once
// What config.yaml says, as plain values with their defaults. docs/configuration.md explains
// every key; config/load.h reads the file.

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace broadsheet::config {

struct SiteConfig {
  std::string title = "Broadsheet";
  std::string tagline = "Personalized Daily arXiv Papers";
  std::string description;
  std::string author;
  std::string base_url;  ///< "https://user.github.io/digest"; no slash at the end; may be empty
  std::string language = "en";
  std::string theme = "broadsheet";
  std::string first_weekday = "monday";  ///< or "sunday"
  bool old_urls = false;  ///< pages at /archive/YYYY-MM/DD/, as older programs had them, that lead
                          ///< to the new ones
};

/// A followed topic. Old digests name their criterion in the comment; aliases map it.
struct TopicConfig {
  std::string id;  ///< slug, used in URLs
  std::string label;
  std::vector<std::string> aliases;   ///< other ids and labels that mean this topic
  std::vector<std::string> keywords;  ///< for the recommender and for comments without a label
};

struct AuthorConfig {
  std::string name;
  std::vector<std::string> aliases;
  std::string semantic_scholar;  ///< author id; may be empty
};

struct SavedSearchConfig {
  std::string name;
  std::string query;
  std::string slug;  ///< made from the name when not given
};

struct FetchConfig {
  std::vector<std::string> categories = {"cs.LG"};
  std::vector<std::string> announce_types = {"new", "cross"};
  bool primary_only = false;
  std::string contact;  ///< e-mail or URL for the User-Agent
  std::string rss_url = "https://rss.arxiv.org/rss";
  std::string api_url = "https://export.arxiv.org/api/query";
  std::string oai_url = "https://oaipmh.arxiv.org/oai";
  double pause_seconds = 3.0;
  double timeout_seconds = 60.0;
  int retries = 5;
};

/// US dollars per million tokens.
struct PriceConfig {
  double prompt = 0;
  double cached = 0;
  double completion = 0;
};

struct ScoreConfig {
  std::string method = "recommender";  ///< "llm" or "recommender"
  std::string base_url = "https://api.openai.com/v1";
  std::string model;
  std::map<std::string, PriceConfig> prices;
  bool title_pass = false;
  int batch_titles = 32;
  int batch_abstracts = 16;
  int parallel = 2;
  int requests_per_minute = 60;
  int tokens_per_minute = 200000;
  double timeout_seconds = 300.0;
  int retries = 3;
  std::optional<double> temperature;  ///< sent only when set: some models refuse it
  std::optional<int> max_tokens;      ///< of one answer; sent only when set
  double budget_usd = 5.0;
  double relevance_cutoff = 7;  ///< keep when relevance >= this
  double novelty_cutoff = 7;
  int recommender_keep = 20;  ///< at most so many a day without an LLM
  std::string score_formula = "relevance + novelty";
  std::string system_prompt = "system";  ///< names in content/prompts/, without ".md"
  std::string topics_prompt = "topics";
  std::string criteria_prompt = "criteria";
  std::string instructions_prompt = "instructions";
  std::optional<int> h_index_minimum;
  std::string semantic_scholar_url = "https://api.semanticscholar.org/graph/v1";
};

struct FeedConfig {
  int days = 30;     ///< days in the feed of days
  int papers = 100;  ///< papers in the feeds of papers
};

struct PublishConfig {
  std::string remote = "origin";
  std::string branch = "gh-pages";
  std::string cname;
  bool keep_history = true;
  bool daily = false;                              ///< `broadsheet daily` publishes too
  std::string webhook_env = "BROADSHEET_WEBHOOK";  ///< variable that holds the URL
};

struct Config {
  SiteConfig site;
  std::vector<TopicConfig> topics;
  std::vector<AuthorConfig> authors;
  std::vector<SavedSearchConfig> searches;
  FetchConfig fetch;
  ScoreConfig score;
  FeedConfig feeds;
  PublishConfig publish;
  std::vector<std::string> holidays;  ///< ISO days on which arXiv announces nothing
};

}  // namespace broadsheet::config
