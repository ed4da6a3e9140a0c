#pragma once
// The settings of config.yaml as plain values with their defaults. docs/configuration.md explains
// every key; config/load.h reads the file.

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::config {

/// Environment variables that hold keys; the webhook's is PublishConfig::webhook_env.
inline constexpr std::string_view kModelKeyVariable = "OPENAI_API_KEY";
inline constexpr std::string_view kScholarKeyVariable = "SEMANTIC_SCHOLAR_API_KEY";

/// The names of enumerators are listed in their order.
enum class Weekday { Monday, Sunday };
inline constexpr std::array<std::string_view, 2> kFirstWeekdayNames = {"monday", "sunday"};

enum class ScoreMethod { Llm, Recommender };
inline constexpr std::array<std::string_view, 2> kScoreMethodNames = {"llm", "recommender"};
std::optional<ScoreMethod> score_method(std::string_view name);

/// An entry of the menu or the footer.
struct MenuEntry {
  std::string to;     ///< a section ("months"), an own page ("guide/setup"), a file or an address
  std::string label;  ///< empty: that of the section, the title of the page
};

struct SiteConfig {
  std::string title = "Broadsheet";
  std::string tagline = "Personalized Daily arXiv Papers";
  std::string description;
  std::string author;
  std::string base_url;  ///< "https://user.github.io/digest"; no slash at the end; may be empty
  std::string language = "en";
  std::string theme = "broadsheet";
  Weekday first_weekday = Weekday::Monday;
  std::vector<MenuEntry> menu = {{"latest", ""}, {"months", ""}, {"topics", ""},
                                 {"trends", ""}, {"search", ""}, {"starred", ""}};
  std::vector<MenuEntry> footer = {{"feed", ""}, {"json_feed", ""}, {"authors", ""}};
  bool weeks = true;      ///< a page for each week and a feed of them
  bool below = false;     ///< a page for each day of the papers that were not chosen
  bool old_urls = false;  ///< redirects from /archive/YYYY-MM/DD/, the addresses of older programs
};

/// A followed topic: what a language model gets about it and how papers are assigned to it.
struct TopicConfig {
  std::string id;  ///< slug, used in URLs
  std::string label;
  std::vector<std::string> aliases{};            ///< other ids and labels that mean this topic
  std::string about{};                           ///< what counts, a sentence for the model
  std::string excluded{};                        ///< "not" in config.yaml: what does not count
  std::vector<std::string> keywords{};           ///< words and phrases of its papers
  std::vector<std::string> negative_keywords{};  ///< papers with one of these do not belong to it
};

struct AuthorConfig {
  std::string name;
  std::vector<std::string> aliases;
  std::string semantic_scholar;  ///< author id; may be empty
};

struct SavedSearchConfig {
  std::string name;
  std::string query;
  std::string slug;  ///< derived from the name if it is not set
};

/// In place of the names of all subject areas.
inline constexpr std::string_view kAllSubjects = "all";

/// What is fetched of a server of preprints.
struct PreprintConfig {
  std::vector<std::string> categories{};  ///< as the server writes them, or kAllSubjects; empty:
                                          ///< nothing is fetched
};

struct FetchConfig {
  std::vector<std::string> categories = {"cs.LG"};  ///< of arXiv
  std::vector<std::string> announce_types = {"new", "cross"};
  bool primary_only = false;
  PreprintConfig biorxiv{}, medrxiv{};
  std::string contact;  ///< e-mail or URL for the User-Agent
  std::string rss_url = "https://rss.arxiv.org/rss";
  std::string api_url = "https://export.arxiv.org/api/query";
  std::string oai_url = "https://oaipmh.arxiv.org/oai";
  std::string biorxiv_url = "https://api.biorxiv.org";  ///< of both servers
  double pause_seconds = 3.0;
  double timeout_seconds = 60.0;
  int retries = 5;
  int fill_days = 5;  ///< `daily` also fetches missing days among so many working days before today
};

/// US dollars per million tokens.
struct PriceConfig {
  double prompt = 0;
  double cached = 0;
  double completion = 0;
};

/// A part of the summary that a language model writes for each chosen paper.
struct PartConfig {
  std::string label;     ///< one of kPartNames, or in the words of the owner
  std::string language;  ///< BCP 47; empty: that of the site
  std::string about;     ///< what it should state, a sentence for the model; may be empty
};

/// What gets an editor's paragraph by a language model.
inline constexpr std::array<std::string_view, 3> kEditorialNames = {"day", "week", "month"};

struct ScoreConfig {
  ScoreMethod method = ScoreMethod::Recommender;
  std::string base_url = "https://api.openai.com/v1";
  bool allow_http = false;  ///< base_url may be http on another machine
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
  std::optional<double> temperature;  ///< sent only if set: some models reject it
  std::optional<int> max_tokens;      ///< of one response; sent only if set
  double budget_usd = 5.0;
  double relevance_cutoff = 7;  ///< papers with at least this relevance are selected
  double novelty_cutoff = 7;
  int recommender_keep = 20;  ///< maximum number of papers a day without a model
  std::string score_formula = "relevance + novelty";
  std::string system_prompt = "system";  ///< names in content/prompts/, without ".md"
  std::string topics_prompt = "topics";
  std::string criteria_prompt = "criteria";
  std::string instructions_prompt = "instructions";
  std::vector<PartConfig> parts;       ///< of the summary of a chosen paper; none: no summary
  int spotlight = 0;                   ///< maximum number of papers of a day that are marked
  std::vector<std::string> editorial;  ///< of kEditorialNames
  std::optional<int> h_index_minimum;
  std::string semantic_scholar_url = "https://api.semanticscholar.org/graph/v1";
};

struct FeedConfig {
  int days = 30;     ///< days in the feed of days
  int papers = 100;  ///< papers in the feeds of papers
};

/// How the papers of a day's page are grouped. The order of the published day is kept elsewhere.
enum class DayGroup { Score, Topic, None };
inline constexpr std::array<std::string_view, 3> kDayGroupNames = {"score", "topic", "none"};

struct DayConfig {
  DayGroup group = DayGroup::Score;
};

struct PublishConfig {
  std::string remote = "origin";
  std::string branch = "gh-pages";
  std::string cname;
  bool keep_history = true;
  bool daily = false;                              ///< `broadsheet daily` publishes too
  double timeout_seconds = 600;                    ///< for each git command
  std::string webhook_env = "BROADSHEET_WEBHOOK";  ///< environment variable that holds the URL
};

/// Environment variables of the mail.
inline constexpr std::string_view kRecipientsVariable = "BROADSHEET_MAIL_RECIPIENTS";

/// Whether the list gets an edition of each week: never, beside those of days, or in their place.
enum class WeeklyMail { Never, Also, Only };
inline constexpr std::array<std::string_view, 3> kWeeklyMailNames = {"never", "also", "only"};

struct MailConfig {
  std::string server;  ///< "smtps://smtp.example.org:465", "smtp://...:587"; empty: no mail
  std::string user;    ///< empty: the server wants no login
  std::string password_env = "BROADSHEET_MAIL_PASSWORD";  ///< environment variable that holds it
  std::string from;             ///< "My Digest <digest@example.org>", or the address alone
  std::string reply_to;         ///< likewise; may be empty
  std::string recipients_file;  ///< an address in each line; relative to the project
  std::string unsubscribe;      ///< https or mailto address; empty: a mail to reply_to or from
  std::string ca_file;          ///< PEM file of certificates in place of the system's; may be empty
  double timeout_seconds = 60;  ///< for each message
  bool daily = false;           ///< `daily` sends the mail; otherwise `announce`
  WeeklyMail weekly = WeeklyMail::Never;
};

enum class ChatService { Slack, Discord, Telegram, Feishu, Ntfy, Json };
inline constexpr std::array<std::string_view, 6> kChatServiceNames = {
    "slack", "discord", "telegram", "feishu", "ntfy", "json"};

/// A chat that gets each issue.
struct ChatConfig {
  ChatService service = ChatService::Json;
  std::string url_env;  ///< environment variable that holds the address, which is a secret
  std::string chat;     ///< of Telegram: "@channel" or a number
};

struct Config {
  SiteConfig site;
  bool sample = false;  ///< the topics are a proposal, not the owner's yet; shown on each page
  std::vector<TopicConfig> topics;
  std::vector<AuthorConfig> authors;
  std::vector<SavedSearchConfig> searches;
  FetchConfig fetch;
  ScoreConfig score;
  DayConfig day;
  FeedConfig feeds;
  PublishConfig publish;
  MailConfig mail;
  std::vector<ChatConfig> messages;
  std::string zotero_key_env = "BROADSHEET_ZOTERO_KEY";  ///< as TasteConfig has it
  std::vector<std::string> holidays;  ///< ISO days on which arXiv announces nothing
};

/// Environment variables that hold keys and must not reach other programs. Those of git and SSH
/// ("GIT_...", "SSH_...") are never among them.
std::vector<std::string> secret_variables(const Config& config);

}  // namespace broadsheet::config
