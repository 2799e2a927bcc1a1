// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/html/charts.h"

#include "tests/scanner/dashboard/board_of_questions.h"

using namespace keyhound;
using keyhound::testing::has_text;

TEST_CASE("A share is a bar as wide as all of it, with its numbers in words") {
  const std::string html =
      share_chart({{"critical", 3, "critical", "findings.html#a=1"}, {"<low>", 1, "low", ""}});
  CHECK(has_text(html, "<rect class=\"critical\" x=\"0\" width=\"750\" height=\"10\"/>"));
  CHECK(has_text(html, "<rect class=\"low\" x=\"750\" width=\"250\" height=\"10\"/>"));
  CHECK(
      has_text(html, "<a href=\"findings.html#a=1\">Critical</a> <span class=\"count\">3</span>"));
  CHECK(has_text(html, "&lt;low&gt;"));
  CHECK_FALSE(has_text(html, "style="));
  CHECK_FALSE(has_text(share_chart({{"none", 0, "low", ""}}), "<svg"));
}

TEST_CASE("The longest bar fills the width, and each is a link") {
  const std::string html = bars_chart(
      {{"a", "note", "x.html", {{"", 10, "high", ""}}}, {"b", "", "y.html", {{"", 5, "low", ""}}}});
  CHECK(has_text(html, "<a class=\"bar\" href=\"x.html\">"));
  CHECK(has_text(html, "<rect class=\"high\" x=\"0\" width=\"1000\""));
  CHECK(has_text(html, "<rect class=\"low\" x=\"0\" width=\"500\""));
  CHECK(has_text(bars_chart({}), "None."));
}

TEST_CASE("A line in a cell says in words what it shows, and nothing is no line") {
  const std::string html = spark_line({0, 5, 10}, "from <0> to 10");
  CHECK(has_text(html, "points=\"0,19 50,10 100,1\""));
  CHECK(has_text(html, "aria-label=\"from &lt;0&gt; to 10\""));
  CHECK(spark_line({0, 0}, "").empty());
  CHECK(spark_line({7}, "").empty());
}

TEST_CASE("The parts of a tally are the worst first") {
  BoardTally tally;
  tally.add("new", 4, 2);
  const auto parts = severity_parts(tally);
  REQUIRE(parts.size() == 5);
  CHECK(parts[0].label == "critical");
  CHECK(parts[0].count == 2);
  CHECK(parts[4].label == "info");
}
