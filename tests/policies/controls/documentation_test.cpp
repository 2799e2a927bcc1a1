// SPDX-License-Identifier: Apache-2.0
// docs/controls.md must say what the policies and the frameworks' files say.
#include "tests/policies/controls/evaluated_ledger.h"
#include "tests/support/build_places.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

std::string document() {
  return testing::read_whole_file(std::string(testing::kSourceDir) + "/docs/controls.md");
}

// "| ROT1001 | NHI7:2025 | ... |".
std::string row_of(const PolicyInfo& policy) {
  std::string row = "| " + policy.id + " |";
  for (const char* framework : {"owasp_nhi", "cwe", "iso27001", "csf2", "pci", "ai_rmf"}) {
    std::string cell;
    for (const auto& [name, ids] : policy.controls) {
      if (name != framework) continue;
      for (const std::string& id : ids) cell += (cell.empty() ? "" : ", ") + id;
    }
    row += " " + (cell.empty() ? "–" : cell) + " |";
  }
  return row + "\n";
}

}  // namespace

TEST_CASE("docs/controls.md maps every policy as the policy itself does, and every framework") {
  const std::string text = document();
  for (const PolicyInfo& policy : builtin_policies()) {
    CAPTURE(row_of(policy));
    CHECK(text.find("\n" + row_of(policy)) != std::string::npos);
  }
  const auto frameworks = load_control_frameworks({});
  REQUIRE(frameworks);
  for (const ControlFramework& framework : *frameworks) {
    CAPTURE(framework.id);
    CHECK(text.find("\n| `" + framework.id + "` | ") != std::string::npos);
  }
}

TEST_CASE("The framework that docs/controls.md shows is one, and its policies exist") {
  const std::string text = document();
  const std::size_t begin = text.find("```yaml\n") + 8;
  const ControlFramework framework =
      testing::framework_of(text.substr(begin, text.find("```", begin) - begin));
  const ControlReport report = testing::report_of(testing::request_for(framework));
  CHECK(report.rows.size() == 3);
  CHECK(report.rows[0].policies.size() == 2);
}

}  // namespace keyhound
