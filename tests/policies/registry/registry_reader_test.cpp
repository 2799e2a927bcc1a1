// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/registry_reader.h"

#include <doctest/doctest.h>

#include <chrono>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

constexpr std::int64_t kDay = 86'400;

std::string error_of(const std::string& yaml) {
  const Result<Registry> registry = parse_registry(yaml, "r");
  return registry ? "" : registry.error().message;
}

}  // namespace

TEST_CASE("The defaults of a layer hold for it and below it, over those from above") {
  testing::TempDir dir;
  dir.write_file("org.yaml",
                 "defaults: {rotation: {period: P90D, grace: P7D}, environment: prod}\n"
                 "credentials: [{id: o}]\n");
  dir.write_file("team.yaml",
                 "extends: org.yaml\n"
                 "credentials: [{id: t}]\n"
                 "defaults: {rotation: {period: P30D}, review: {period: P60D}}\n");
  dir.write_file("repo.yaml",
                 "extends: team.yaml\n"
                 "defaults: {rotation: {grace: null}, environment: test}\n"
                 "credentials: [{id: r}]\n");
  const Result<Registry> registry = load_registry(dir / "repo.yaml");
  REQUIRE(registry);
  const Credential& org = registry->credentials[0];
  const Credential& team = registry->credentials[1];
  const Credential& repo = registry->credentials[2];
  CHECK(org.lifecycle.rotation.period == Duration{90 * kDay});
  CHECK_FALSE(org.review.period.has_value());
  CHECK(team.lifecycle.rotation.period == Duration{30 * kDay});
  CHECK(team.lifecycle.rotation.grace == Duration{7 * kDay});
  CHECK(team.scope.environment == "prod");
  CHECK(repo.lifecycle.rotation.period == Duration{30 * kDay});
  CHECK_FALSE(repo.lifecycle.rotation.grace.has_value());
  CHECK(repo.review.period == Duration{60 * kDay});
  CHECK(repo.scope.environment == "test");
}

TEST_CASE("Ids and strong keys are unique over all layers, and both places are told") {
  testing::TempDir dir;
  dir.write_file("org.yaml",
                 "parties: [{id: p}]\n"
                 "credentials: [{id: a, identity: {secret_refs: ['vault:kv/x#y']}}]\n");
  dir.write_file("team.yaml",
                 "extends: org.yaml\n"
                 "parties: [{id: p}]\n"
                 "credentials: [{id: a}, {id: b, identity: {secret_refs: ['vault:kv/x#y']}}]\n");
  const Result<Registry> registry = load_registry(dir / "team.yaml");
  REQUIRE_FALSE(registry);
  const std::string org = dir / "org.yaml";
  const std::string team = dir / "team.yaml";
  CHECK(registry.error().message ==
        team + ":2:16: duplicate party id; first at " + org + ":1:16\n" + team +
            ":3:20: duplicate credential id; first at " + org + ":2:20\n" + team +
            ":3:57: secret reference of another credential; first at " + org + ":2:48");
}

TEST_CASE("Two names for one layer are refused") {
  testing::TempDir dir;
  dir.write_file("a.yaml", "layer: team\n");
  dir.write_file("b.yaml", "layer: teem\n");
  CHECK(load_registry(dir.str()).error().message ==
        (dir / "b.yaml") + ":1:8: another file of this layer gives it another name");
}

TEST_CASE("Dates in the wrong form are refused with their place and the right form") {
  for (const char* date :
       {"2026-13-01", "2026-02-30", "31.12.2026", "2026-1-5", "2026", "2026-01-05T10:00:00",
        "2026-01-05 noon", "2026-01-05T25:00:00Z", "2026-01-05T10:00:00+25:00", "tomorrow", "''"}) {
    CAPTURE(date);
    const std::string value(date);
    for (const std::string& yaml :
         {"credentials: [{id: a, lifecycle: {created: " + value + "}}]",
          "credentials: [{id: a, lifecycle: {created: {at: " + value + ", source: x}}}]",
          "parties: [{id: a, valid_until: " + value + "}]",
          "exceptions: [{id: a, applies_to: {repos: ['*']}, granted: " + value + "}]",
          "observations: [{party: a, source: x, facts: {status: left}, imported: " + value +
              "}]"}) {
      CAPTURE(yaml);
      CHECK(error_of(yaml).find("r:1:") == 0);
      CHECK(error_of(yaml).find("this is not a time: ") != std::string::npos);
    }
  }
}

TEST_CASE("A registry beyond the limits is refused before it is read") {
  CHECK(error_of(std::string(33U << 20U, ' ')).find("r:") == 0);
  CHECK(error_of("credentials: " + std::string(40, '[')).find("deeper than 32 levels") !=
        std::string::npos);
  std::string many = "parties: [";
  for (int i = 0; i < 1'100'000; ++i) many += "a,a,";
  CHECK(error_of(many + "]").find("r:1:") == 0);
}

TEST_CASE("A registry has a bounded number of entries, over all its lists and layers") {
  testing::TempDir dir;
  const auto list = [](const char* key, const char* prefix, std::size_t count) {
    std::string yaml = std::string(key) + ":\n";
    for (std::size_t i = 0; i < count; ++i)
      yaml += "  - {id: " + (prefix + std::to_string(i)) + "}\n";
    return yaml;
  };
  dir.write_file("org.yaml", list("parties", "p", 150'000));
  dir.write_file("team.yaml", list("credentials", "c", 100'000));
  CHECK(load_registry({dir / "org.yaml", dir / "team.yaml"}));
  dir.write_file("team.yaml", list("credentials", "c", 100'002));
  const Result<Registry> refused = load_registry({dir / "org.yaml", dir / "team.yaml"});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::kConfiguration);
  CHECK(refused.error().message ==
        (dir / "team.yaml") +
            ":100002:5: a registry has at most 250000 entries: parties, credentials, exceptions "
            "and observations of all its layers; give each part of the organisation a registry of "
            "its own");
}

TEST_CASE("Problems without end are cut, and counted") {
  std::string yaml = "credentials:\n";
  for (int i = 0; i < 1500; ++i) yaml += "  - {}\n";
  const std::string error = error_of(yaml);
  CHECK(error.substr(error.rfind('\n') + 1) == "and 500 more");
}

// Ten times the entries may take ten times as long, not a hundred times.
TEST_CASE("Loading is linear in the number of entries and observations") {
  const auto seconds_for = [](int entries) {
    std::string yaml = "credentials:\n";
    for (int i = 0; i < entries; ++i) {
      const std::string n = std::to_string(i);
      yaml += "  - {id: c" + n + ", identity: {provider_id: P-" + n + ", secret_refs: ['vault:kv/" +
              n + "#k']}, owner: {accountable: 'group:x'}, lifecycle: {created: 2026-01-01}}\n";
    }
    yaml += "observations:\n";
    for (int i = 0; i < entries; ++i) {
      yaml += "  - {provider_id: P-" + std::to_string(i) +
              ", imported: 2026-03-01, source: aws, facts: {last_used: 2026-02-01}}\n";
    }
    const auto start = std::chrono::steady_clock::now();
    const Result<Registry> registry = parse_registry(yaml, "r");
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    REQUIRE(registry);
    CHECK(registry->observations.back().is_matched);
    return took.count();
  };
  const double few = std::min(seconds_for(500), seconds_for(500));
  CHECK(seconds_for(5'000) < 40 * few);
}

}  // namespace keyhound
