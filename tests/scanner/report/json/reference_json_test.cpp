// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/json/reference_json.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("reference_json tells where a stored secret is named, and leaves out what is not known") {
  const ScanResult result = judged_result();
  const Json json = reference_json(result.references->front());
  CHECK(json["secret_ref"] == "github:acme/pay:K");
  CHECK(json["start_line"] == 3);
  CHECK(json["permissions"] == Json::array({"write-all"}));
  CHECK(json["fork_triggered"] == true);
  const Json bare = reference_json(Reference{});
  for (const char* name : {"secret_ref", "job", "permissions", "fork_triggered", "repository"}) {
    CAPTURE(name);
    CHECK_FALSE(bare.contains(name));
  }
}

TEST_CASE("reference_json holds what the inventory knows of a reference") {
  Reference reference;
  reference.store = "vault";
  reference.id = "kv/pay";
  reference.field = "key";
  reference.sink = "env";
  reference.triggers = {"pull_request", "push"};
  reference.resolution = Resolution::kPattern;
  const Json json = reference_json(reference);
  CHECK(json["store"] == "vault");
  CHECK(json["field"] == "key");
  CHECK(json["triggers"] == Json::array({"pull_request", "push"}));
  CHECK(json["resolution"] == "pattern");
  CHECK(json["confidence"] == "high");
}

TEST_CASE("pipeline_json tells what a place is in its definition") {
  PipelinePlace place;
  place.platform = "gitlab-ci";
  place.job = "deploy";
  place.triggers = {"push"};
  const Json json = pipeline_json(place);
  CHECK(json["platform"] == "gitlab-ci");
  CHECK(json["job"] == "deploy");
  CHECK(json["triggers"] == Json::array({"push"}));
  CHECK_FALSE(json.contains("step"));
}

TEST_CASE("suppression_json keeps the bytes of a path that is not UTF-8") {
  Suppression suppression;
  suppression.kind = "inline";
  suppression.exception_id = "EXC-1";
  suppression.location.path = "a\xff";
  const Json json = suppression_json(suppression);
  CHECK(json["exception"] == "EXC-1");
  CHECK(json["path_bytes"] == "Yf8=");
  CHECK_FALSE(json.contains("reason"));
}
