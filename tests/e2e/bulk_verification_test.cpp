// SPDX-License-Identifier: Apache-2.0
// `keyhound bulk run --verify` against a server that stands for the provider.
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
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

  RunResult run(const std::vector<std::string>& more = {}, RunOptions options = {}) const {
    std::vector<std::string> arguments =
        fleet_.arguments({"--json-log", "--fail-on", "none", "--verify", "--allow-internal"});
    const auto set = [&](const std::string& name, const std::string& value) {
      if (std::find(more.begin(), more.end(), name) != more.end()) return;
      arguments.insert(arguments.end(), {name, value});
    };
    set("--ca-file", server_.ca_file());
    set("--connect-to", server_.connect_to());
    set("--endpoint", kGithubEndpoint);
    set("--rate", "1000");
    if (std::find(more.begin(), more.end(), "--no-verify-cache") == more.end())
      set("--verify-cache", cache());
    *std::next(std::find(arguments.begin(), arguments.end(), "--jobs")) = "4";
    arguments.insert(arguments.end(), more.begin(), more.end());
    options.unset = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
    return keyhound(arguments, options);
  }
  RunResult run_allowed(std::vector<std::string> more = {}, RunOptions options = {}) const {
    more.insert(more.begin(), {"--allow", kGithubHost});
    return run(more, std::move(options));
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

// The process that started the process; 0: it is gone.
pid_t parent_of(pid_t process) {
  std::ifstream stat("/proc/" + std::to_string(process) + "/stat");
  std::string text;
  std::getline(stat, text);
  const std::size_t name = text.rfind(')');
  return name == std::string::npos ? 0 : static_cast<pid_t>(std::stol(text.substr(name + 4)));
}

// Those that a coordinator, which this process started, has at work.
std::vector<pid_t> workers() {
  std::vector<pid_t> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    const auto process = static_cast<pid_t>(std::stol(name));
    const pid_t parent = parent_of(process);
    if (parent > 1 && parent_of(parent) == ::getpid()) found.push_back(process);
  }
  return found;
}

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

TEST_CASE("Workers ask a host one after the other, at the pace of the run") {
  using Clock = std::chrono::steady_clock;
  std::atomic<int> at_once = 0;
  std::atomic<int> most_at_once = 0;
  std::atomic<Clock::rep> first = 0;
  std::atomic<Clock::rep> last = 0;
  VerifiedFleet fleet([&](const TlsRequest&) {
    last = Clock::now().time_since_epoch().count();
    if (first == 0) first = last.load();
    most_at_once = std::max(most_at_once.load(), ++at_once);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    --at_once;
    return github_user();
  });
  for (unsigned i = 0; i < kRepositories; ++i) {
    fleet.fleet().source(i).commit_file("b.env", "T=" + github_pat(600 + i) + "\n", "Leak");
    fleet.fleet().publish(i);
  }
  ended_with(0, fleet.run_allowed({"--rate", "4"}));
  CHECK(fleet.server().request_count() == 9);
  CHECK(most_at_once == 1);
  CHECK((Clock::duration(last - first) >= std::chrono::milliseconds(8 * 250 - 150)));
}

TEST_CASE("Workers that are killed take neither answers nor turns along") {
  std::atomic<int> count = 0;
  std::atomic<int> killed = 0;
  const VerifiedFleet fleet([&](const TlsRequest&) {
    if (++count == 2) {
      for (const pid_t worker : workers()) {
        ::kill(worker, SIGKILL);
        ++killed;
      }
    }
    return github_user();
  });
  const RunResult run = ended_with(0, fleet.run_allowed({"--no-verify-cache"}));
  INFO(run.describe());
  CHECK(killed > 0);
  // What was on its way is asked again.
  CHECK(fleet.server().request_count() == kTokens.size() + 1);
  CHECK(fleet.query({"active"})["rows"].size() == 8);
}

TEST_CASE("A run that was killed goes on where it was, without a cache of results") {
  std::atomic<bool> hangs = true;
  const VerifiedFleet fleet([&hangs](const TlsRequest& request) {
    if (hangs && request.header("authorization") == bearer(3))
      return TlsAnswer::with(TlsAnswer::Fault::kNever);
    return TlsAnswer(github_user());
  });
  RunOptions killed;
  killed.timeout_seconds = 5;
  const std::vector<std::string> more = {"--no-verify-cache", "--timeout", "PT60S"};
  CHECK(fleet.run_allowed(more, killed).killed_by_timeout);
  hangs = false;
  ended_with(0, fleet.run_allowed(more));
  CHECK(fleet.asked().at(bearer(0)) == 1);
  CHECK(fleet.asked().at(bearer(kShared)) == 1);
  CHECK(fleet.query({"active"})["rows"].size() == 8);
}

TEST_CASE("A run sends as many requests as it may, and the next one goes on") {
  const VerifiedFleet fleet(everything_works);
  const RunResult first = ended_with(0, fleet.run_allowed({"--max-requests", "2"}));
  CHECK(holds(first.out, "the limit of 2 requests was reached"));
  CHECK(fleet.server().request_count() == 2);
  ended_with(0, fleet.run_allowed({"--max-requests", "2"}));
  CHECK(fleet.server().request_count() == 3);
  CHECK(fleet.query({"active"})["rows"].size() == 8);
}

