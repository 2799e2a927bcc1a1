// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/maxima.h"

#include <doctest/doctest.h>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

constexpr std::int64_t kDay = 86'400;

Registry parsed(const std::string& yaml) {
  Result<Registry> registry = parse_registry(yaml, "r.yaml");
  if (!registry) FAIL(registry.error().message);
  return std::move(*registry);
}

}  // namespace

TEST_CASE("Of all rows that select an entry the smallest value counts, with its place") {
  const Registry registry = parsed(
      "maxima:\n"
      "  - {rotation: P365D, review: P180D, max_repos: 9}\n"
      "  - {environment: prod, rotation: P90D}\n"
      "  - {environment: prod, level: high, rotation: P30D, on_leak: PT4H}\n"
      "  - {type: ssh-key, kind: deploy, grace: P3D}\n"
      "defaults: {environment: prod}\n"
      "credentials:\n"
      "  - {id: a, scope: {environment: test}}\n"
      "  - {id: b}\n"
      "  - {id: c, kind: deploy, type: ssh-key, scope: {level: high}}\n"
      "  - {id: d, kind: deploy}\n");
  const auto& entries = registry.credentials;
  CHECK(greatest_rotation(registry, entries[0])->value.seconds == 365 * kDay);
  CHECK(greatest_rotation(registry, entries[1])->value.seconds == 90 * kDay);
  CHECK(greatest_rotation(registry, entries[2])->value.seconds == 30 * kDay);
  CHECK(to_string(greatest_rotation(registry, entries[2])->row->place) == "r.yaml:4:5");
  CHECK(greatest_on_leak(registry, entries[2])->value.seconds == 4 * 3600);
  CHECK_FALSE(greatest_on_leak(registry, entries[1]));
  CHECK(greatest_grace(registry, entries[2])->value.seconds == 3 * kDay);
  CHECK_FALSE(greatest_grace(registry, entries[3]));
  CHECK(greatest_review(registry, entries[0])->value.seconds == 180 * kDay);
  CHECK(greatest_max_repos(registry, entries[0])->value == 9);
}

TEST_CASE("An exception of no one credential is limited by rows without selectors only") {
  const Registry registry = parsed(
      "maxima: [{exception: P90D}, {environment: prod, exception: P30D}]\n"
      "credentials: [{id: a, scope: {environment: prod}}]\n");
  CHECK(greatest_exception(registry, nullptr)->value.seconds == 90 * kDay);
  CHECK(greatest_exception(registry, registry.credentials.data())->value.seconds == 30 * kDay);
}

TEST_CASE("A lower layer that weakens a maximum is refused with both places") {
  testing::TempDir dir;
  dir.write_file("org.yaml",
                 "maxima:\n"
                 "  - {environment: prod, rotation: P90D, max_repos: 2}\n"
                 "  - {environment: prod, rotation: P80D}\n");
  const auto load = [&](const std::string& row) {
    dir.write_file("team.yaml", "extends: org.yaml\nmaxima:\n  - " + row + "\n");
    const Result<Registry> registry = load_registry(dir / "team.yaml");
    return registry ? "" : registry.error().message;
  };
  const std::string at = (dir / "team.yaml") + ":3:5: its ";
  const std::string above = " is above the maximum of a higher layer, at " + (dir / "org.yaml");
  const std::string remedy = "; a lower layer may only allow less";
  CHECK(load("{environment: prod, rotation: P90D}") == at + "rotation" + above + ":3:5" + remedy);
  CHECK(load("{environment: prod, max_repos: 3}") == at + "max_repos" + above + ":2:5" + remedy);
  CHECK(load("{environment: prod, rotation: P80D, max_repos: 2, grace: P9D}").empty());
  CHECK(load("{environment: test, rotation: P900D}").empty());
}

TEST_CASE("A default above a maximum of its own or a higher layer is refused") {
  testing::TempDir dir;
  dir.write_file("org.yaml",
                 "maxima: [{rotation: P90D, grace: P7D, on_leak: P1D, review: P30D},\n"
                 "  {environment: prod, rotation: P1D}]\n"
                 "defaults: {rotation: {period: P90D}}\n");
  const auto load = [&](const std::string& defaults) {
    dir.write_file("team.yaml", "extends: org.yaml\ndefaults: " + defaults + "\n");
    const Result<Registry> registry = load_registry(dir / "team.yaml");
    return registry ? "" : registry.error().message;
  };
  const std::string above = "this default is above the maximum at " + (dir / "org.yaml") + ":1:10";
  CHECK(load("{rotation: {period: P91D}}") ==
        (dir / "team.yaml") + ":2:31: " + above + "; lower it to at most 90 days");
  for (const char* defaults : {"{rotation: {grace: P8D}}", "{rotation: {on_leak: P2D}}",
                               "{review: {period: P31D}}", "{rotation: {period: P8000D}}"}) {
    CAPTURE(defaults);
    CHECK(load(defaults).find(above) != std::string::npos);
  }
  CHECK(
      load("{rotation: {period: P90D, grace: P7D, on_leak: P1D}, review: {period: P30D}}").empty());
  CHECK(load("{rotation: {period: null}}").empty());
}

TEST_CASE("A lower layer may be stricter than the defaults that it inherits") {
  testing::TempDir dir;
  dir.write_file("org.yaml", "defaults: {rotation: {period: P90D}}\n");
  dir.write_file("team.yaml",
                 "extends: org.yaml\nmaxima: [{rotation: P30D}]\ncredentials: [{id: a}]\n");
  const Result<Registry> registry = load_registry(dir / "team.yaml");
  REQUIRE(registry);
  const Credential& credential = registry->credentials.at(0);
  CHECK(credential.lifecycle.rotation.period == Duration{90 * kDay});
  CHECK(greatest_rotation(*registry, credential)->value == Duration{30 * kDay});
}

}  // namespace keyhound
