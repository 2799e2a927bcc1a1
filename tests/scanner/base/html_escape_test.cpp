// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/html_escape.h"

#include <doctest/doctest.h>

using namespace keyhound;

TEST_CASE("Markup is text in a page, in elements and in attributes") {
  CHECK(html_escape("<script>&\"'") == "&lt;script&gt;&amp;&quot;&#39;");
}

TEST_CASE("Control characters and directions are shown, and bad bytes are no end of a text") {
  CHECK(html_escape("a\x1b[2Jb\nc") == "a\\x1B[2Jb\\nc");
  CHECK(html_escape("\xe2\x80\xae") == "\\u{202E}");
  CHECK(html_escape("\xff<") == "\\xFF&lt;");
}
