// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/policies/evaluation/judged.h"

namespace keyhound {
using testing::value_of;

TEST_CASE("Conditions see what a finding says about itself") {
  Finding finding = testing::sample_finding("one", 86400);
  finding.identity = {{"expires", "2026-12-01T00:00:00Z"}, {"key_id", "ID"}};
  finding.liveness.state = LivenessState::kActive;
  finding.severity = Severity::kCritical;
  PolicyFacts facts;
  facts.finding = &finding;
  facts.introduced = Timestamp{86400};
  facts.matched_by = "fingerprint";
  CHECK(value_of("finding.rule + finding.severity + finding.path", facts) ==
        "\"sample-keycriticalone.env\"");
  CHECK(value_of("finding.introduced_at", facts) == "\"1970-01-02T00:00:00Z\"");
  CHECK(value_of("finding.expires", facts) == "\"2026-12-01T00:00:00Z\"");
  CHECK(value_of("finding.identity['key_id']", facts) == "\"ID\"");
  CHECK(value_of("finding.liveness", facts) == "\"active\"");
  CHECK(value_of("finding.committed && !finding.in_head", facts) == "true");
  CHECK(value_of("finding.fingerprint.startsWith('kh1:')", facts) == "true");
  CHECK(value_of("match.by", facts) == "\"fingerprint\"");
  CHECK(value_of("match.to", facts) == "null");
}

TEST_CASE("Conditions see references, suppressions, reuse and evidence") {
  Reference reference;
  reference.name = "KEY";
  reference.platform = "github-actions";
  reference.permissions = {"write-all"};
  reference.location.path = "ci.yml";
  reference.store = "github-secrets";
  reference.triggers = {"push"};
  reference.resolution = Resolution::kPattern;
  const ReferenceUse use{true, false, {"acme/pay", "acme/web"}, {}, {}, false, true};
  const ReferenceCoverage coverage{true, 3};
  Suppression suppression;
  suppression.kind = "inline";
  const ReuseCounts reuse{3, 2};
  const PolicyEvidence evidence{"ROT1001", Timestamp{86400}, 7};
  PolicyFacts facts;
  facts.reference = &reference;
  facts.pipelines = {&reference};
  facts.use = &use;
  facts.coverage = &coverage;
  facts.suppression = &suppression;
  facts.reuse = &reuse;
  facts.evidence = &evidence;
  CHECK(value_of("pipeline.path + pipeline.name", facts) == "\"ci.ymlKEY\"");
  CHECK(value_of("pipelines.exists(p, 'write-all' in p.permissions)", facts) == "true");
  CHECK(value_of("pipeline.environment", facts) == "null");
  CHECK(value_of("pipeline.store + pipeline.resolution + pipeline.confidence", facts) ==
        "\"github-secretspatternhigh\"");
  CHECK(value_of("'push' in pipeline.triggers && pipeline.runner == null", facts) == "true");
  CHECK(value_of("size(use.repositories)", facts) == "2");
  CHECK(value_of("use.first || use.consumer", facts) == "false");
  CHECK(value_of("coverage.unresolved", facts) == "3");
  CHECK(value_of("suppression.exception", facts) == "null");
  CHECK(value_of("inv.results - inv.repositories", facts) == "1");
  CHECK(value_of("evidence.events", facts) == "7");
  CHECK(value_of("creation == null && repo == null", facts) == "true");
}

}  // namespace keyhound
