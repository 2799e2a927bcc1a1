// SPDX-License-Identifier: Apache-2.0
// docs/registry.md and docs/policies.md must say what the program does.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "policies/evaluation/judge.h"
#include "policies/registry/registry.h"
#include "policies/registry/registry_lint.h"
#include "tests/support/build_places.h"

namespace keyhound {
namespace {

std::string document(const std::string& name) {
  std::ifstream file(std::string(testing::kSourceDir) + "/docs/" + name);
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("The example in docs/registry.md loads and has nothing to complain about") {
  const std::string text = document("registry.md");
  const std::size_t begin = text.find("```yaml\n") + 8;
  const std::string example = text.substr(begin, text.find("```", begin) - begin);
  const Result<Registry> registry = parse_registry(example, "docs/registry.md");
  if (!registry) FAIL(registry.error().message);
  CHECK(registry->credentials.size() == 1);
  constexpr Timestamp kNow{1'795'392'000};  // 2026-11-23
  std::vector<std::string_view> policies;
  for (const PolicyInfo& policy : builtin_policies()) policies.push_back(policy.id);
  for (const RegistryProblem& problem : lint_registry(*registry, {kNow, policies})) {
    FAIL_CHECK(to_string(problem));
  }
}

TEST_CASE("docs/policies.md has a section for every policy, with its controls") {
  const std::string text = document("policies.md");
  for (const PolicyInfo& policy : builtin_policies()) {
    CAPTURE(policy.id);
    const std::size_t begin = text.find("## " + policy.id + " " + policy.name + "\n");
    REQUIRE(begin != std::string::npos);
    const std::string section = text.substr(begin, text.find("\n## ", begin) - begin);
    for (const char* part : {"**What:**", "**Why:**", "**Fails**", "**Passes**", "# bad", "# good",
                             "**Remedy:**", "**Controls:**"}) {
      CAPTURE(part);
      CHECK(section.find(part) != std::string::npos);
    }
    for (const auto& [framework, ids] : policy.controls) {
      for (const std::string& id : ids) {
        const std::string number = id.substr(id.rfind(' ') + 1);
        CAPTURE(id);
        CHECK(section.find(number) != std::string::npos);
      }
    }
  }
}

}  // namespace keyhound
