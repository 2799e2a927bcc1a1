// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/pages/dashboard_page.h"

#include <set>

#include "tests/scanner/dashboard/board_of_questions.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Each page has a file of its own, a sentence and a place in the navigation") {
  std::set<std::string_view> files;
  for (const DashboardPage& page : dashboard_pages()) {
    CAPTURE(page.file);
    CHECK(files.insert(page.file).second);
    CHECK(page.lead.ends_with("."));
    CHECK(page.list.empty() == (page.script.empty() || page.script == "repository.js"));
  }
  for (const DashboardPage& page : dashboard_pages()) CHECK(files.count(page.section) == 1);
  CHECK(dashboard_pages().front().file == "index.html");
}

TEST_CASE("A list says how many of its rows stand there without scripts") {
  HtmlTable table("Things", {{"Name", ""}});
  CHECK(has_text(list_section("Things", table, 0, "the worst"), "There are none."));
  table.add_row({"x"});
  CHECK(has_text(list_section("Things", table, 1'000, "the worst"),
                 "These are the worst: 1 of 1,000."));
  CHECK_FALSE(has_text(list_section("Things", table, 1, "the worst"), "These are"));
}
