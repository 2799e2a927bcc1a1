// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "scanner/cli/command.h"
#include "tests/scanner/cli/bulk/bulk_fixture.h"
#include "tests/scanner/cli/bulk/given_input.h"

namespace keyhound::testing {
namespace {

int judge(const std::string& input) {
  const GivenInput given(input);
  const char* const arguments[] = {"keyhound", "bulk", "judge"};
  return run_program(3, arguments);
}

}  // namespace

TEST_CASE("A judge's answer stands in its folder, with the exit code that it ends with") {
  GitRepoBuilder repo;
  repo.commit_file("a.env", "TOKEN=" + github_pat(1) + "\n", "Add");
  BulkFixture bulk;
  bulk.scan("first", {repo.path()});
  CHECK(judge(write_judge_job(bulk.judge_job("first"))) == 1);
  const auto answer = read_judge_answer(bulk.dir.read_file("answer.json"), "answer.json");
  REQUIRE(answer);
  CHECK(answer->findings == 1);
  CHECK(answer->exit_code == 1);
  CHECK(judge(write_judge_job(bulk.judge_job("another"))) == 2);
  CHECK(judge("") == 2);
}

}  // namespace keyhound::testing
