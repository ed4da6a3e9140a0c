#include "net/curl_transport.h"

#include <curl/curl.h>

#include <algorithm>
#include <cassert>
#include <mutex>
#include <vector>

#include "base/ascii.h"
#include "net/curl_start.h"

namespace broadsheet::net {
namespace {

constexpr int kMaxRedirects = 5;
constexpr long kConnectSeconds = 20;

struct Receiving {
  Reply* reply = nullptr;
  std::size_t max_bytes = 0;
  bool too_large = false;
};

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* user) {
  Receiving& receiving = *static_cast<Receiving*>(user);
  if (receiving.reply->body.size() + count > receiving.max_bytes) {
    receiving.too_large = true;
    return 0;
  }
  receiving.reply->body.append(bytes, count);
  return count;
}

std::size_t take_header(char* bytes, std::size_t, std::size_t count, void* user) {
  Reply& reply = *static_cast<Receiving*>(user)->reply;
  const std::string_view line(bytes, count);
  if (line.substr(0, 5) == "HTTP/") {
    reply.headers.clear();  // after "100 Continue" the final response follows
  } else if (const auto colon = line.find(':'); colon != std::string_view::npos) {
    reply.headers.push_back({.name = std::string(trimmed(line.substr(0, colon))),
                             .value = std::string(trimmed(line.substr(colon + 1)))});
  }
  return count;
}

Trouble trouble_of(CURLcode code) {
  switch (code) {
    case CURLE_OK:
      return Trouble::None;
    case CURLE_OPERATION_TIMEDOUT:
      return Trouble::Timeout;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
      return Trouble::Connect;
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_WEIRD_SERVER_REPLY:
      return Trouble::CutShort;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
      return Trouble::Tls;
    case CURLE_FILESIZE_EXCEEDED:
      return Trouble::TooLarge;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return Trouble::BadUrl;
    default:
      return Trouble::Other;
  }
}

// The target of "Location: to" in a response from `from`; empty if it is not a URL.
std::string resolved(const std::string& from, const std::string& to) {
  std::string result;
  CURLU* url = curl_url();
  char* text = nullptr;
  if (curl_url_set(url, CURLUPART_URL, from.c_str(), 0) == CURLUE_OK &&
      curl_url_set(url, CURLUPART_URL, to.c_str(), 0) == CURLUE_OK &&
      curl_url_get(url, CURLUPART_URL, &text, 0) == CURLUE_OK) {
    result = text;
  }
  curl_free(text);
  curl_url_cleanup(url);
  return result;
}

// The same origin, or the same host on its usual ports from http to https.
bool may_follow(const std::string& from, const std::string& to) {
  const std::string a = origin_of(from);
  const std::string b = origin_of(to);
  if (a.empty() || b.empty()) return false;
  if (a == b) return true;
  if (!a.starts_with("http://") || !a.ends_with(":80")) return false;
  return "https://" + a.substr(7, a.size() - 10) + ":443" == b;
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool has_line_break(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

Reply trouble(Trouble kind, std::string what) {
  Reply reply;
  reply.trouble = kind;
  reply.unsent = true;
  reply.what = std::move(what);
  return reply;
}

}  // namespace

void start_curl() {
  // curl_global_init is not thread-safe in itself; a static is.
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  assert(code == CURLE_OK);
  static_cast<void>(code);
}

struct CurlTransport::State {
  CurlOptions options;
  std::mutex mutex;
  std::vector<CURL*> idle;

  CURL* take() {
    const std::lock_guard lock(mutex);
    if (idle.empty()) return curl_easy_init();
    CURL* handle = idle.back();
    idle.pop_back();
    return handle;
  }

  void give_back(CURL* handle) {
    curl_easy_reset(handle);  // keeps connections, forgets options
    const std::lock_guard lock(mutex);
    idle.push_back(handle);
  }

  void set_options(CURL* curl, const Request& request, const std::string& url) const;
  Reply exchange(const Request& request, const std::string& url);
};

void CurlTransport::State::set_options(CURL* curl, const Request& request,
                                       const std::string& url) const {
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, options.user_agent.c_str());
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!options.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
  if (is_loopback(url)) curl_easy_setopt(curl, CURLOPT_PROXY, "");
  const auto milliseconds = static_cast<long>(std::max(request.timeout_seconds, 0.001) * 1000);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, milliseconds);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, std::min(milliseconds, kConnectSeconds * 1000));
  if (request.method != "POST") return;
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
}

