// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verifier_report.h"

#include <doctest/doctest.h>

#include "scanner/cli/rule_options.h"

namespace keyhound {

TEST_CASE("Every default verifier is read-only, and takes each answer for what it is") {
  const RuleOptions options;
  const auto rules = load_rule_set(options);
  REQUIRE(rules.has_value());
  const auto verifiers = load_verifiers(options, *rules);
  REQUIRE_MESSAGE(verifiers.has_value(), (verifiers ? "" : verifiers.error().message));
  std::size_t verified = 0;
  for (const Verifier& verifier : verifiers->all()) {
    CHECK(verifier.read_only);
    verified += verifier.rules.size();
  }
  CHECK(verified >= 150);
  const auto is_good = report_verifier_trials(*verifiers, {});
  REQUIRE(is_good.has_value());
  CHECK(*is_good);
  CHECK_FALSE(report_verifier_trials(*verifiers, {"nothing"}).has_value());
  CHECK(verifier_list(*verifiers).find("github-user") != std::string::npos);
  CHECK(verifier_page(*verifiers).find("| `github-user` | `github-classic-pat`") !=
        std::string::npos);
}

}  // namespace keyhound
