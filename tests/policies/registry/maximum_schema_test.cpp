// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "policies/registry/registry.h"

namespace keyhound {

TEST_CASE("Every field of a maximum is read") {
  const Result<Registry> registry = parse_registry(
      "maxima:\n"
      "  - {kind: k, type: ssh-key, environment: prod, level: high, rotation: P1D, grace: P2D,\n"
      "     on_leak: P3D, review: P4D, exception: P5D, max_repos: 6}\n",
      "r");
  if (!registry) FAIL(registry.error().message);
  const Maximum& row = registry->maxima.at(0);
  CHECK(row.selectors == MaximumSelectors{"k", "ssh-key", "prod", "high"});
  CHECK(row.rotation == Duration{86'400});
  CHECK(row.grace == Duration{2 * 86'400});
  CHECK(row.on_leak == Duration{3 * 86'400});
  CHECK(row.review == Duration{4 * 86'400});
  CHECK(row.exception == Duration{5 * 86'400});
  CHECK(row.max_repos == 6);
  CHECK(row.place.position == SourcePosition{2, 5});
}

TEST_CASE("A row needs a limit, and its values have their form") {
  const auto error = parse_registry(
      "maxima:\n  - {kind: x}\n  - {type: key, rotation: P1M, max_repos: -1}\n", "r");
  REQUIRE_FALSE(error);
  CHECK(error.error().message.find("r:2:5: a maximum needs one of rotation, grace, on_leak, "
                                   "review, exception, max_repos") != std::string::npos);
  CHECK(error.error().message.find("r:3:12: must be one of nhi") != std::string::npos);
  CHECK(error.error().message.find("r:3:27: this is not a duration") != std::string::npos);
  CHECK(error.error().message.find("r:3:43: expected a whole number") != std::string::npos);
}

TEST_CASE("More maxima than anybody writes are refused") {
  std::string yaml = "maxima:\n";
  for (int i = 0; i < 1001; ++i) yaml += "  - {grace: P1D}\n";
  CHECK(parse_registry(yaml, "r").error().message ==
        "r:1002:5: a registry has at most 1000 maxima; join some of them");
}

}  // namespace keyhound
