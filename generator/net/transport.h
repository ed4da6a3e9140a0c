#pragma once
// The seam to the world outside: one request, one reply. Tests replace it.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::net {

struct Header {
  std::string name;
  std::string value;  ///< may be secret: never printed, never part of a message
};

struct Request {
  std::string method = "GET";  ///< "GET" or "POST"
  std::string url{};           ///< http or https
  std::vector<Header> headers{};
  std::string body{};                 ///< of a POST
  double timeout_seconds = 60;        ///< for the whole exchange
  std::size_t max_bytes = 64u << 20;  ///< of the body after unpacking; more is TooLarge
};

/// What kept a whole answer from coming. With any of these but None, `status` and `body` are
/// what had come until then and must not be used as an answer.
enum class Trouble {
  None,
  Timeout,   ///< no whole answer in time
  Connect,   ///< name not found, refused, connection lost before the answer
  Tls,       ///< the certificate or the handshake is bad
  CutShort,  ///< the connection ended, or the length was wrong, before the answer was whole
  TooLarge,
  Redirect,  ///< to another host or to plain http; not followed
  BadUrl,
  Other,
};

struct Reply {
  int status = 0;               ///< HTTP status; 0 when none came
  std::vector<Header> headers;  ///< of the last answer, names as sent
  std::string body;             ///< unpacked
  Trouble trouble = Trouble::None;
  std::string what;     ///< the trouble in words, without the address, headers or body
  bool unsent = false;  ///< nothing of the request was sent, so nothing can have come of it

  /// 2xx and whole.
  bool ok() const { return trouble == Trouble::None && status >= 200 && status < 300; }
  /// The first header of that name, any case; nothing when absent.
  std::optional<std::string> header(std::string_view name) const;
  /// "HTTP 503" or the trouble in words: for messages.
  std::string summary() const;
};

/// Sends requests. Ordinary trouble of the world is a Reply, never an exception.
/// `send` may be called from several threads at a time.
class Transport {
 public:
  virtual ~Transport() = default;
  virtual Reply send(const Request& request) = 0;
};

/// "https://host:port" of a URL, lower case; empty when it is not http(s).
std::string origin_of(std::string_view url);

/// Whether the URL leads to this very machine: 127.0.0.1, localhost or [::1].
bool is_loopback(std::string_view url);

/// Whether a key may be sent there: https, or this machine.
bool keeps_secrets(std::string_view url);

/// A URL as it may be printed: without user, password, query and fragment.
std::string printable_url(std::string_view url);

}  // namespace broadsheet::net
