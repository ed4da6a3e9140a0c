#pragma once
// HTTP by libcurl.

#include <memory>
#include <string>

#include "net/transport.h"

namespace broadsheet::net {

struct CurlOptions {
  std::string user_agent = "broadsheet";
  std::string ca_file;  ///< PEM file of certificates that replaces the system's; for tests
};

/// "broadsheet/0.1.0 (+https://…; mailto:…)", as arXiv requests. `contact` is an e-mail address or
/// a URL, may be empty; control characters are removed.
std::string user_agent(const std::string& version, const std::string& contact);

/// HTTP and HTTPS by libcurl. Certificates are always verified; gzip and deflate are decompressed;
/// redirects are followed only for GET, at most five times, on the same host, never from https to
/// http. Successive requests to one host share a connection.
class CurlTransport : public Transport {
 public:
  explicit CurlTransport(CurlOptions options = {});
  ~CurlTransport() override;
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;

  Reply send(const Request& request) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::net
