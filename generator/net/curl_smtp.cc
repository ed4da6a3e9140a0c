#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

#include "net/curl_start.h"
#include "net/smtp.h"

namespace broadsheet::net {
namespace {

constexpr long kConnectSeconds = 20;

/// What is still to be read of a letter.
struct Upload {
  std::string_view rest;
  bool complete = false;  ///< libcurl knows that there is no more, so the end may have been sent
};

std::size_t give_data(char* buffer, std::size_t size, std::size_t count, void* user) {
  Upload& upload = *static_cast<Upload*>(user);
  const std::size_t given = std::min(size * count, upload.rest.size());
  std::memcpy(buffer, upload.rest.data(), given);
  upload.rest.remove_prefix(given);
  if (upload.rest.empty()) upload.complete = true;
  return given;
}

bool is_login_trouble(CURLcode code) {
  switch (code) {
    case CURLE_LOGIN_DENIED:
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
      return true;
    default:
      return false;
  }
}

/// The end of the URL's host is a port, or nothing.
bool is_this_machine(std::string_view url) {
  std::string_view host = url.substr(url.find("://") + 3);
  if (host.starts_with("[")) return host.starts_with("[::1]");
  host = host.substr(0, host.find(':'));
  return host == "localhost" || host == "127.0.0.1";
}

struct CurlDelete {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

void set_options(CURL* curl, const MailServer& server) {
  curl_easy_setopt(curl, CURLOPT_URL, server.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  const bool local = is_this_machine(server.url);
  curl_easy_setopt(curl, CURLOPT_USE_SSL,
                   local ? static_cast<long>(CURLUSESSL_TRY) : static_cast<long>(CURLUSESSL_ALL));
  if (!server.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, server.ca_file.c_str());
  if (!server.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, server.password.c_str());
  }
  const auto milliseconds = static_cast<long>(std::max(server.timeout_seconds, 0.001) * 1000);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, milliseconds);
  curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, std::max(1L, milliseconds / 1000));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, std::min(milliseconds, kConnectSeconds * 1000));
}

MailOutcome outcome_of(CURLcode code, long response, bool complete) {
  MailOutcome outcome{.code = static_cast<int>(response), .login = is_login_trouble(code)};
  if (code == CURLE_OK || (complete && response == 250)) {
    outcome.fate = MailFate::Accepted;
    outcome.login = false;
    return outcome;
  }
  if (response >= 500 && !outcome.login) {
    outcome.fate = MailFate::Refused;
  } else if (complete && response < 400) {
    outcome.fate = MailFate::Unknown;
  }
  if (code == CURLE_LOGIN_DENIED) {
    outcome.what = "the server refuses user and password";
  } else if (code == CURLE_PEER_FAILED_VERIFICATION) {
    outcome.what = "the server's certificate is not to be trusted";
  } else if (code == CURLE_USE_SSL_FAILED) {
    outcome.what = "the server offers no TLS";
  } else if (response >= 400) {
    outcome.what = "the server refuses it with " + std::to_string(response);
  } else {
    outcome.what = curl_easy_strerror(code);
  }
  return outcome;
}

}  // namespace

MailOutcome CurlMailTransport::send(const MailServer& server, const Letter& letter) {
  start_curl();
  const std::unique_ptr<CURL, CurlDelete> curl(curl_easy_init());
  const std::unique_ptr<curl_slist, CurlDelete> to(
      curl_slist_append(nullptr, ("<" + letter.to + ">").c_str()));
  const std::string from = "<" + letter.from + ">";
  set_options(curl.get(), server);
  Upload upload{.rest = letter.bytes};
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, to.get());
  curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, give_data);
  curl_easy_setopt(curl.get(), CURLOPT_READDATA, &upload);
  const CURLcode code = curl_easy_perform(curl.get());
  long response = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &response);
  return outcome_of(code, response, upload.complete);
}

}  // namespace broadsheet::net
