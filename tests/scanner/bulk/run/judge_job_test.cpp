// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/judge_job.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("A judge's job and answer come back from their JSON as they were") {
  JudgeJob job;
  job.step = JudgeStep::kStart;
  job.store = "postgresql://db.example/keyhound";
  job.run_key = "nightly-1";
  job.folder = "/jobs/judge";
  job.scan_arguments = {"--registry", "owners.yaml"};
  job.fail_on_level = "error";
  job.ledger = "ledger.jsonl";
  const std::string text = write_judge_job(job);
  const auto read = read_judge_job(text);
  REQUIRE(read);
  CHECK(write_judge_job(*read) == text);
  CHECK(read->step == JudgeStep::kStart);

  const auto answer = read_judge_answer(write_judge_answer({1, 20, 3, 4, true}), "answer.json");
  REQUIRE(answer);
  CHECK(answer->exit_code == 1);
  CHECK(answer->findings == 20);
  CHECK(answer->failed == 3);
  CHECK(answer->verdicts_failed == 4);
  CHECK(answer->complete);
  CHECK(read_judge_answer("{}", "answer.json").error().message ==
        "answer.json: schema: it is missing");
}

TEST_CASE("A step that is not known is refused") {
  JudgeJob job;
  job.folder = "/jobs/judge";
  std::string text = write_judge_job(job);
  text.replace(text.find("finish"), 6, "appeal");
  CHECK(read_judge_job(text).error().message == "step: it is neither start nor finish");
}

TEST_CASE("Every coordinator of a run names it alike in the ledger") {
  CHECK(ledger_run_id("nightly-1") == ledger_run_id("nightly-1"));
  CHECK(ledger_run_id("nightly-1") != ledger_run_id("nightly-2"));
  CHECK(ledger_run_id("nightly-1").size() == 32);
}

}  // namespace keyhound
