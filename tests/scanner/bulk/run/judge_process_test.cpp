// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/judge_process.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

#include "scanner/bulk/run/worker_environment.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

Result<JudgeAnswer> judged_by(const testing::TempDir& dir, const std::string& script,
                              int stops = 0) {
  dir.write_file("judge",
                 "#!/bin/sh\njob=$(cat)\n"
                 "folder=$(printf '%s' \"$job\" | sed -n "
                 "'s/.*\"folder\": *\"\\([^\"]*\\)\".*/\\1/p')\n" +
                     script);
  ::chmod((dir / "judge").c_str(), 0700);
  const JudgeProcess judge{
      {dir / "judge", dir.str()}, process_environment(), dir / "cache", [stops] { return stops; }};
  JudgeJob job;
  job.run_key = "r1";
  job.store = "s.db";
  return run_judge(judge, job);
}

TEST_CASE("The judge's answer is read, and its folder is gone then") {
  const testing::TempDir dir;
  JudgeAnswer answer;
  answer.exit_code = 1;
  answer.findings = 12;
  dir.write_file("answer", write_judge_answer(answer));
  const auto judged = judged_by(dir, "cp \"$1/answer\" \"$folder/answer.json\"; exit 1\n");
  REQUIRE_MESSAGE(judged.has_value(), judged.error().message);
  CHECK(judged->exit_code == 1);
  CHECK(judged->findings == 12);
  CHECK(std::filesystem::is_empty(dir / "cache/jobs"));
}

TEST_CASE("A judge that fails says why, and what is wrong with its input is told apart") {
  const testing::TempDir dir;
  auto judged = judged_by(dir, "echo 'keyhound: policies/x.yaml: wrong' >&2; exit 2\n");
  REQUIRE(!judged.has_value());
  CHECK(judged.error().kind == ErrorKind::kConfiguration);
  CHECK(judged.error().message.find("policies/x.yaml: wrong") != std::string::npos);
  judged = judged_by(dir, "kill -SEGV $$\n");
  REQUIRE(!judged.has_value());
  CHECK(judged.error().kind == ErrorKind::kUnreadable);
  CHECK(judged.error().message.find("SIGSEGV") != std::string::npos);
  CHECK(!judged_by(dir, "echo garbage > \"$folder/answer.json\"\n").has_value());
}

TEST_CASE("A stop ends the judge, too") {
  const testing::TempDir dir;
  const auto judged = judged_by(dir, "sleep 100\n", 1);
  REQUIRE(!judged.has_value());
  CHECK(judged.error().message.find("stopped") != std::string::npos);
}

}  // namespace
}  // namespace keyhound
