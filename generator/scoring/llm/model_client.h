#pragma once
// Chat requests to the server of config.score.

#include <mutex>
#include <optional>
#include <string>

#include "config/config.h"
#include "net/environment.h"
#include "scoring/llm/chat.h"

namespace broadsheet::scoring {

/// Thread-safe. Holds the key, which it removes from every reply.
class ModelClient {
 public:
  /// The key is the variable config::kModelKeyVariable; only api.openai.com needs one.
  /// Throws Error(Config) if it is missing there, or if a server on another machine is named
  /// without https and without score.allow_http.
  ModelClient(const config::ScoreConfig& config, const net::Environment& environment);

  /// A request with the parameters that the model accepts, as far as is known.
  ChatRequest request(std::string system, std::string user) const;

  net::Reply send(const ChatRequest& request) const;

  /// Adapts later requests to a model that rejected a parameter: renames or omits it.
  /// @return false if it cannot
  bool drop_parameter(const std::string& name);

  /// Seconds to wait before the request is repeated; std::nullopt: give up.
  /// @param retries  made so far, from 0
  std::optional<double> wait_before_retry(const net::Reply& reply, const ChatAnswer& answer,
                                          int retries) const;

 private:
  const config::ScoreConfig& config_;
  const net::Environment& environment_;
  const std::string key_;
  mutable std::mutex mutex_;
  ChatRequest template_;  // parameters that are sent
};

}  // namespace broadsheet::scoring
