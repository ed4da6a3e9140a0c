#pragma once
// An https server on loopback with a certificate of its own making, by the openssl program.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "support/raw_server.h"
#include "support/temp_dir.h"

namespace broadsheet::test {

/// Answers every GET with a page. Nobody but `certificate()` vouches for it, and only as
/// "localhost".
class TlsServer {
 public:
  TlsServer() {
    const std::string key = (dir_ / "key.pem").string();
    const std::string make =
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost "
        "-addext subjectAltName=DNS:localhost -keyout " +
        key + " -out " + certificate() + " >/dev/null 2>&1";
    if (std::system(make.c_str()) != 0) throw std::runtime_error("openssl makes no certificate");
    {
      RawServer free([](const RawRequest&) { return RawAnswer{}; });
      port_ = free.port();
    }
    child_ = ::fork();
    if (child_ == 0) {
      static_cast<void>(std::freopen("/dev/null", "r", stdin));
      static_cast<void>(std::freopen("/dev/null", "w", stdout));
      static_cast<void>(std::freopen("/dev/null", "w", stderr));
      ::execlp("openssl", "openssl", "s_server", "-www", "-quiet", "-accept",
               ("127.0.0.1:" + std::to_string(port_)).c_str(), "-key", key.c_str(), "-cert",
               certificate().c_str(), static_cast<char*>(nullptr));
      ::_exit(127);
    }
    wait_until_open();
  }
  ~TlsServer() {
    ::kill(child_, SIGTERM);
    ::waitpid(child_, nullptr, 0);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  std::string certificate() const { return (dir_ / "cert.pem").string(); }
  std::string url(const std::string& path, const std::string& host = "localhost") const {
    return "https://" + host + ":" + std::to_string(port_) + path;
  }

 private:
  void wait_until_open() const {
    for (int i = 0; i < 200; ++i) {
      const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
      sockaddr_in address{};
      address.sin_family = AF_INET;
      address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      address.sin_port = htons(static_cast<std::uint16_t>(port_));
      const bool open =
          ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
      ::close(socket);
      if (open) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(30));
    }
  }

  TempDir dir_;
  int port_ = 0;
  pid_t child_ = -1;
};

}  // namespace broadsheet::test