TEST_CASE("Shards have each a share of the run's requests, and ask nothing twice on one machine") {
  const VerifiedFleet fleet(everything_works);
  const auto run_shards = [&fleet](const std::string& run, const std::string& most) {
    for (const char* shard : {"1/2", "2/2"})
      ended_with(0, fleet.run_allowed({"--run", run, "--shard", shard, "--max-requests", most}));
  };
  run_shards("first", "2");
  CHECK(fleet.server().request_count() <= 2);
  run_shards("second", "100");
  CHECK(fleet.server().request_count() == kTokens.size());
  const RunResult refused =
      ended_with(2, fleet.run_allowed({"--shard", "1/4", "--max-requests", "3"}));
  CHECK(holds(refused.err, "--max-requests"));
}

TEST_CASE("What is wrong with what workers share costs neither scans nor the judgement") {
  std::string cache;
  const VerifiedFleet fleet([&cache](const TlsRequest&) {
    for (const auto& folder : std::filesystem::directory_iterator(cache + "/verification"))
      std::ofstream(folder.path() / "budget") << "nobody's\n";
    return github_user();
  });
  cache = fleet.fleet().dir() / "cache";
  const RunResult run = ended_with(3, fleet.run_allowed());
  INFO(run.describe());
  CHECK(holds(run.out, "verification: what was sent is not known: "));
  CHECK(fleet.fleet().status()["state"] == "finished");
  CHECK(fleet.fleet().status()["coverage"]["targets"]["scanned"] == kRepositories);
}

TEST_CASE("A value that is called revoked is told to work until its provider refuses it") {
  std::atomic<bool> is_revoked = false;
  const VerifiedFleet fleet(
      [&is_revoked](const TlsRequest&) { return is_revoked ? github_refusal() : github_user(); });
  const TempDir& dir = fleet.fleet().dir();
  const auto run = [&](std::vector<std::string> more) {
    more.insert(more.end(), {"--output", dir / "out"});
    const RunResult result = ended_with(0, fleet.run_allowed(std::move(more)));
    INFO(result.describe());
    return Json::parse(dir.read_file("out/organisation.json"));
  };
  const Json first = run({});
  std::string fingerprint;
  for (const Json& one : first["credentials"])
    if (one["repositories"] == kRepositories) fingerprint = one["fingerprint"];
  REQUIRE_FALSE(fingerprint.empty());
  dir.write_file("owners.yaml",
                 "parties: [{id: group:pay, type: team}]\ncredentials:\n  - id: deploy-token\n"
                 "    identity: {fingerprints: [\"" +
                     fingerprint +
                     "\"]}\n    owner: {accountable: group:pay}\n    status: revoked\n"
                     "    lifecycle: {revoked: {at: 2026-01-01}}\n");
  ended_with(0, keyhound({"evidence", "create", dir / "ledger.jsonl"}));
  const std::vector<std::string> judged = {"--registry", dir / "owners.yaml", "--ledger",
                                           dir / "ledger.jsonl"};
  const auto failures_of = [](const Json& report, const std::string& policy) {
    for (const Json& one : report["policies"])
      if (one["policy"] == policy) return one["failed"].get<int>();
    return -1;
  };
  const Json second = run(judged);
  CHECK(failures_of(second, "REV1001") > 0);
  CHECK(fleet.server().request_count() == kTokens.size());
  CHECK(holds(dir.read_file("ledger.jsonl"), "revocation.failed"));
  CHECK_FALSE(holds(dir.read_file("ledger.jsonl"), "revocation.verified"));

  is_revoked = true;
  std::vector<std::string> anew = judged;
  anew.insert(anew.end(), {"--max-age", "PT0S"});
  const Json third = run(anew);
  CHECK(failures_of(third, "REV1001") == 0);
  CHECK(holds(dir.read_file("ledger.jsonl"), "revocation.verified"));
  for (const Json& one : third["credentials"]) CHECK(one["liveness"] == "revoked");
}

TEST_CASE("What a repository says of itself decides not whom a bulk run asks") {
  VerifiedFleet fleet(everything_works);
  GitRepoBuilder& source = fleet.fleet().source(1);
  source.write("own.toml",
               "[[rules]]\nid = \"own-token\"\nprovider = \"GitHub\"\ndescription = "
               "\"Own token\"\nregex = '''T=(ghp_[0-9A-Za-z]{36})'''\n"
               "[[verifiers]]\nid = \"github-user\"\nrules = [\"own-token\", "
               "\"github-classic-pat\"]\nurl = 'https://thief.example/'\nbearer = "
               "'{secret}'\nread_only = true\nfacts = 'documented'\n"
               "active = [{ status = [200], json = ['id'] }]\n"
               "revoked = [{ status = [401], json = ['id'] }]\n"
               "answers = [{ state = 'active', status = 200, body = '{\"id\":1}' }, "
               "{ state = 'revoked', status = 401, body = '{\"id\":1}' }]\n");
  source.commit_file(".keyhound.toml", "[rules]\nfiles = [\"own.toml\"]\n", "Configure");
  source.git({"add", "-A"});
  source.git({"commit", "-qm", "Rules"});
  fleet.fleet().publish(1);
  const std::vector<std::string> allowed = {"--allow", "GitHub", "--allow", "thief.example"};
  fleet.run(allowed);
  std::vector<std::string> trusting = allowed;
  trusting.emplace_back("--trust-configuration");
  fleet.run(trusting);
  for (const TlsRequest& request : fleet.server().requests()) CHECK(request.host == kGithubHost);
  CHECK(fleet.server().request_count() == kTokens.size());
}

}  // namespace keyhound::testing
