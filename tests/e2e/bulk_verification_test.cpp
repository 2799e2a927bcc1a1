// SPDX-License-Identifier: Apache-2.0
// `keyhound bulk run --verify` against a server that stands for the provider.
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

#include "tests/e2e/bulk_fleet.h"
#include "tests/e2e/verify_fixture.h"

namespace keyhound::testing {
namespace {

using Json = nlohmann::json;

constexpr unsigned kRepositories = 6;
constexpr unsigned kShared = 500;  // the token that all of them have

// Repositories with a token that all of them have, and every third one of its own, and a server
// that stands for GitHub.
class VerifiedFleet {
 public:
  explicit VerifiedFleet(TlsServer::Handler handler)
      : fleet_(kRepositories), server_(std::move(handler)) {
    for (unsigned i = 0; i < kRepositories; ++i) {
      fleet_.source(i).commit_file("shared.env", "T=" + github_pat(kShared) + "\n", "Share");
      fleet_.publish(i);
    }
  }

  RunResult run(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"--json-log",
                                          "--fail-on",
                                          "none",
                                          "--verify",
                                          "--ca-file",
                                          server_.ca_file(),
                                          "--connect-to",
                                          server_.connect_to(),
                                          "--endpoint",
                                          kGithubEndpoint,
                                          "--allow-internal",
                                          "--verify-cache",
                                          cache(),
                                          "--rate",
                                          "1000",
                                          "--jobs",
                                          "4"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    RunOptions options;
    options.unset = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
    std::vector<std::string> all = fleet_.arguments();
    all.resize(all.size() - 2);  // --jobs
    all.insert(all.end(), arguments.begin(), arguments.end());
    return keyhound(all, options);
  }
  RunResult run_allowed(std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"--allow", kGithubHost});
    return run(std::move(more));
  }
  Json query(const std::vector<std::string>& question) const {
    std::vector<std::string> arguments = {"query"};
    arguments.insert(arguments.end(), question.begin(), question.end());
    arguments.insert(arguments.end(), {"--store", fleet_.dir() / "s.db", "--format", "json"});
    const RunResult result = keyhound(arguments);
    INFO(result.describe());
    REQUIRE(result.exit_code == 0);
    return Json::parse(result.out);
  }

  std::string cache() const { return fleet_.dir() / "answers.jsonl"; }
  RepositoryFleet& fleet() { return fleet_; }
  const RepositoryFleet& fleet() const { return fleet_; }
  const TlsServer& server() const { return server_; }
  // How often each token was sent.
  std::map<std::string, int> asked() const {
    std::map<std::string, int> counts;
    for (const TlsRequest& request : server_.requests()) ++counts[request.header("authorization")];
    return counts;
  }

 private:
  RepositoryFleet fleet_;
  TlsServer server_;
};

// Tokens of the fleet: 0 and 3 are of one repository, the shared one of all.
const std::vector<unsigned> kTokens = {0, 3, kShared};

std::string bearer(unsigned n) { return "Bearer " + github_pat(n); }

bool is_in_any_file(const std::string& folder, const std::string& text,
                    const std::vector<std::string>& except) {
  namespace fs = std::filesystem;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    const std::string path = file.path().string();
    const bool is_left_out = std::any_of(except.begin(), except.end(), [&](const std::string& one) {
      return path.find(one) != std::string::npos;
    });
    if (is_left_out || !file.is_regular_file()) continue;
    std::ifstream stream(path, std::ios::binary);
    const std::string content((std::istreambuf_iterator<char>(stream)), {});
    if (content.find(text) != std::string::npos) return true;
  }
  return false;
}

TlsAnswer everything_works(const TlsRequest&) { return github_user(); }

}  // namespace

TEST_CASE("A bulk run asks about each credential once, however many repositories hold it") {
  TlsServer::Handler handler = everything_works;
  SUBCASE("where the answer proves something") {}
  SUBCASE("where it proves nothing") {
    handler = [](const TlsRequest&) {
      ServedAnswer page;
      page.status = 403;
      page.body = "<html>blocked</html>";
      return page;
    };
  }
  const VerifiedFleet fleet(handler);
  const RunResult result = ended_with(0, fleet.run_allowed());
  INFO(result.describe());
  const auto asked = fleet.asked();
  CHECK(asked.size() == kTokens.size());
  for (const unsigned token : kTokens) CHECK(asked.at(bearer(token)) == 1);
  CHECK(holds(result.out, "verification: 3 requests were sent"));
}