Reply CurlTransport::State::exchange(const Request& request, const std::string& url) {
  if (origin_of(url).empty()) return trouble(Trouble::BadUrl, "the address is not http or https");
  curl_slist* lines = nullptr;
  for (const Header& header : request.headers) {
    if (has_line_break(header.name) || has_line_break(header.value)) {
      curl_slist_free_all(lines);
      return trouble(Trouble::Other, "a request header holds a line break");
    }
    lines = curl_slist_append(lines, (header.name + ": " + header.value).c_str());
  }
  // Without this a body over 1 MB waits a second for "100 Continue".
  if (request.method == "POST") lines = curl_slist_append(lines, "Expect:");
  Reply reply;
  Receiving receiving{.reply = &reply, .max_bytes = request.max_bytes, .too_large = false};
  CURL* curl = take();
  set_options(curl, request, url);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &receiving);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &receiving);

  const CURLcode code = curl_easy_perform(curl);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  reply.status = static_cast<int>(status);
  long sent_bytes = 0;
  curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &sent_bytes);
  reply.unsent = sent_bytes == 0;
  reply.trouble = receiving.too_large ? Trouble::TooLarge : trouble_of(code);
  if (reply.trouble == Trouble::TooLarge) {
    reply.what = "the answer is larger than " + std::to_string(request.max_bytes) + " bytes";
  } else if (code != CURLE_OK) {
    // Not curl's error buffer: it may hold the address.
    reply.what = code == CURLE_PEER_FAILED_VERIFICATION
                     ? "the server's certificate is not to be trusted"
                     : curl_easy_strerror(code);
  }
  curl_slist_free_all(lines);
  give_back(curl);
  return reply;
}

std::string user_agent(const std::string& version, const std::string& contact) {
  std::string clean;
  for (const char c : contact) {
    if (c >= ' ' && c < 0x7f && c != '(' && c != ')') clean += c;
  }
  std::string result = "broadsheet/" + version;
  if (clean.empty()) return result;
  const bool is_url = clean.find("://") != std::string::npos;
  const bool is_mail = clean.find('@') != std::string::npos;
  return result + " (" + (is_url ? "+" : is_mail ? "mailto:" : "") + clean + ")";
}

CurlTransport::CurlTransport(CurlOptions options) : state_(std::make_unique<State>()) {
  start_curl();
  state_->options = std::move(options);
}

CurlTransport::~CurlTransport() {
  for (CURL* handle : state_->idle) curl_easy_cleanup(handle);
}

Reply CurlTransport::send(const Request& request) {
  std::string url = request.url;
  for (int followed = 0;; ++followed) {
    Reply reply = state_->exchange(request, url);
    if (reply.trouble != Trouble::None || !is_redirect(reply.status)) return reply;
    const std::string to = resolved(url, reply.header("Location").value_or(""));
    const char* why = nullptr;
    if (request.method != "GET")
      why = "a redirect of a POST is not followed";
    else if (to.empty())
      why = "a redirect that leads nowhere";
    else if (!may_follow(url, to))
      why = "a redirect to another host is not followed";
    else if (followed == kMaxRedirects)
      why = "too many redirects";
    if (why != nullptr) {
      reply.trouble = Trouble::Redirect;
      reply.what = why;
      return reply;
    }
    url = to;
  }
}

}  // namespace broadsheet::net
