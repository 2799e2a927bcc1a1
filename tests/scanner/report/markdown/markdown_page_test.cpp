// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/markdown/markdown_page.h"

#include <doctest/doctest.h>

using namespace keyhound;

TEST_CASE("Markdown page refuses what does not fit as a whole, and keeps the room it was told") {
  std::string text;
  const ReportSink sink = [&text](std::string_view piece) {
    text += piece;
    return true;
  };
  MarkdownPage page(sink);
  CHECK(page.add(std::string(kMarkdownLimit - 100, 'x'), 100));
  CHECK_FALSE(page.add("y", 100));
  page.close("closed");
  CHECK(text.ends_with("xclosed"));
  CHECK_FALSE(page.add(std::string(95, 'x'), 0));
  CHECK(page.add(std::string(94, 'x'), 0));
  CHECK(text.size() == kMarkdownLimit);
}

TEST_CASE("Markdown page stops when its sink does") {
  int calls = 0;
  const ReportSink sink = [&calls](std::string_view) {
    ++calls;
    return false;
  };
  MarkdownPage page(sink);
  CHECK_FALSE(page.add("x", 0));
  CHECK_FALSE(page.add("x", 0));
  CHECK_FALSE(page.ok());
  CHECK(calls == 1);
}
