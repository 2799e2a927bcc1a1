// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/html/html_text.h"

#include <doctest/doctest.h>

using namespace keyhound;

TEST_CASE("Numbers are grouped by thousands") {
  CHECK(grouped(std::uint64_t{0}) == "0");
  CHECK(grouped(std::uint64_t{999}) == "999");
  CHECK(grouped(std::uint64_t{1000}) == "1,000");
  CHECK(grouped(std::uint64_t{1234567}) == "1,234,567");
  CHECK(grouped(std::int64_t{-1234}) == "-1,234");
  CHECK(grouped(INT64_MIN) == "-9,223,372,036,854,775,808");
}

TEST_CASE("Times that are not known are empty") {
  CHECK(day_text(std::nullopt).empty());
  CHECK(minute_text(std::nullopt).empty());
  CHECK(day_text(Timestamp{0}) == "1970-01-01");
  CHECK(minute_text(Timestamp{60}) == "1970-01-01 00:01 UTC");
}

TEST_CASE("What comes from outside is text") {
  CHECK(foreign_html("<b>\u202e") == "<bdi>&lt;b&gt;\\u{202E}</bdi>");
  CHECK(owner_html("") == "<span class=\"nobody\">Nobody</span>");
  CHECK(tile_html("a", "<1>", "\"").find("<1>") == std::string::npos);
  CHECK(state_html("<i>") == "<span class=\"badge quiet\">&lt;i&gt;</span>");
}

TEST_CASE("An address keeps any value of a filter") {
  CHECK(filtered_page("findings.html", {}) == "findings.html");
  CHECK(filtered_page("findings.html", {{"owner", "a&b=c #\"<\u00e9"}, {"state", "New"}}) ==
        "findings.html#owner=a%26b%3Dc%20%23%22%3C%C3%A9&state=New");
  CHECK(link_html("a.html#x=1&y=2", "text") == "<a href=\"a.html#x=1&amp;y=2\">text</a>");
}

TEST_CASE("Only a letter becomes a capital") {
  CHECK(capitalised("critical") == "Critical");
  CHECK(capitalised("").empty());
  CHECK(capitalised("\u00e9") == "\u00e9");
}
