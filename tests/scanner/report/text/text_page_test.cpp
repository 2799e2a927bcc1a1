// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/text/text_page.h"

#include "tests/scanner/report/golden.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("TextPage wraps at spaces and leaves long words whole") {
  const std::string word(60, 'x');
  CHECK(page_text([&](TextPage& page) { page.field("place", {{"a " + word + " b"}}); }, 40) ==
        "  place     a\n            " + word + "\n            b\n");
}

TEST_CASE("TextPage counts characters, not bytes, and keeps spaces within a line") {
  const std::string text = "éééééééééé  éééééééééé éééééééééé ééééééé";
  CHECK(page_text([&](TextPage& page) { page.line({{text}}); }, 41) == text + "\n");
  CHECK(page_text([&](TextPage& page) { page.line({{text}}, 2); }, 40) ==
        "éééééééééé  éééééééééé éééééééééé\n  ééééééé\n");
}

TEST_CASE("TextPage escapes every text and disarms workflow commands") {
  const auto line_of = [](const std::string& text) {
    return page_text([&](TextPage& page) { page.field("", {{text}}); });
  };
  CHECK(line_of("::error::x") == "            \\x3A:error::x\n");
  CHECK(line_of("a ##[x] ##vso[x] ##teamcity[x] ## x ###") ==
        "            a \\x23#[x] \\x23#vso[x] \\x23#teamcity[x] ## x ###\n");
  CHECK(line_of("a\n::x\x1b[0m") == "            a\\n::x\\x1B[0m\n");
  const std::string wrapped =
      page_text([](TextPage& page) { page.line({{std::string(38, 'a') + " ::error::x"}}); }, 40);
  CHECK(wrapped == std::string(38, 'a') + "\n\\x3A:error::x\n");
}

TEST_CASE("TextPage colours only on request") {
  ReportOptions options;
  options.color = true;
  std::string text;
  const ReportSink sink = [&](std::string_view piece) {
    text += piece;
    return true;
  };
  TextPage page(options, sink);
  page.line({{"plain "}, {"bold", TextStyle::kBold}});
  page.finish();
  CHECK(text == "plain \x1b[1mbold\x1b[0m\n");
}
