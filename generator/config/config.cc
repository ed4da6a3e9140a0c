#include "config/config.h"

#include <algorithm>

namespace broadsheet::config {

std::optional<ScoreMethod> score_method(std::string_view name) {
  const auto found = std::find(kScoreMethodNames.begin(), kScoreMethodNames.end(), name);
  if (found == kScoreMethodNames.end()) return std::nullopt;
  return static_cast<ScoreMethod>(found - kScoreMethodNames.begin());
}

std::vector<std::string> secret_variables(const Config& config) {
  std::vector<std::string> names = {std::string(kModelKeyVariable),
                                    std::string(kScholarKeyVariable)};
  names.emplace_back(kRecipientsVariable);
  std::vector<std::string> set = {config.publish.webhook_env, config.mail.password_env,
                                  config.zotero_key_env};
  for (const ChatConfig& chat : config.messages) set.push_back(chat.url_env);
  for (const std::string& name : set) {
    if (!name.starts_with("GIT_") && !name.starts_with("SSH_")) names.push_back(name);
  }
  return names;
}

}  // namespace broadsheet::config
