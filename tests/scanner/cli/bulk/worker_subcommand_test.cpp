// SPDX-License-Identifier: Apache-2.0
// The processes that a run starts, called as it calls them.
#include <doctest/doctest.h>

#include "scanner/cli/command.h"
#include "tests/scanner/cli/bulk/bulk_fixture.h"
#include "tests/scanner/cli/bulk/given_input.h"

namespace keyhound::testing {
namespace {

int run_bulk(const char* subcommand, const std::string& input) {
  const GivenInput given(input);
  const char* const arguments[] = {"keyhound", "bulk", subcommand};
  return run_program(3, arguments);
}

}  // namespace

TEST_CASE("A worker's answer stands in its folder, and its exit code is that of the scan") {
  GitRepoBuilder repo;
  repo.commit_file("a.env", "TOKEN=" + github_pat(1) + "\n", "Add");
  const TempDir dir;
  const WorkerJob job = job_for(repo.path(), dir / "job");
  CHECK(run_bulk("worker", write_worker_job(job)) == 1);
  const auto answer = read_worker_answer(dir.read_file("job/answer.json"), "answer.json");
  REQUIRE(answer);
  CHECK(answer->outcome == "scanned");
  CHECK(run_bulk("worker", write_worker_job(job_for(dir / "missing", dir / "other"))) == 3);
  CHECK(run_bulk("worker", "{}") == 2);
}

}  // namespace keyhound::testing
