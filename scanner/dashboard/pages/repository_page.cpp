// SPDX-License-Identifier: Apache-2.0
// The view of one repository: which one, the address says (repository.html#name=...), so that 2,000
// repositories are one page. The script fills it.
#include "scanner/dashboard/pages/dashboard_page.h"
#include "scanner/report/html/page_assets.h"

namespace keyhound {

std::string repository_body(const BoardModel& /*model*/) {
  return "<p id=\"static-list\" class=\"lead-in\">One repository is shown by the scripts of this "
         "page, which did not run. <a href=\"repositories.html\">All repositories</a></p>\n"
         "<div id=\"about\" hidden></div>\n"
         "<section id=\"list\" aria-labelledby=\"list-title\" tabindex=\"-1\" hidden>\n"
         "<div class=\"heading\"><h2 id=\"list-title\">Findings</h2><p id=\"count\" "
         "role=\"status\"></p></div>\n<div id=\"grid\" hidden>\n" +
         html_grid("list-title") + "</div>\n</section>\n<div id=\"after\" hidden></div>\n";
}

}  // namespace keyhound
