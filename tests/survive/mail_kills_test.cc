// Kills the sending of a mail at every marked point: nobody ever gets it twice, and those whose
// mail is not known to have arrived are reported.

#include <sstream>

#include "app/deliver/send_mail.h"
#include "base/marked_point.h"
#include "support/catch.h"
#include "survive/killed.h"
#include "survive/scene.h"

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

const std::vector<std::string> kReaders = {"a@example.org", "b@example.org", "c@example.org"};

/// A server that writes down whose mail it has before it responds.
class KeepingServer : public net::MailTransport {
 public:
  explicit KeepingServer(fs::path file) : file_(std::move(file)) {}
  net::MailOutcome send(const net::MailServer&, const net::Letter& letter) override {
    marked_point("connected");
    write_file_atomically(file_, read_file_if_exists(file_).value_or("") + letter.to + "\n");
    marked_point("server has it");
    return {.fate = net::MailFate::Accepted, .code = 250};
  }

 private:
  fs::path file_;
};

std::map<std::string, int> mailbox(const fs::path& file) {
  std::map<std::string, int> counts;
  std::istringstream lines(read_file_if_exists(file).value_or(""));
  for (std::string line; std::getline(lines, line);) ++counts[line];
  return counts;
}

}  // namespace

TEST_CASE("a mail whose sending is killed at any marked point is never sent twice") {
  const auto sending = [](const fs::path& folder) {
    return [folder] {
      FakeTransport http([](const net::Request&, int) { return net::Reply(); });
      const net::Environment world = net::system_environment(http);
      KeepingServer server(folder / "mailbox");
      app::DeliveryRecord record(folder / "state");
      const app::MailEdition mail{.kind = "day",
                                  .day = Day(2026, 3, 2),
                                  .of = "2026-03-02",
                                  .edition = {.from = {"", "d@example.org"}, .id = "x@y.z"}};
      const app::Deliveries sent = app::send_mail(
          mail, kReaders, app::Repeat::Never, {.url = "smtp://127.0.0.1"}, record, server, world);
      return static_cast<int>(sent.unknown);
    };
  };
  std::vector<Moment> moments;
  {
    const TempDir folder;
    moments = moments_of(sending(folder.path()));
  }
  std::set<std::string> names;
  int repeated = 0;
  for (const Moment& moment : moments) {
    INFO("killed at '" << moment.name << "', time " << moment.time);
    names.insert(moment.name);
    const TempDir folder;
    CHECK(run_killed_at(moment, sending(folder.path())) == kKilled);
    const auto before = mailbox(folder / "mailbox");
    const int unknown = run_apart(sending(folder.path()));
    CHECK(unknown <= 1);
    const auto after = mailbox(folder / "mailbox");
    for (const auto& [reader, count] : after) CHECK(count == 1);
    // Only the one whose sending had begun may be without it.
    CHECK(after.size() + static_cast<std::size_t>(unknown) >= kReaders.size());
    repeated += after.size() > before.size() ? 1 : 0;
    CHECK(run_apart(sending(folder.path())) == unknown);
    CHECK(mailbox(folder / "mailbox") == after);
  }
  CHECK(names.contains("delivery recorded"));
  CHECK(names.contains("server has it"));
  CHECK(names.contains("mail sent"));
  CHECK(repeated > 0);
}
