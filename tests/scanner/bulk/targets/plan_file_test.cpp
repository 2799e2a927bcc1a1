// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "scanner/bulk/targets/plan.h"

namespace keyhound {
namespace {

Plan sample() {
  Target url;
  url.name = "github.com/acme/pay";
  url.location = "https://github.com/acme/pay.git";
  url.provider = "github";
  url.provider_id = "12";
  url.organisation = "acme";
  url.default_branch = "main";
  url.is_private = url.is_mirror = url.is_empty = url.is_archived = url.is_fork = true;
  url.size_kib = 108;
  url.excluded = "archived";
  url.excluded_message = "it is archived";
  Target path;
  path.name = path.location = "/srv/mirrors/\xC3\xA9.git";
  path.kind = TargetKind::kPath;
  path.provider = "directory";
  Plan plan;
  plan.targets = {path, url};
  plan.diagnostics = {{"broken-list", "github-org acme", "cut", true}};
  plan.complete = false;
  plan.digest = plan_digest(plan.targets);
  return plan;
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("A plan that is written is read back as it was") {
  const Plan plan = sample();
  const std::string json = write_plan(plan);
  const auto read = read_plan(json, "plan.json");
  REQUIRE(read.has_value());
  CHECK(write_plan(*read) == json);
  CHECK(read->digest == plan.digest);
  CHECK_FALSE(read->complete);
  REQUIRE(read->targets.size() == 2);
  CHECK((read->targets[0].kind == TargetKind::kPath));
  CHECK(read->targets[1].is_mirror);
  CHECK(read->targets[1].size_kib == 108);
  CHECK(read->targets[1].provider_id == "12");
  REQUIRE(read->diagnostics.size() == 1);
  CHECK(read->diagnostics == plan.diagnostics);
}

TEST_CASE("A plan that is none, or was changed to name something else, is refused with its place") {
  const std::string json = write_plan(sample());
  const std::string location = "https://github.com/acme/pay.git";
  struct Row {
    std::string text;
    std::string problem;
  };
  const Row rows[] = {
      {"", "no JSON"},
      {"[]", "no object"},
      {"{}", "no plan of"},
      {json.substr(0, json.size() / 2), "no JSON"},
      {std::string(100'000, '['), "nested deeper"},
      {with(json, "\"archived\": true", "\"archived\": \"yes\""), "targets[1]: 'archived'"},
      {with(json, "\"size_kib\": 108", "\"size_kib\": -1"), "targets[1]: 'size_kib'"},
      {with(json, "\"kind\": \"url\"", "\"kind\": \"x\""), "targets[1]: 'kind'"},
      {with(json, "\"kind\": \"url\"", "\"kind\": \"path\""), "do not fit"},
      {with(json, location, "ext::sh -c id"), "targets[1]: transports"},
      {with(json, location, "https://a:b@github.com/acme/pay"), "credential"},
      {with(json, "\"name\": \"github.com/acme/pay\"", "\"name\": \"\""), "'name' is missing"},
      {with(json, "\"diagnostics\"", "\"others\""), "'diagnostics' is missing"},
      {with(json, "\"github.com/acme/pay\"", "\"/srv/mirrors/\\u00e9.git\""), "one name"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.problem);
    const auto read = read_plan(row.text, "plan.json");
    REQUIRE_FALSE(read.has_value());
    CAPTURE(read.error().message);
    CHECK((read.error().kind == ErrorKind::kCorrupt));
    CHECK(read.error().message.rfind("plan.json: ", 0) == 0);
    CHECK(read.error().message.find(row.problem) != std::string::npos);
  }
}

TEST_CASE("The digest of a plan that is read is made anew") {
  const std::string json = write_plan(sample());
  const auto read = read_plan(with(json, sample().digest, "sha256:0"), "plan.json");
  REQUIRE(read.has_value());
  CHECK(read->digest == sample().digest);
}

}  // namespace keyhound
