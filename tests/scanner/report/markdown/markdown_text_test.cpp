// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/markdown/markdown_text.h"

#include <doctest/doctest.h>

using namespace keyhound;

TEST_CASE("Markdown text shows structure as it is written") {
  CHECK(markdown_text("a_b*c`d`[e](f)<g>|h~i&amp;$x$\\") ==
        "a\\_b\\*c\\`d\\`\\[e\\](f)\\<g\\>\\|h\\~i\\&amp;\\$x\\$\\\\");
  CHECK(markdown_text("plain words, 12 (x): y.") == "plain words, 12 (x): y.");
  CHECK(markdown_text("a\nb\r\x1b[2J") == "a\\\\nb\\\\r\\\\x1B\\[2J");
}

TEST_CASE("Markdown text mentions nobody, links nowhere and refers to nothing") {
  CHECK(markdown_text("@team at https://x.example") == "`@`team at https`://`x.example");
  CHECK(markdown_text("www.example.org") == "`www.`example.org");
  CHECK(markdown_text("#12 !3 %4 # ! %") == "`#`12 `!`3 `%`4 # ! %");
  CHECK(markdown_text("@@www.x") == "`@@www.`x");  // one span: two would be read as one
}

TEST_CASE("Markdown holds no command of a CI system's log") {
  CHECK(markdown_text("##[error]x").find("##") == std::string::npos);
  CHECK(markdown_code("##vso[task.x]y").find("##") == std::string::npos);
}

TEST_CASE("Markdown code is set between backticks where that is safe, else in references") {
  CHECK(markdown_code("").empty());
  CHECK(markdown_code("deploy/prod.env:12") == "`deploy/prod.env:12`");
  CHECK(markdown_code("a <b> @c") == "`a <b> @c`");
  CHECK(markdown_code("a|b") == "<code>a&#124;b</code>");
  CHECK(markdown_code("a`<script>") == "<code>a&#96;&#60;script&#62;</code>");
  CHECK(markdown_code(" x") == "<code> x</code>");
  CHECK(markdown_code("a\nb") == "<code>a&#92;nb</code>");
}
