// What was sent to whom: the record, and the rules by which a mail is sent again or not.
#include "app/deliver/chat_request.h"
#include "app/deliver/failed_run.h"
#include "app/deliver/record.h"
#include "app/deliver/send_mail.h"
#include "app/deliver/sha256.h"
#include "base/error.h"
#include "support/catch.h"
#include "support/fake_world.h"
#include "support/temp_dir.h"

using namespace broadsheet;
using namespace broadsheet::app;
using net::MailFate;
using test::TempDir;

namespace {

const Day kDay(2026, 3, 2);
const std::chrono::system_clock::time_point kTime =
    std::chrono::sys_days(std::chrono::year(2026) / 3 / 2) + std::chrono::hours(5);

DeliveryKey key_of(const std::string& recipient, Day day = kDay) {
  return {.day = day, .kind = "day", .recipient = recipient};
}

/// A server that does with the n-th letter what it is told; the last word holds.
class Server : public net::MailTransport {
 public:
  explicit Server(std::vector<net::MailOutcome> outcomes) : outcomes_(std::move(outcomes)) {}
  net::MailOutcome send(const net::MailServer&, const net::Letter& letter) override {
    letters.push_back(letter);
    return outcomes_[std::min(letters.size(), outcomes_.size()) - 1];
  }
  std::vector<net::Letter> letters;

 private:
  std::vector<net::MailOutcome> outcomes_;
};

Deliveries send(const TempDir& dir, Server& server, const std::vector<std::string>& to,
                Repeat repeat = Repeat::Never) {
  test::FakeTransport http([](const net::Request&, int) { return net::Reply(); });
  net::Environment world = net::system_environment(http);
  world.sleep = [](std::chrono::duration<double>) {};
  DeliveryRecord record(dir.path());
  const MailEdition mail{.kind = "day",
                         .day = kDay,
                         .of = kDay.str(),
                         .edition = {.from = {"", "a@example.org"}, .id = "x@y.z"}};
  return send_mail(mail, to, repeat, {.url = "smtp://127.0.0.1"}, record, server, world);
}

}  // namespace

