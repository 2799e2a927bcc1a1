// SPDX-License-Identifier: Apache-2.0
// What can happen to the repositories of an organisation between and in bulk scans: each ends as
// scanned, unchanged, failed with its reason or excluded, and nothing is taken for clean that was
// not read.
#include <doctest/doctest.h>

#include <filesystem>

#include "tests/e2e/bulk_organisation.h"

namespace keyhound::testing {

namespace fs = std::filesystem;

TEST_CASE("A repository that was deleted fails, and its findings stay open") {
  BulkOrganisation acme;
  const std::string pay = acme.add("pay", 1);
  const std::string gone = acme.add("gone", 2);
  CHECK(acme.run({pay, gone}).exit_code == 0);
  CHECK(acme.states() == "new 2, existing 0, regressed 0, fixed 0");
  acme.withdraw("gone");
  const RunResult result = acme.run({pay, gone});
  INFO(result.describe());
  CHECK(result.exit_code == 3);
  CHECK(acme.outcomes() == "scanned 0, unchanged 1, failed 1, excluded 0, pending 0");
  CHECK(acme.failure("gone") == "not-found");
  CHECK(acme.states() == "new 1, existing 1, regressed 0, fixed 0");
}

TEST_CASE("A repository that was renamed keeps its findings, by the forge's number for it") {
  BulkOrganisation acme;
  const auto plan_of = [&](const std::string& url) {
    const RunResult made = keyhound({"bulk", "plan", url, "--format", "json"});
    INFO(made.describe());
    REQUIRE(made.exit_code == 0);
    nlohmann::json plan = nlohmann::json::parse(made.out);
    plan["targets"][0]["provider"] = "gitea";
    plan["targets"][0]["provider_id"] = "4711";
    acme.dir().write_file("plan.json", plan.dump());
    return acme.dir() / "plan.json";
  };
  CHECK(acme.run({"--plan", plan_of(acme.add("before", 3))}).exit_code == 0);
  acme.withdraw("before");
  acme.publish("before", "after");
  const RunResult result = acme.run({"--plan", plan_of(acme.url("after")), "--rescan"});
  INFO(result.describe());
  CHECK(result.exit_code == 0);
  CHECK(acme.states() == "new 0, existing 1, regressed 0, fixed 0");
  CHECK(acme.report()["totals"]["repositories"] == 1);
}

TEST_CASE("A repository without refs is scanned, and holds nothing") {
  BulkOrganisation acme;
  const GitRepoBuilder bare(GitRepoBuilder::Kind::kBare);
  const GitRepoBuilder unborn;
  for (int i = 0; i < 2; ++i) {
    const RunResult result = acme.run({bare.path(), unborn.path()});
    INFO(result.describe());
    CHECK(result.exit_code == 0);
    const auto counts = acme.status()["coverage"]["targets"];
    CHECK(counts["scanned"].get<int>() + counts["unchanged"].get<int>() == 2);
  }
}

TEST_CASE("A history that was pushed anew by force leaves no finding that no ref reaches") {
  BulkOrganisation acme;
  const std::string url = acme.add("rewritten", 4);
  CHECK(acme.run({url}).exit_code == 0);
  GitRepoBuilder& repo = acme.repo("rewritten");
  repo.git({"checkout", "-q", "--orphan", "anew"});
  repo.git({"rm", "-q", "-rf", "."});
  repo.commit_file("app.env", "TOKEN=" + github_pat(5) + "\n", "Begin anew");
  repo.git({"branch", "-M", "anew", "main"});
  acme.publish("rewritten");
  const RunResult result = acme.run({url});
  INFO(result.describe());
  CHECK(result.exit_code == 0);
  CHECK(acme.outcomes() == "scanned 1, unchanged 0, failed 0, excluded 0, pending 0");
  CHECK(acme.states() == "new 1, existing 0, regressed 0, fixed 1");
}

TEST_CASE(
    "A repository with 20,000 refs is scanned, and nothing is done where none of them moved") {
  BulkOrganisation acme;
  const std::string url = acme.add("many", 6);
  const std::string head = acme.repo("many").head();
  std::string updates;
  for (int i = 0; i < 20000; ++i)
    updates += "create refs/tags/t" + std::to_string(i) + " " + head + "\n";
  acme.repo("many").git({"update-ref", "--stdin"}, updates);
  acme.repo("many").git({"pack-refs", "--all"});
  acme.publish("many");
  CHECK(acme.run({url}).exit_code == 0);
  CHECK(acme.outcomes() == "scanned 1, unchanged 0, failed 0, excluded 0, pending 0");
  CHECK(acme.run({url}).exit_code == 0);
  CHECK(acme.outcomes() == "scanned 0, unchanged 1, failed 0, excluded 0, pending 0");
  acme.repo("many").git({"update-ref", "-d", "refs/tags/t19999"});
  acme.publish("many");
  CHECK(acme.run({url}).exit_code == 0);
  CHECK(acme.outcomes() == "scanned 1, unchanged 0, failed 0, excluded 0, pending 0");
}

TEST_CASE("A corrupt pack is never taken for clean, and the others are scanned") {
  BulkOrganisation acme;
  const std::string sound = acme.add("sound", 7);
  const std::string broken = acme.add("broken", 8);
  GitRepoBuilder& repo = acme.repo("broken");
  repo.pack();
  acme.publish("broken");
  const fs::path pack = repo.pack_path();
  fs::permissions(pack, fs::perms::owner_all);
  flip_bytes(pack, 12, fs::file_size(pack) - 12 - 20);
  for (const std::string& target : {broken, repo.path()}) {  // fetched, and scanned where it is
    CAPTURE(target);
    const RunResult result = acme.run({sound, target});
    INFO(result.describe());
    CHECK(result.exit_code == 3);
    const nlohmann::json status = acme.status();
    CHECK(status["coverage"]["complete"] == false);
    CHECK(status["failed"].size() + status["incomplete"].size() == 1);
  }
}

TEST_CASE("A private repository whose server refuses is a failure that names no credential") {
  const HttpServer server([](const ServedRequest&) {
    return status_answer(401, "", {{"WWW-Authenticate", "Basic realm=\"forge\""}});
  });
  BulkOrganisation acme;
  const std::string token = github_pat(9);
  RunOptions options;
  options.environment = {{"FORGE_TOKEN", token}};
  const std::string url = server.url() + "/acme/private.git";
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{url}, {url, "--token-variable", "FORGE_TOKEN"}}) {
    const RunResult result = acme.run(arguments, options);
    INFO(result.describe());
    CHECK(result.exit_code == 3);
    CHECK(acme.outcomes() == "scanned 0, unchanged 0, failed 1, excluded 0, pending 0");
    CHECK(acme.failure("private") == "access-denied");
    for (const std::string& text : {result.out, result.err, acme.status().dump()})
      CHECK(text.find(token) == std::string::npos);
  }
}

}  // namespace keyhound::testing
