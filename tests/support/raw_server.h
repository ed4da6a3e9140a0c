#pragma once
// A server on loopback that sends exactly the bytes it is told, so that it can lie, stop and hang
// as no well-made library would.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <list>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

namespace broadsheet::test {

struct RawRequest {
  std::string head;  ///< request line and headers
  std::string body;

  std::string line() const { return head.substr(0, head.find("\r\n")); }
};

struct RawAnswer {
  std::string bytes;        ///< sent as they are
  bool keep = false;        ///< keep the connection for a further request
  double hang_seconds = 0;  ///< silence after the bytes, before closing; ends with the server
};

/// A whole, honest answer.
inline RawAnswer honest(int status, const std::string& body, const std::string& headers = {}) {
  return {.bytes = "HTTP/1.1 " + std::to_string(status) + " Status\r\nContent-Length: " +
                   std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body,
          .keep = true};
}

class RawServer {
 public:
  using Handler = std::function<RawAnswer(const RawRequest& request)>;

  explicit RawServer(Handler handler) : handler_(std::move(handler)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (listener_ < 0 || ::bind(listener_, generic, size) != 0 || ::listen(listener_, 64) != 0 ||
        ::getsockname(listener_, generic, &size) != 0) {
      throw std::runtime_error("no server on loopback");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { accept_all(); });
  }

  ~RawServer() {
    stop_ = true;
    thread_.join();
    ::close(listener_);
    for (std::thread& thread : connections_) thread.join();
  }

  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  int port() const { return port_; }
  std::string url(const std::string& path = "/") const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  int accepted() const { return accepted_; }  ///< connections so far

 private:
  bool readable(int socket) const {
    while (!stop_) {
      pollfd waiting{.fd = socket, .events = POLLIN, .revents = 0};
      if (::poll(&waiting, 1, 20) > 0) return true;
    }
    return false;
  }

  void accept_all() {
    while (readable(listener_)) {
      const int socket = ::accept(listener_, nullptr, nullptr);
      if (socket < 0) continue;
      ++accepted_;
      connections_.emplace_back([this, socket] {
        serve(socket);
        ::close(socket);
      });
    }
  }

  void serve(int socket) {
    std::string input;
    while (true) {
      std::size_t end = 0;
      while ((end = input.find("\r\n\r\n")) == std::string::npos) {
        if (!receive(socket, input)) return;
      }
      RawRequest request{.head = input.substr(0, end), .body = {}};
      std::size_t length = 0;
      for (const char* name : {"Content-Length: ", "content-length: "}) {
        const auto at = request.head.find(name);
        if (at != std::string::npos)
          length = std::strtoul(request.head.c_str() + at + 16, nullptr, 10);
      }
      while (input.size() < end + 4 + length) {
        if (!receive(socket, input)) return;
      }
      request.body = input.substr(end + 4, length);
      input.erase(0, end + 4 + length);
      const RawAnswer answer = handler_(request);
      std::size_t sent = 0;
      while (sent < answer.bytes.size()) {
        const auto count =
            ::send(socket, answer.bytes.data() + sent, answer.bytes.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) return;
        sent += static_cast<std::size_t>(count);
      }
      const auto until =
          std::chrono::steady_clock::now() + std::chrono::duration<double>(answer.hang_seconds);
      while (!stop_ && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      }
      if (!answer.keep) return;
    }
  }

  bool receive(int socket, std::string& input) const {
    if (!readable(socket)) return false;
    char buffer[16384];
    const auto count = ::recv(socket, buffer, sizeof buffer, 0);
    if (count <= 0) return false;
    input.append(buffer, static_cast<std::size_t>(count));
    return true;
  }

  Handler handler_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stop_ = false;
  std::atomic<int> accepted_ = 0;
  std::thread thread_;
  std::list<std::thread> connections_;  // touched by the accepting thread, joined at the end
};

}  // namespace broadsheet::test
