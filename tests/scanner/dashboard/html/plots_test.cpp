// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/html/charts.h"
#include "tests/scanner/dashboard/board_of_questions.h"

using namespace keyhound;
using keyhound::testing::has_text;

namespace {

ChartPlot plot() {
  return {"Open findings", "run",        {"first <run>", "second run"},
          "2026-11-01",    "2026-11-02", {{"low", "low", {4, 2}}, {"high", "high", {4, 6}}}};
}

}  // namespace

TEST_CASE("Areas lie on top of each other, and say in words what they show") {
  const std::string html = area_plot(plot());
  CHECK(has_text(html, "<polygon class=\"low\" points=\"0,100 1000,150 1000,200 0,200 \"/>"));
  CHECK(has_text(html, "<polygon class=\"high\" points=\"0,0 1000,0 1000,150 0,100 \"/>"));
  CHECK(has_text(html,
                 "aria-label=\"Open findings: 2 runs from 2026-11-01 to 2026-11-02. low: 4 at "
                 "first, 2 at last, at most 4. high: 4 at first, 6 at last, at most 6.\""));
  CHECK(has_text(html, "<span>8</span><span>6</span><span>4</span><span>2</span><span>0</span>"));
  CHECK(has_text(html, "first &lt;run&gt;"));
  CHECK_FALSE(has_text(html, "style="));
}

TEST_CASE("The numbers of a plot stand in a table, the last run first") {
  const std::string html = column_plot(plot());
  CHECK(html.find("second run</bdi></th><td class=\"n\">2</td><td class=\"n\">6</td>") <
        html.find("first &lt;run&gt;</bdi></th>"));
  CHECK(has_text(html, "<rect class=\"high\""));
}

TEST_CASE("One run is drawn, and none is said") {
  ChartPlot one = plot();
  one.names.resize(1);
  CHECK(has_text(area_plot(one),
                 "<polygon class=\"low\" points=\"0,100 1000,100 1000,200 0,200 \"/>"));
  one.names.clear();
  CHECK(has_text(area_plot(one), "No run has finished yet."));
  CHECK(has_text(column_plot(one), "No run has finished yet."));
}