TEST_CASE("SHA-256 of the standard's examples") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_hex(std::string(1'000'000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a state is on the disk when it was put, and without the recipient") {
  const TempDir dir;
  DeliveryRecord record(dir.path());
  CHECK_FALSE(record.find(key_of("mailto:ada@example.org")));
  record.put(key_of("mailto:ada@example.org"), DeliveryState::Sending, kTime);
  CHECK(DeliveryRecord(dir.path()).find(key_of("mailto:ada@example.org")) ==
        DeliveryState::Sending);
  record.put(key_of("mailto:ada@example.org"), DeliveryState::Sent, kTime);
  const DeliveryRecord again(dir.path());
  CHECK(again.find(key_of("mailto:ada@example.org")) == DeliveryState::Sent);
  CHECK_FALSE(again.find(key_of("mailto:bo@example.org")));
  CHECK_FALSE(again.find({.day = kDay, .kind = "failed", .recipient = "mailto:ada@example.org"}));
  const std::string text = read_file(dir / "deliveries.tsv");
  CHECK(text.find("ada@") == std::string::npos);
  CHECK(text.find("\tsent\t2026-03-02T05:00:00Z\n") != std::string::npos);
}

TEST_CASE("two records have different salts") {
  const TempDir one, other;
  const DeliveryRecord first(one.path()), second(other.path());
  CHECK(read_file(one / "deliveries.tsv") != read_file(other / "deliveries.tsv"));
}

TEST_CASE("a long record is written again without old days, and with every latest state") {
  const TempDir dir;
  {
    DeliveryRecord record(dir.path());
    record.put(key_of("old", Day(2024, 1, 1)), DeliveryState::Sent, kTime);
    record.put(key_of("new"), DeliveryState::Sending, kTime);
  }
  std::string text = read_file(dir / "deliveries.tsv");
  const std::string last = text.substr(text.rfind('\n', text.size() - 2) + 1);
  while (text.size() <= 1 << 20) text += last;
  write_file_atomically(dir / "deliveries.tsv", text);
  const DeliveryRecord record(dir.path());
  CHECK(read_file(dir / "deliveries.tsv").size() < 1000);
  CHECK(record.find(key_of("new")) == DeliveryState::Sending);
  CHECK_FALSE(record.find(key_of("old", Day(2024, 1, 1))));
}

TEST_CASE("what the server took or may have is not sent again") {
  const TempDir dir;
  Server server({{.fate = MailFate::Accepted}, {.fate = MailFate::Unknown, .what = "silence"}});
  const Deliveries first = send(dir, server, {"a@b.c", "d@e.f"});
  CHECK(first.sent == 1);
  CHECK(first.unknown == 1);
  const Deliveries second = send(dir, server, {"a@b.c", "d@e.f"});
  CHECK(second.already == 1);
  CHECK(second.unknown == 1);
  CHECK(server.letters.size() == 2);
  Server good({{.fate = MailFate::Accepted}});
  CHECK(send(dir, good, {"a@b.c", "d@e.f"}, Repeat::Unsettled).sent == 1);
  REQUIRE(good.letters.size() == 1);
  CHECK(good.letters.front().to == "d@e.f");
  CHECK(send(dir, good, {"a@b.c", "d@e.f"}, Repeat::Always).sent == 2);
}

TEST_CASE("what the server does not have is tried once more, and by a later run") {
  const TempDir dir;
  Server server({{.fate = MailFate::NotSent, .what = "refused"}, {.fate = MailFate::Accepted}});
  CHECK(send(dir, server, {"a@b.c"}).sent == 1);
  CHECK(server.letters.size() == 2);
  Server down({{.fate = MailFate::NotSent, .what = "refused"}});
  CHECK(send(dir, down, {"d@e.f"}).failed == 1);
  Server good({{.fate = MailFate::Accepted}});
  CHECK(send(dir, good, {"a@b.c", "d@e.f"}).sent == 1);
}

TEST_CASE("a server that is down or a wrong password costs no more than a few tries") {
  const TempDir dir;
  std::vector<std::string> many;
  for (int i = 0; i < 50; ++i) many.push_back("reader" + std::to_string(i) + "@example.org");
  Server down({{.fate = MailFate::NotSent, .what = "refused"}});
  CHECK(send(dir, down, many).failed == 50);
  CHECK(down.letters.size() == 6);
  Server closed({{.fate = MailFate::NotSent, .what = "no", .login = true}});
  CHECK(send(dir, closed, many).failed == 50);
  CHECK(closed.letters.size() == 1);
}

TEST_CASE("the body of a response decides where a service answers 200 to everything") {
  using config::ChatService;
  const auto state = [](ChatService service, int status, const std::string& body) {
    return chat_state(service, test::reply_of(status, body));
  };
  CHECK(state(ChatService::Slack, 200, "ok") == DeliveryState::Sent);
  CHECK(state(ChatService::Discord, 204, "") == DeliveryState::Sent);
  CHECK(state(ChatService::Telegram, 200, R"({"ok": true})") == DeliveryState::Sent);
  CHECK(state(ChatService::Telegram, 200, R"({"ok": false})") == DeliveryState::Refused);
  CHECK(state(ChatService::Feishu, 200, R"({"code": 0})") == DeliveryState::Sent);
  CHECK(state(ChatService::Feishu, 200, R"({"StatusCode": 0})") == DeliveryState::Sent);
  CHECK(state(ChatService::Feishu, 200, R"({"code": 19024})") == DeliveryState::Refused);
  CHECK(state(ChatService::Feishu, 200, "") == DeliveryState::Refused);
  CHECK(state(ChatService::Slack, 429, "") == DeliveryState::Failed);
  CHECK(state(ChatService::Slack, 404, "") == DeliveryState::Refused);
  CHECK(state(ChatService::Slack, 503, "") == DeliveryState::Sending);
  CHECK(chat_state(ChatService::Slack, test::trouble_of(net::Trouble::Timeout, "silence")) ==
        DeliveryState::Sending);
  net::Reply down = test::trouble_of(net::Trouble::Connect, "refused");
  down.unsent = true;
  CHECK(chat_state(ChatService::Slack, down) == DeliveryState::Failed);
}

TEST_CASE("a failed run goes to each service and reader once a day, escaped") {
  const TempDir dir;
  config::Config config;
  config.site.title = "Digest & more";
  config.site.base_url = "https://papers.example.org";
  config.messages = {{.service = config::ChatService::Slack, .url_env = "HOOK"}};
  config.mail.server = "smtp://127.0.0.1";
  config.mail.from = "digest@example.org";
  test::FakeTransport http([](const net::Request&, int) { return test::reply_of(200, "ok"); });
  net::Environment world = net::system_environment(http);
  world.variable = [](const std::string& name) {
    return name == "HOOK"                        ? "https://hooks.example.org/x"
           : name == config::kRecipientsVariable ? "ada@example.org"
                                                 : "";
  };
  Server server({{.fate = MailFate::Accepted}});
  const std::string summary = "failed: <no> response & more";
  CHECK(deliver_failed_run(dir.path(), config, kDay, summary, nullptr, world, server) == 0);
  REQUIRE(http.requests().size() == 1);
  CHECK(http.requests()[0].body.find("&lt;no&gt; response &amp; more") != std::string::npos);
  REQUIRE(server.letters.size() == 1);
  CHECK(server.letters[0].bytes.find("no issue, the run failed") != std::string::npos);
  CHECK(server.letters[0].bytes.find("<no>") == server.letters[0].bytes.rfind("<no>"));
  CHECK(deliver_failed_run(dir.path(), config, kDay, summary, nullptr, world, server) == 4);
  CHECK(server.letters.size() == 1);
  CHECK(http.requests().size() == 1);
  CHECK(deliver_failed_run(dir.path(), config, kDay.plus(1), summary, nullptr, world, server) == 0);
}
