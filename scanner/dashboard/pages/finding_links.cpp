// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/pages/finding_links.h"

#include "scanner/base/text_encode.h"
#include "scanner/dashboard/html/html_text.h"

namespace keyhound {

// Pages know names in the form in which they show them.
std::string open_findings_page(std::string_view filter, std::string_view value) {
  const std::string shown = escape_for_terminal(value);
  return filtered_page(
      "findings.html",
      {{filter, shown}, {"state", "New"}, {"state", "Existing"}, {"state", "Regressed"}});
}

std::string repository_page(const BoardRepository& repository) {
  const std::string shown = escape_for_terminal(repository.name);
  return filtered_page("repository.html", {{"name", shown}});
}

std::string policy_page(const BoardPolicy& policy) {
  if (policy.findings > 0) return open_findings_page("policy", policy.id);
  const std::string shown = escape_for_terminal(policy.id);
  return filtered_page("policies.html", {{"policy", shown}});
}

}  // namespace keyhound
