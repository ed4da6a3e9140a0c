#include "app/taste/zotero.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/error.h"
#include "base/log.h"
#include "json/document.h"
#include "net/pace.h"

namespace broadsheet::app {
namespace {

constexpr int kPage = 100;  // the API's limit
constexpr double kPauseSeconds = 1;
constexpr double kMostBackoffSeconds = 600;

bool all_of(std::string_view text, bool (*is)(char)) {
  return !text.empty() && text.size() <= 20 && std::all_of(text.begin(), text.end(), is);
}
bool is_letter_or_digit(char c) { return is_ascii_letter(c) || is_ascii_digit(c); }

/// The address with rel="next" in a Link header (RFC 8288); empty if there is none.
std::string next_link(std::string_view header) {
  for (std::size_t open = header.find('<'); open != std::string_view::npos;
       open = header.find('<', open + 1)) {
    const std::size_t close = header.find('>', open);
    if (close == std::string_view::npos) return {};
    const std::size_t end = std::min(header.find('<', close), header.size());
    if (header.substr(close, end - close).find("rel=\"next\"") != std::string_view::npos)
      return std::string(header.substr(open + 1, close - open - 1));
  }
  return {};
}

double seconds_in(const std::optional<std::string>& header) {
  double seconds = 0;
  if (header) std::from_chars(header->data(), header->data() + header->size(), seconds);
  return seconds > 0 ? std::min(seconds, kMostBackoffSeconds) : 0;
}

class Library {
 public:
  Library(const std::string& name, const config::TasteConfig& config, const net::Environment& world)
      : name_(name),
        config_(config),
        world_(world),
        key_(world.variable(config.zotero_key_env)),
        sender_(world, kPauseSeconds, {.retries = 5},
                [](const std::string& message) { say("Zotero: " + message); }) {
    if (!key_.empty() && !net::keeps_secrets(config.zotero_url)) {
      throw Error(
          ErrorKind::Config, {.path = "config.yaml"},
          "taste.zotero_url should begin with https://, or the key could be read on its way");
    }
  }

  taste::PaperList read(const std::string& path, bool against) {
    taste::PaperList all;
    Progress progress("reading Zotero", 0);
    std::string url = config_.zotero_url + "/" + path +
                      "?format=json&limit=" + std::to_string(kPage) +
                      "&sort=dateAdded&direction=desc&start=0";
    // A server that links in circles does not keep this run going.
    for (std::size_t page = 0; !url.empty() && page < taste::kMostRead / kPage; ++page) {
      const net::Reply reply = ask(url);
      const auto document = json::Document::parse(reply.body);
      taste::PaperList list = taste::read_items(document->root(), name_, against);
      progress.advance(static_cast<std::int64_t>(list.papers.size()));
      all.unusable += list.unusable;
      std::move(list.papers.begin(), list.papers.end(), std::back_inserter(all.papers));
      url = document->root().size() == 0 ? std::string() : next_of(reply);
    }
    progress.finish(counted(all.papers.size(), "paper"));
    return all;
  }

 private:
  net::Reply ask(const std::string& url) {
    if (backoff_ > 0) world_.sleep(std::chrono::duration<double>(backoff_));
    std::vector<net::Header> headers = {{"Zotero-API-Version", "3"}};
    if (!key_.empty()) headers.push_back({"Zotero-API-Key", key_});
    const auto readable = [](const net::Reply& reply) {
      const auto document = json::Document::parse(reply.body);
      return document && document->root().is(json::Kind::List);
    };
    net::Reply reply = sender_.send({.url = url, .headers = std::move(headers)},
                                    [&](const net::Reply& one) { return !readable(one); });
    const Location where{.path = net::printable_url(url)};
    if (reply.trouble == net::Trouble::None && (reply.status == 403 || reply.status == 404)) {
      throw Error(ErrorKind::Config, where,
                  reply.status == 404
                      ? "Zotero knows no such library"
                      : "Zotero does not let this key read the library; " + config_.zotero_key_env +
                            (key_.empty() ? " is not set" : " holds it"));
    }
    if (!reply.ok()) {
      throw Error(ErrorKind::Network, where, "Zotero did not respond: " + reply.summary());
    }
    if (!readable(reply)) {
      throw Error(ErrorKind::Network, where, "Zotero's response is no list of items");
    }
    backoff_ = seconds_in(reply.header("Backoff"));
    return reply;
  }

  std::string next_of(const net::Reply& reply) const {
    std::string url = next_link(reply.header("Link").value_or(""));
    if (!url.empty() && net::origin_of(url) != net::origin_of(config_.zotero_url)) {
      throw Error(ErrorKind::Network, {.path = net::printable_url(config_.zotero_url)},
                  "the next page is on another server, which does not get the key");
    }
    return url;
  }

  const std::string& name_;
  const config::TasteConfig& config_;
  const net::Environment& world_;
  std::string key_;
  net::PacedSender sender_;
  double backoff_ = 0;
};

}  // namespace

std::optional<std::string> zotero_path(std::string_view name) {
  if (!name.starts_with("zotero:")) return std::nullopt;
  name.remove_prefix(7);
  std::string path = "users/";
  if (name.starts_with("groups/") || name.starts_with("users/")) {
    const std::size_t slash = name.find('/');
    path = std::string(name.substr(0, slash + 1));
    name.remove_prefix(slash + 1);
  }
  const std::size_t end = std::min(name.find('/'), name.size());
  if (!all_of(name.substr(0, end), is_ascii_digit)) return std::nullopt;
  path += name.substr(0, end);
  name.remove_prefix(end);
  if (name.empty()) return path + "/items/top";
  constexpr std::string_view kCollections = "/collections/";
  if (!name.starts_with(kCollections)) return std::nullopt;
  if (!all_of(name.substr(kCollections.size()), is_letter_or_digit)) return std::nullopt;
  return path + std::string(name) + "/items/top";
}

taste::PaperList read_zotero(const std::string& name, bool against,
                             const config::TasteConfig& config, const net::Environment& world) {
  const auto path = zotero_path(name);
  if (!path) {
    throw Error(ErrorKind::Usage, {},
                "'" + name +
                    "' should be zotero:USERID, zotero:USERID/collections/KEY or "
                    "zotero:groups/ID; the number is on zotero.org/settings/keys");
  }
  return Library(name, config, world).read(*path, against);
}

}  // namespace broadsheet::app
