// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/status_text.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

RunTarget target(const std::string& name, const std::string& reason, const std::string& message) {
  RunTarget made;
  made.name = name;
  made.reason = reason;
  made.message = message;
  return made;
}

TEST_CASE("A status tells counts that add up, and what failed with reason and next step") {
  RunStatus status;
  status.run.run_key = "nightly";
  status.run.state = "finished";
  status.coverage.counts = {10, 1, 4, 2, 1, 2};
  status.findings = {3, 8};
  status.failed = {target("h/old\n", "not-found", "it is gone; take it from the list")};
  status.excluded = {target("h/a", "archived", ""), target("h/b", "archived", "")};
  status.pending = {target("h/p", "", "")};
  const std::string text = run_status_text(status, {});
  CHECK(text.find("Run nightly: coverage is NOT complete.\n") != std::string::npos);
  CHECK(text.find("10 repositories: 4 scanned, 2 unchanged, 1 failed, 2 excluded, 1 pending") !=
        std::string::npos);
  CHECK(text.find("8 findings are open, 3 of them new") != std::string::npos);
  CHECK(text.find("h/old\\n  not-found: it is gone; take it from the list") != std::string::npos);
  CHECK(text.find("Excluded: 2 archived\n") != std::string::npos);
  CHECK(text.find("Pending: 1 repository") != std::string::npos);
  const std::string whole = run_status_text(status, {true, true});
  CHECK(whole.find("  h/a  archived\n") != std::string::npos);
  CHECK(whole.find("Pending:\n  h/p\n") != std::string::npos);
}

TEST_CASE("A plan whose list broke off is told with where and why") {
  RunStatus status;
  status.run.state = "running";
  status.run.shard_count = 8;
  status.shard = 3;
  status.coverage.plan_complete = false;
  status.coverage.diagnostics = {{"list", "acme", "the API answers 500", true}};
  const std::string text = run_status_text(status, {});
  CHECK(text.find("shard 3/8") != std::string::npos);
  CHECK(text.find("NOT complete") != std::string::npos);
  CHECK(text.find("not finished") != std::string::npos);
  CHECK(text.find("  acme: the API answers 500") != std::string::npos);
}

TEST_CASE("Times are told in the two units that matter") {
  CHECK(describe_seconds(0.4) == "0 s");
  CHECK(describe_seconds(200) == "3 min 20 s");
  CHECK(describe_seconds(3900) == "1 h 05 min");
}

}  // namespace
}  // namespace keyhound
