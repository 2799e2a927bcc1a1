// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/html/html_table.h"

#include <doctest/doctest.h>

using namespace keyhound;

TEST_CASE("A table has a caption, headings of columns and rows") {
  HtmlTable table("A & B", {{"Name", ""}, {"Count", "n"}});
  table.add_row({"x", "1"});
  CHECK(table.rows() == 1);
  const std::string html = table.html();
  for (const char* part :
       {"<caption class=\"hidden\">A &amp; B</caption>", "<th scope=\"col\">Name</th>",
        "<th scope=\"col\" class=\"n\">Count</th>",
        "<th scope=\"row\">x</th><td class=\"n\">1</td>",
        "role=\"group\" aria-label=\"A &amp; B\" tabindex=\"0\""})
    CHECK(html.find(part) != std::string::npos);
}
