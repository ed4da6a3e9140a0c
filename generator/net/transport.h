#pragma once
// One request, one reply. Tests replace the transport.

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
  double timeout_seconds = 60;        ///< for the complete exchange
  std::size_t max_bytes = 64u << 20;  ///< of the decompressed body; more is TooLarge
};

/// Why there is no complete response. With any value but None, `status` and `body` hold what had
/// arrived and must not be used.
enum class Trouble {
  None,
  Timeout,   ///< no complete response in time
  Connect,   ///< name not found, refused, connection lost before the response
  Tls,       ///< the certificate or the handshake is bad
  CutShort,  ///< the connection ended, or the length was wrong, before the end of the response
  TooLarge,
  Redirect,  ///< to another host or to plain http; not followed
  BadUrl,
  Other,
};

struct Reply {
  int status = 0;               ///< HTTP status; 0 if none arrived
  std::vector<Header> headers;  ///< of the last response, names as sent
  std::string body;             ///< decompressed
  Trouble trouble = Trouble::None;
  std::string what;     ///< the trouble in words, without address, headers and body
  bool unsent = false;  ///< nothing of the request was sent, so the server cannot have acted on it

  /// Complete, with a status of 2xx.
  bool ok() const { return trouble == Trouble::None && status >= 200 && status < 300; }
  /// The first header with this name, in any case.
  std::optional<std::string> header(std::string_view name) const;
  /// "HTTP 503" or the trouble in words, for messages.
  std::string summary() const;
};

/// Sends requests. A failure of the network is a Reply, never an exception. `send` is thread-safe.
class Transport {
 public:
  virtual ~Transport() = default;
  virtual Reply send(const Request& request) = 0;
};

/// "https://host:port" of a URL, in lower case; empty if it is not http or https.
std::string origin_of(std::string_view url);

/// Whether the host of the URL is this machine: 127.0.0.1, localhost or [::1].
bool is_loopback(std::string_view url);

/// Whether a key may be sent to the URL: https, or this machine.
bool keeps_secrets(std::string_view url);

/// A URL without user, password, query and fragment, for messages.
std::string printable_url(std::string_view url);

}  // namespace broadsheet::net
