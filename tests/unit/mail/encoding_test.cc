#include "mail/encoding.h"

#include <algorithm>

#include "support/catch.h"

using namespace broadsheet;

namespace {

bool are_lines_of_ascii(const std::string& text, std::size_t longest) {
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
      ++i, column = 0;
      continue;
    }
    if ((text[i] < ' ' && text[i] != '\t') || text[i] > '~' || ++column > longest) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("base64 in lines of 76 characters") {
  CHECK(mail::base64("").empty());
  CHECK(mail::base64("f") == "Zg==\r\n");
  CHECK(mail::base64("fo") == "Zm8=\r\n");
  CHECK(mail::base64("foo") == "Zm9v\r\n");
  CHECK(mail::base64("\xff\xfe\xfd") == "//79\r\n");
  const std::string lines = mail::base64(std::string(58, 'a'));
  CHECK(lines.find("\r\n") == 76);
  CHECK(lines.ends_with("YQ==\r\n"));
}

TEST_CASE("quoted-printable keeps lines short, white space at their end and all other bytes") {
  CHECK(mail::quoted_printable("a=b\nc") == "a=3Db\r\nc\r\n");
  CHECK(mail::quoted_printable("end \n\t\n") == "end=20\r\n=09\r\n");
  CHECK(mail::quoted_printable("é\r") == "=C3=A9=0D\r\n");
  CHECK(mail::quoted_printable(".\n") == ".\r\n");
  const std::string fits = std::string(75, 'x');
  CHECK(mail::quoted_printable(fits) == fits + "\r\n");
  CHECK(mail::quoted_printable(fits + "yz") == fits + "=\r\nyz\r\n");
  CHECK(are_lines_of_ascii(mail::quoted_printable(std::string(500, '\xC3') + "=\x01"), 76));
}

TEST_CASE("a header of plain words is folded, and changed in nothing else") {
  CHECK(mail::header_text("Two words", 9) == "Two words");
  std::string words;
  for (int i = 0; i < 40; ++i) words += (i > 0 ? " word" : "word") + std::to_string(i);
  std::string folded = mail::header_text(words, 9);
  CHECK(are_lines_of_ascii(std::string(9, ' ') + folded, 76));
  for (std::size_t at; (at = folded.find("\r\n")) != std::string::npos;) folded.erase(at, 2);
  CHECK(folded == words);
}

TEST_CASE("other text is in encoded words that halve no character") {
  CHECK(mail::header_text("é", 9) == "=?utf-8?B?w6k=?=");
  CHECK(mail::header_text("a =?b", 9) == "=?utf-8?B?YSA9P2I=?=");
  std::string han;
  for (int i = 0; i < 100; ++i) han += "好";
  const std::string encoded = mail::header_text(han, 9);
  CHECK(are_lines_of_ascii(std::string(9, ' ') + encoded, 76));
  CHECK(encoded.find("5aW9?=\r\n =?utf-8?B?5aW9") != std::string::npos);
  CHECK(are_lines_of_ascii(mail::header_text(std::string(2000, 'x'), 9), 76));
}

TEST_CASE("no text adds a header or changes the direction of writing") {
  CHECK(mail::header_text("a\r\nBcc: b\nc", 9) == "a Bcc: b c");
  CHECK(mail::header_text("a\xE2\x80\xAE"
                          "b",
                          9) == "a b");
  CHECK(mail::header_text("a\xE2\x80\xA8"
                          "b\x7f",
                          9) == "a b");
  CHECK(mail::header_text("\xff", 9) == "=?utf-8?B?77+9?=");
  CHECK(mail::header_phrase("My \"Digest\"\\, <x>", 6) == R"("My \"Digest\"\\, <x>")");
}
