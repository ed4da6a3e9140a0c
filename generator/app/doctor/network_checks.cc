// check_network(): arXiv, bioRxiv and medRxiv, the clock, the server of the model.
#include <algorithm>
#include <cmath>

#include "app/doctor/findings.h"
#include "arxiv/feeds.h"
#include "arxiv/fetch_parts.h"
#include "arxiv/query.h"
#include "arxiv/schedule.h"
#include "base/ascii.h"
#include "base/edit_distance.h"
#include "base/error.h"
#include "base/log.h"
#include "json/document.h"
#include "net/retry.h"
#include "preprints/details.h"

namespace broadsheet::app {
namespace {

constexpr double kPatience = 20;              // seconds for a request
constexpr std::size_t kMostBytes = 16 << 20;  // of a reply; a feed of all of cs has 3 MB
constexpr int kOldFeed = 5;                   // days: a weekend with two holidays
constexpr double kWrongClock = 300;           // seconds

Finding unreachable(const char* check, const std::string& url, const net::Reply& reply) {
  return {.check = check,
          .health = Health::Error,
          .message = net::printable_url(url) + " did not respond: " + reply.summary(),
          .advice = "check the network, a proxy (https_proxy) and the address in config.yaml",
          .network = true};
}

Finding check_clock(const net::Reply& reply, std::chrono::system_clock::time_point now) {
  const auto date = net::parse_http_date(reply.header("Date").value_or(""));
  if (!date) {
    return {
        .check = "clock", .health = Health::Skipped, .message = "the server did not send its time"};
  }
  const std::chrono::duration<double> ahead = now - *date;
  if (std::abs(ahead.count()) < kWrongClock)
    return {.check = "clock", .message = "it agrees with that of arXiv's server"};
  return {.check = "clock",
          .health = std::abs(ahead.count()) < 3600 ? Health::Warning : Health::Error,
          .message = "this machine's clock is " +
                     duration_text(std::chrono::duration<double>(std::abs(ahead.count()))) +
                     (ahead.count() > 0 ? " ahead" : " behind"),
          .advice = "set it by a time server: timedatectl set-ntp true"};
}

Finding judge_feed(const std::string& url, const net::Reply& reply,
                   std::chrono::system_clock::time_point now) {
  if (!reply.ok()) return unreachable("feed", url, reply);
  try {
    const arxiv::Feed feed = arxiv::read_rss(reply.body, net::printable_url(url));
    const int age = static_cast<int>((arxiv::new_york_day(now).days() - feed.date.days()).count());
    const std::string what =
        "the feed of " + feed.date.str() + " has " + counted(feed.papers.size(), "item");
    if (age > kOldFeed) {
      return {.check = "feed",
              .health = Health::Warning,
              .message = what + "; it is " + std::to_string(age) + " days old",
              .advice = "wait for arXiv, or check fetch.rss_url"};
    }
    if (age < -1) {
      return {.check = "feed",
              .health = Health::Error,
              .message = what + ", which is in the future",
              .advice = "check this machine's clock and fetch.rss_url"};
    }
    return {.check = "feed", .message = what};
  } catch (const Error& e) {
    return {.check = "feed",
            .health = Health::Error,
            .message = e.message(),
            .advice = e.kind() == ErrorKind::Config ? "check fetch.categories in config.yaml"
                                                    : "check fetch.rss_url in config.yaml",
            .network = e.kind() == ErrorKind::Network};
  }
}

/// Whether bioRxiv or medRxiv lists the preprints of yesterday.
Finding check_preprints(const config::FetchConfig& fetch, const PreprintServer& server,
                        const net::Environment& environment) {
  const std::string name(service_name(server.scheme));
  const Day day = arxiv::new_york_day(environment.clock()).plus(-1);
  const std::string url = preprints::details_url(fetch.biorxiv_url, server, day, day, 0);
  const net::Reply reply = environment.transport.send(
      {.url = url, .timeout_seconds = kPatience, .max_bytes = kMostBytes});
  if (!reply.ok()) return unreachable("preprints", url, reply);
  try {
    const preprints::DetailsPage page =
        preprints::read_details(reply.body, net::printable_url(url));
    return {.check = "preprints",
            .message = name + " lists " +
                       counted(static_cast<std::size_t>(std::max<std::int64_t>(page.total, 0)),
                               "version") +
                       " of " + day.str()};
  } catch (const Error& e) {
    return {.check = "preprints",
            .health = Health::Error,
            .message = e.message(),
            .advice = "check fetch.biorxiv_url in config.yaml",
            .network = true};
  }
}

/// Names of the models that an OpenAI-compatible server lists; empty if the reply is no such list.
std::vector<std::string> model_names(const std::string& body) {
  std::vector<std::string> names;
  const auto document = json::Document::parse(std::string_view(body));
  const auto data = document ? document->root().find("data") : std::nullopt;
  if (!data || !data->is(json::Kind::List)) return names;
  for (const json::Node model : *data) names.emplace_back(model.text_of("id"));
  return names;
}

Finding check_model(const config::ScoreConfig& score, const net::Environment& environment) {
  const std::string url = score.base_url + "/models";
  if (!net::keeps_secrets(score.base_url) && !score.allow_http) {
    return {.check = "model",
            .health = Health::Error,
            .message = "score.base_url does not begin with https://",
            .advice = "use https, or score.allow_http for a server in your own network"};
  }
  net::Request request{.url = url, .timeout_seconds = kPatience, .max_bytes = kMostBytes};
  const std::string key(trimmed(environment.variable(std::string(config::kModelKeyVariable))));
  if (!key.empty()) request.headers.push_back({"Authorization", "Bearer " + key});
  const net::Reply reply = environment.transport.send(request);
  if (reply.trouble != net::Trouble::None || reply.status >= 500)
    return unreachable("model", url, reply);
  if (reply.status == 401 || reply.status == 403) {
    return {.check = "model",
            .health = Health::Error,
            .message = "the server rejects the key (" + reply.summary() + ")",
            .advice = "check " + std::string(config::kModelKeyVariable)};
  }
  const std::vector<std::string> names =
      reply.ok() ? model_names(reply.body) : std::vector<std::string>();
  if (names.empty()) {
    return {.check = "model",
            .message = "the server responds, but lists no models (" + reply.summary() + ")"};
  }
  if (std::find(names.begin(), names.end(), score.model) == names.end()) {
    return {.check = "model",
            .health = Health::Error,
            .message = "the server does not list the model '" + score.model + "'" +
                       suggestion(nearest_word(score.model, names)),
            .advice = "set score.model in config.yaml"};
  }
  return {.check = "model", .message = "the server has the model '" + score.model + "'"};
}

}  // namespace

Findings check_network(const Project& project, const net::Environment& environment) {
  const config::FetchConfig& fetch = project.config.fetch;
  Findings findings;
  if (!fetch.categories.empty()) {
    const std::string url = arxiv::rss_url(fetch.rss_url, fetch.categories);
    const net::Reply reply = environment.transport.send(
        {.url = url, .timeout_seconds = kPatience, .max_bytes = kMostBytes});
    findings.push_back(judge_feed(url, reply, environment.clock()));
    if (reply.status != 0) findings.push_back(check_clock(reply, environment.clock()));
  }
  for (const PreprintServer& server : preprint_servers()) {
    if (!arxiv::categories_of(fetch, server).empty())
      findings.push_back(check_preprints(fetch, server, environment));
  }
  if (project.config.score.method == config::ScoreMethod::Llm)
    findings.push_back(check_model(project.config.score, environment));
  return findings;
}

}  // namespace broadsheet::app
