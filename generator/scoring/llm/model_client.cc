#include "scoring/llm/model_client.h"

#include <utility>

#include "base/ascii.h"
#include "base/error.h"
#include "base/numbers.h"
#include "net/retry.h"

namespace broadsheet::scoring {
namespace {

constexpr std::string_view kPaidServer = "https://api.openai.com";
constexpr std::size_t kMinKeyLength = 8;  // a shorter one is not searched for in replies

std::string key_for(const config::ScoreConfig& config, const net::Environment& environment) {
  const std::string name(config::kModelKeyVariable);
  std::string key(trimmed(environment.variable(name)));
  if (key.empty() && net::origin_of(config.base_url).starts_with(kPaidServer)) {
    throw Error(ErrorKind::Config, {},
                "the variable " + name +
                    " is not set; to score without a model use the method 'recommender'");
  }
  if (!net::keeps_secrets(config.base_url) && !config.allow_http) {
    throw Error(ErrorKind::Config, {.path = "config.yaml"},
                "score.base_url should begin with https://; for a server in your own network set "
                "score.allow_http: true, which sends requests and the key unencrypted");
  }
  return key;
}

}  // namespace

ModelClient::ModelClient(const config::ScoreConfig& config, const net::Environment& environment)
    : config_(config), environment_(environment), key_(key_for(config, environment)) {
  template_.model = config.model;
  template_.temperature = config.temperature;
  template_.max_tokens = config.max_tokens;
}

ChatRequest ModelClient::request(std::string system, std::string user) const {
  const std::lock_guard lock(mutex_);
  ChatRequest request = template_;
  request.system = std::move(system);
  request.user = std::move(user);
  return request;
}

net::Reply ModelClient::send(const ChatRequest& request) const {
  net::Request http{.method = "POST",
                    .url = config_.base_url + "/chat/completions",
                    .headers = {{"Content-Type", "application/json"}},
                    .body = to_json(request),
                    .timeout_seconds = config_.timeout_seconds};
  if (!key_.empty()) http.headers.push_back({"Authorization", "Bearer " + key_});
  net::Reply reply = environment_.transport.send(http);
  if (reply.trouble == net::Trouble::Timeout) {
    reply.what = "no complete response within " + short_decimals(config_.timeout_seconds, 2) +
                 " s (score.timeout_seconds)";
  }
  // A server may return the key; it must not reach a file.
  if (key_.size() < kMinKeyLength) return reply;
  for (std::size_t at = 0; (at = reply.body.find(key_, at)) != std::string::npos;) {
    reply.body.replace(at, key_.size(), "***");
  }
  return reply;
}

bool ModelClient::drop_parameter(const std::string& name) {
  const std::lock_guard lock(mutex_);
  if (name == "temperature") {
    template_.temperature.reset();
  } else if (name == "max_tokens") {
    template_.new_limit_name = true;
  } else if (name == "max_completion_tokens") {
    template_.max_tokens.reset();
  } else {
    return false;
  }
  return true;
}

std::optional<double> ModelClient::wait_before_retry(const net::Reply& reply,
                                                     const ChatAnswer& answer, int retries) const {
  net::Reply judged = reply;
  // An error, or an unreadable body, with HTTP status 200.
  if (reply.trouble == net::Trouble::None && reply.status < 400) judged.status = 503;
  auto requested = net::asked_wait_seconds(reply, environment_.clock());
  if (!requested) requested = answer.asked_wait_seconds;
  return net::wait_before_retry(judged, retries, {.retries = config_.retries, .first_seconds = 2},
                                requested, environment_.random());
}

}  // namespace broadsheet::scoring
