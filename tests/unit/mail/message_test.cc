#include "mail/message.h"

#include "support/catch.h"

using namespace broadsheet;
using namespace std::chrono_literals;

TEST_CASE("addresses that could end a command or a header are none") {
  for (const char* good : {"a@b.c", "ada.lovelace+x@example.org", "a_b-c@sub.example.org"}) {
    CAPTURE(good);
    CHECK(mail::is_address(good));
  }
  for (const char* bad :
       {"", "a", "@b.c", "a@", "a@b..c", ".a@b.c", "a b@c.d", "a@b.c\r\nRCPT", "a@b.c>", "<a@b.c>",
        "\"a\"@b.c", "a@[127.0.0.1]", "\xC3\xBC@b.c", "a,b@c.d", "a@b.c "}) {
    CAPTURE(bad);
    CHECK_FALSE(mail::is_address(bad));
  }
  CHECK_FALSE(mail::is_address(std::string(65, 'a') + "@b.c"));
  CHECK_FALSE(mail::is_address("a@" + std::string(253, 'b')));
}

TEST_CASE("mailboxes are read with and without a name") {
  using mail::Mailbox;
  CHECK(mail::parse_mailbox(" a@b.c ") == Mailbox{"", "a@b.c"});
  CHECK(mail::parse_mailbox("<a@b.c>") == Mailbox{"", "a@b.c"});
  CHECK(mail::parse_mailbox("Ada L. <a@b.c>") == Mailbox{"Ada L.", "a@b.c"});
  CHECK(mail::parse_mailbox("\"L., Ada\" <a@b.c>") == Mailbox{"L., Ada", "a@b.c"});
  for (const char* bad : {"Ada", "Ada a@b.c", "Ada <a@b>c>", "<a@b.c> <d@e.f>", "\"A\"x\" <a@b.c>"})
    CHECK_FALSE(mail::parse_mailbox(bad));
  CHECK(mail::normal_address("Ada@Example.ORG") == "Ada@example.org");
}

TEST_CASE("the Message-ID depends on site, day and kind only") {
  const std::string id = mail::message_id("https://a.b", "2026-03-02", "day", "example.org");
  CHECK(id.starts_with("2026-03-02.day."));
  CHECK(id.ends_with("@example.org"));
  CHECK(id == mail::message_id("https://a.b", "2026-03-02", "day", "example.org"));
  CHECK(id != mail::message_id("https://a.c", "2026-03-02", "day", "example.org"));
  CHECK(id != mail::message_id("https://a.b", "2026-03-03", "day", "example.org"));
}

TEST_CASE("dates are written as RFC 5322 asks") {
  CHECK(mail::header_date(std::chrono::sys_days(std::chrono::year(2026) / 3 / 2) + 5h + 7min + 9s +
                          999ms) == "Mon, 02 Mar 2026 05:07:09 +0000");
}

TEST_CASE("a message has its parts in the shorter encoding") {
  std::string han;
  for (int i = 0; i < 50; ++i) han += "好";
  const mail::Edition edition{.from = {"Größe", "digest@example.org"},
                              .reply_to = {},
                              .id = "x@example.org",
                              .date = {},
                              .list_name = "My\nDigest",
                              .unsubscribe = "mailto:a@b.c",
                              .archive = {},
                              .language = "zh",
                              .subject = "Subject",
                              .text = "plain = text\n",
                              .html = han};
  const std::string bytes = mail::message_bytes(edition, "to@example.net");
  CHECK(
      bytes.starts_with("From: =?utf-8?B?R3LDtsOfZQ==?=\r\n <digest@example.org>\r\nTo: "
                        "to@example.net\r\nSubject: Subject\r\nDate: "));
  CHECK(bytes.find("Reply-To") == std::string::npos);
  CHECK(bytes.find("List-ID: \"My Digest\"\r\n <digest.example.org>\r\n") != std::string::npos);
  CHECK(bytes.find("quoted-printable\r\n\r\nplain =3D text\r\n\r\n--=_") != std::string::npos);
  CHECK(bytes.find("Content-Transfer-Encoding: base64\r\n\r\n5aW9") != std::string::npos);
  CHECK(bytes.ends_with("--\r\n"));
  CHECK(bytes == mail::message_bytes(edition, "to@example.net"));
}

TEST_CASE("only addresses that a header can hold lead out of the list") {
  CHECK(mail::is_unsubscribe_address("https://a.b/c?d=e"));
  CHECK(mail::is_unsubscribe_address("mailto:a@b.c?subject=x"));
  for (const char* bad : {"", "http://a.b", "javascript:x", "https://a.b/>", "https://a b",
                          "https://a.b\r\nX: y", "https://a.b,mailto:c"})
    CHECK_FALSE(mail::is_unsubscribe_address(bad));
}
