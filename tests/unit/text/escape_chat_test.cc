#include "text/escape_chat.h"

#include "support/catch.h"

using namespace broadsheet;

TEST_CASE("text for Slack begins no link, mention or entity") {
  CHECK(text::escape_slack("<!channel> a|b & c") == "&lt;!channel&gt; a/b &amp; c");
}

TEST_CASE("text for Discord begins no mark, link or mention") {
  CHECK(text::escape_discord("plain é") == "plain é");
  CHECK(text::escape_discord("*b* [x](y) @all <@1> \\ # - `") ==
        "\\*b\\* \\[x\\]\\(y\\) \\@all \\<\\@1\\> \\\\ \\# \\- \\`");
}

TEST_CASE("characters beyond U+FFFF are two units of UTF-16") {
  CHECK(text::utf16_length("aé好😀") == 5);
  CHECK(text::utf16_length("") == 0);
}
