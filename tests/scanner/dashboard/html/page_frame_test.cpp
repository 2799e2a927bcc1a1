// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/html/page_frame.h"

#include "tests/scanner/dashboard/board_of_questions.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("The policy allows the dashboard's own scripts and style, and nothing else") {
  const std::string_view policy = dashboard_policy();
  CHECK(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'; "));
  for (const char* word : {"unsafe", "http", "data:", "blob:", "*"})
    CHECK_FALSE(has_text(policy, word));
  for (const char* word : {"connect-src 'none'", "base-uri 'none'", "form-action 'none'",
                           "require-trusted-types-for 'script'"})
    CHECK(has_text(policy, word));
}

TEST_CASE("Each page marks where it stands in the navigation, and has nothing inline") {
  const BoardModel model = board_of_questions();
  for (const DashboardPage& page : dashboard_pages()) {
    CAPTURE(page.file);
    const std::string html = page_html(page, model, "files-0123456789abcdef", {"dashboard.js"});
    CHECK(has_text(html, "<a href=\"" + std::string(page.section) + "\" aria-current=\"page\">"));
    CHECK(has_text(html, std::string(dashboard_policy())));
    CHECK(has_text(html, "<script defer src=\"files-0123456789abcdef/dashboard.js\"></script>"));
    CHECK(has_text(html, "As of 2026-11-30 12:00 UTC"));
    CHECK(has_text(html, "Coverage is not complete"));
    for (const char* word : {" style=", " onclick=", "<style", "<script>", "javascript:", "\x1b"})
      CHECK_FALSE(has_text(html, word));
  }
}

TEST_CASE("The title of the organisation is text") {
  BoardModel model = board_of_questions();
  model.title = "</title><script>";
  const std::string html = page_html(dashboard_pages()[1], model, "files-x", {});
  CHECK(has_text(html, "&lt;/title&gt;&lt;script&gt;"));
  CHECK_FALSE(has_text(html, "</title><script>"));
}

TEST_CASE("Scripts are strict, parse no markup, evaluate nothing and ask no network") {
  std::string all = dashboard_script();
  for (const DashboardPage& page : dashboard_pages())
    if (!page.script.empty()) all += dashboard_asset(page.script);
  CHECK(has_text(all, "\n'use strict';\n"));
  for (const char* word : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write",
                           "eval(", "new Function", "fetch(", "XMLHttpRequest", "import("})
    CHECK_FALSE(has_text(all, word));
  for (const char* word : {"url(", "@import"}) CHECK_FALSE(has_text(dashboard_style(), word));
}