TEST_CASE("What a bulk run finds to work is in the store, the report and the ledger") {
  const VerifiedFleet fleet(everything_works);
  const TempDir& dir = fleet.fleet().dir();
  ended_with(0, keyhound({"evidence", "create", dir / "ledger.jsonl"}));
  const RunResult run =
      ended_with(0, fleet.run_allowed({"--output", dir / "out", "--ledger", dir / "ledger.jsonl"}));
  const Json active = fleet.query({"active"});
  INFO(active.dump());
  INFO(run.describe());
  CHECK(holds(active.dump(), kGithubHost));
  CHECK(holds(active.dump(), "github-user"));
  const Json report = Json::parse(dir.read_file("out/organisation.json"));
  REQUIRE(report["credentials"].size() == kTokens.size());
  for (const Json& one : report["credentials"]) {
    CHECK(one["liveness"] == "active");
    CHECK(one["liveness_host"] == kGithubHost);
  }
  CHECK(holds(report.dump(), "REV1003"));
  const std::string ledger = dir.read_file("ledger.jsonl");
  CHECK(holds(ledger, "liveness.checked"));
  ended_with(0, keyhound({"dashboard", "--store", dir / "s.db", "--output", dir / "pages"}));
  CHECK(is_in_any_file(dir / "pages", "github-user", {}));
}

TEST_CASE("A bulk run keeps no secret anywhere") {
  const VerifiedFleet fleet([](const TlsRequest& request) {
    ServedAnswer answer = github_user();
    answer.body = R"({"login":"octocat","id":1,"echo":")" + request.header("authorization") + "\"}";
    return answer;
  });
  const RunResult run = ended_with(0, fleet.run_allowed({"--output", fleet.fleet().dir() / "out"}));
  for (const unsigned token : kTokens) {
    CHECK_FALSE(holds(run.out + run.err, github_pat(token)));
    CHECK_FALSE(is_in_any_file(fleet.fleet().dir().str(), github_pat(token), {"/fleet/"}));
  }
}

TEST_CASE("A bulk run sends nothing to whom --allow does not name, and says whom it would ask") {
  const VerifiedFleet fleet(everything_works);
  const RunResult run = ended_with(0, fleet.run());
  CHECK(holds(run.out, "--verify without --allow sends nothing"));
  CHECK(holds(run.out,
              "verification: 0 requests were sent; for more to be asked: add --allow "
              "api.github.com"));
  ended_with(0, fleet.run({"--allow", "api.stripe.com"}));
  CHECK(fleet.server().connection_count() == 0);
  const RunResult refused =
      ended_with(2, keyhound(fleet.fleet().arguments({"--allow", "api.github.com"})));
  CHECK(holds(refused.err, "--verify"));
}

TEST_CASE("A repository in which nothing changed is scanned again when an answer is due") {
  std::atomic<bool> is_revoked = false;
  const VerifiedFleet fleet(
      [&is_revoked](const TlsRequest&) { return is_revoked ? github_refusal() : github_user(); });
  ended_with(0, fleet.run_allowed());
  const auto outcomes = [](const RunResult& run) { return summary_of(run)["coverage"]["targets"]; };
  const RunResult young = ended_with(0, fleet.run_allowed());
  CHECK(outcomes(young)["unchanged"] == kRepositories);
  CHECK(fleet.server().request_count() == kTokens.size());
  // Who does not verify needs no answer, and takes none away.
  ended_with(0, fleet.fleet().run({"--fail-on", "none"}));
  CHECK(outcomes(ended_with(0, fleet.run_allowed()))["unchanged"] == kRepositories);

  is_revoked = true;
  const RunResult due = ended_with(0, fleet.run_allowed({"--max-age", "PT0S"}));
  CHECK(outcomes(due)["scanned"] == kRepositories);
  for (const auto& [token, count] : fleet.asked()) CHECK(count == 2);
  CHECK(fleet.query({"active"})["rows"].empty());
}

}  // namespace keyhound::testing
