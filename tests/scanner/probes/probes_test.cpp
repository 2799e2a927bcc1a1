// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "scanner/probes/probe.h"
#include "scanner/probes/probe_answer.h"

namespace keyhound {

TEST_CASE("Each rule has one probe, and each probe a name of its own") {
  std::set<std::string_view> names;
  std::set<std::string_view> rules;
  for (const Probe* probe : all_probes()) {
    CHECK(names.insert(probe->name).second);
    for (const std::string_view rule : probe->rules) {
      CAPTURE(std::string(rule));
      CHECK(rules.insert(rule).second);
      CHECK(probe_of_rule(rule) == probe);
    }
  }
  CHECK(names.size() == 13);
}

TEST_CASE("Every probe says why it cannot ask, without any part of the credential") {
  CredentialParts parts;
  parts.secret = "Marker0Secret";
  parts.identity["host"] = "$Marker0Host";
  for (const Probe* probe : all_probes()) {
    CAPTURE(std::string(probe->name));
    const auto target = probe->target(parts, {});
    REQUIRE_FALSE(target.has_value());
    CHECK(target.error().message.find("Marker0") == std::string::npos);
    const Liveness liveness = probe->check(parts, {});
    CHECK(liveness.state == LivenessState::kIndeterminate);
    CHECK_FALSE(liveness.reason.empty());
    CHECK(liveness.reason.find("Marker0") == std::string::npos);
  }
}

TEST_CASE("A library that lacks is named with its package") {
  CHECK(lacks_library("libpq", "libpq5").reason ==
        "nothing was asked: libpq cannot be loaded; install the package libpq5");
}

}  // namespace keyhound
