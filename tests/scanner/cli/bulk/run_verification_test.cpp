// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/run_verification.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "scanner/verify/run/shared_turns.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

Result<WorkerVerification> verification_with(std::vector<std::string> arguments, int shards = 1) {
  arguments.emplace_back("--no-cache");
  ProcessLimits limits;
  limits.wall_time = std::chrono::seconds(100);
  return verification_of_run({true, false, std::move(arguments)}, {}, {}, {2, shards}, limits);
}

}  // namespace

TEST_CASE("A worker has to be done with verifying before its time is over") {
  const auto verification = verification_with({"--allow=GitHub"}, 3);
  INFO((verification ? std::string() : verification.error().message));
  REQUIRE(verification.has_value());
  CHECK(verification->seconds == 90);
  CHECK(verification->shards == 3);
  CHECK(verification->shard == 2);
  CHECK(verification->shared_folder.empty());
  CHECK(verification->arguments == std::vector<std::string>{"--allow=GitHub", "--no-cache"});
  CHECK(verification_of_run({}, {}, {}, {}, {})->arguments.empty());
}

TEST_CASE("What is wrong with verifying is said before anything begins") {
  struct Row {
    std::vector<std::string> arguments;
    const char* named;
  };
  const Row rows[] = {{{"--endpoint=nobody=https://a.example.com"}, "--endpoint"},
                      {{"--max-age=a-day"}, "--max-age"},
                      {{"--ca-file=/nowhere/ca.pem"}, "--ca-file"},
                      {{"--connect-to=a"}, "--connect-to"},
                      {{"--ssh-host=git@a.example.com"}, "--ssh-host"},
                      {{"--max-requests=3"}, "--max-requests"}};
  for (const Row& row : rows) {
    CAPTURE(row.named);
    const auto refused = verification_with(row.arguments, 4);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.find(row.named) != std::string::npos);
  }
  const auto dry = verification_of_run({true, true, {}}, {}, {}, {}, {});
  REQUIRE_FALSE(dry.has_value());
  CHECK(dry.error().message.find("Leave out --allow") != std::string::npos);
  const testing::TempDir dir;
  dir.write_file("answers", "what is no answer\n");
  const auto refused = verification_of_run({true, false, {"--cache=" + (dir / "answers")}}, {}, {},
                                           {}, ProcessLimits());
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().message.find("--verify-cache") != std::string::npos);
}

TEST_CASE("Results stand in the cache that the run was given, unless a file of them is named") {
  const testing::TempDir dir;
  const auto arguments_with = [&dir](std::vector<std::string> arguments) {
    const auto verification =
        verification_of_run({true, false, std::move(arguments)}, {}, dir.str(), {}, {});
    REQUIRE(verification.has_value());
    return verification->arguments;
  };
  const std::string named = "--cache=" + (dir / "mine");
  CHECK(arguments_with({}) == std::vector<std::string>{"--cache=" + (dir / "verification.jsonl")});
  CHECK(arguments_with({named}) == std::vector<std::string>{named});
  CHECK(arguments_with({"--no-cache"}) == std::vector<std::string>{"--no-cache"});
}

TEST_CASE("A run tells how many requests were sent, and what would let more be asked") {
  const testing::TempDir dir;
  const auto folder = open_verification(dir.str(), "s.db", RunSummary(), 2);
  REQUIRE(folder.has_value());
  WorkerVerification verification;
  verification.shared_folder = *folder;
  verification.shard = 2;
  CHECK(*verification_words(verification, {}) == "verification: 0 requests were sent");
  CHECK(*SharedTurns::open(*folder, {"", {}, 2})->spend(0));
  CHECK(*verification_words(verification, {"add --allow a.example.com"}) ==
        "verification: 1 request was sent; for more to be asked: add --allow a.example.com");
  CHECK(*verification_words(verification, {"1", "2", "3", "4", "5", "6", "7"}) ==
        "verification: 1 request was sent; for more to be asked: 1, 2, 3, 4, 5 and 2 more");
  close_verification(*folder);
  CHECK_FALSE(std::filesystem::exists(*folder));
}

}  // namespace keyhound
