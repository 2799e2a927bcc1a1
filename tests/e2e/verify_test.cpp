// SPDX-License-Identifier: Apache-2.0
// `keyhound verify` against a server that stands for the provider.
#include <nlohmann/json.hpp>

#include "tests/e2e/verify_fixture.h"

namespace keyhound::testing {
namespace {

using Json = nlohmann::json;

// Token 1 works, token 2 does not, others are refused by something before the provider.
TlsAnswer by_token(const TlsRequest& request) {
  const std::string authorisation = request.header("authorization");
  if (authorisation == "Bearer " + VerifiedRepository::token(1)) return github_user();
  if (authorisation == "Bearer " + VerifiedRepository::token(2)) return github_refusal();
  ServedAnswer page;
  page.status = 403;
  page.body = "<html>blocked " + authorisation + "</html>";
  return page;
}

}  // namespace

TEST_CASE("verify tells what works, what does not and what could not be told") {
  VerifiedRepository repository(by_token);
  repository.leak(1).leak(2).leak(3);
  const RunResult result = ended_with(1, repository.verify_github());
  INFO(result.describe());
  CHECK(holds(result.out, "active (1)"));
  CHECK(holds(result.out, "revoked (1)"));
  CHECK(holds(result.out, "indeterminate (1)"));
  CHECK(holds(result.out, "1.env:1:7"));
  CHECK(holds(result.out, "asked 3: active 1, revoked 1, indeterminate 1 ("));
  CHECK(result.out.find("active (1)") < result.out.find("revoked (1)"));
  CHECK(repository.server().request_count() == 3);
  CHECK_FALSE(repository.leaks_into(result.out + result.err));
  CHECK_FALSE(repository.leaks_into(repository.dir().read_file("cache/verification.jsonl")));
}

TEST_CASE("verify sends nothing to whom --allow does not name") {
  VerifiedRepository repository(by_token);
  repository.leak(1);
  for (const std::vector<std::string>& more :
       {std::vector<std::string>(), {"--allow", "api.stripe.com"}, {"--allow", "Stripe"}}) {
    const RunResult result = ended_with(3, repository.verify(more));
    CHECK(holds(result.out, "asked 0; not asked 1: not allowed 1 (add --allow api.github.com)"));
  }
  CHECK(repository.server().connection_count() == 0);
}

TEST_CASE("verify --dry-run shows requests without secrets and sends nothing") {
  VerifiedRepository repository(by_token);
  repository.leak(1);
  const RunResult result = ended_with(0, repository.verify_github({"--dry-run"}));
  CHECK(holds(result.out, "GET https://api.github.com/user, bearer {secret}"));
  CHECK(holds(result.out, "Dry run: nothing was sent. would ask 1 at 1 host"));
  CHECK_FALSE(repository.leaks_into(result.out + result.err));
  CHECK(repository.server().connection_count() == 0);
}

TEST_CASE("verify --dry-run shows for each host where its own credential stands") {
  GitRepoBuilder repo;
  const std::string password = alphanumerics(7, 16);
  for (const char* name : {"one", "two"}) {
    const std::string host = std::string(name) + ".corp.internal";
    repo.commit_file(
        std::string(name) + ".env",
        "# " + host + "\nDATABASE_URL=postgresql://app:" + password + "@" + host + "/shop\n",
        "Add a database");
  }
  const RunResult result =
      ended_with(0, keyhound({"verify", repo.path(), "--dry-run", "--no-cache"}));
  for (const std::string name : {"one", "two"}) {
    const std::size_t host = result.out.find(name + ".corp.internal is not allowed");
    REQUIRE(host != std::string::npos);
    const std::size_t line = result.out.find('\n', host) + 1;
    const std::string where = result.out.substr(line, result.out.find('\n', line) - line);
    CHECK_MESSAGE(holds(where, name + ".env:2:"), result.describe());
  }
}

TEST_CASE("verify ends with 0 when all is revoked and 3 when something is open") {
  VerifiedRepository repository(by_token);
  repository.leak(2);
  ended_with(0, repository.verify_github());
  repository.leak(3);
  ended_with(3, repository.verify_github());
}

TEST_CASE("verify asks nothing again that it found out a short time ago") {
  VerifiedRepository repository(by_token);
  repository.leak(1).leak(2);
  ended_with(1, repository.verify_github());
  CHECK(repository.server().request_count() == 2);
  const RunResult again = ended_with(1, repository.verify_github());
  CHECK(holds(again.out, "asked 0; known before 2: active 1, revoked 1"));
  CHECK(repository.server().request_count() == 2);
  ended_with(1, repository.verify_github({"--max-age", "PT0S"}));
  CHECK(repository.server().request_count() == 4);
}

TEST_CASE("verify asks only for the rules that --rule names") {
  VerifiedRepository repository(by_token);
  repository.leak(1);
  const RunResult result =
      ended_with(0, repository.verify_github({"--rule", "stripe-secret-key-live"}));
  CHECK(holds(result.out, "asked 0"));
  CHECK(repository.server().request_count() == 0);
  CHECK(holds(ended_with(2, repository.verify({"--rule", "no-such-rule"})).err, "no-such-rule"));
}

TEST_CASE("verify gives the reports of a scan with what it found out") {
  VerifiedRepository repository(by_token);
  repository.leak(1);
  const std::string sarif = repository.dir() / "keyhound.sarif";
  const RunResult result =
      ended_with(1, repository.verify_github({"--format", "json", "--output", "sarif=" + sarif}));
  const Json findings = Json::parse(result.out)["findings"];
  REQUIRE(findings.size() == 1);
  CHECK(findings[0]["liveness"]["state"] == "active");
  CHECK(holds(read_whole_file(sarif), "khLiveness"));
  CHECK_FALSE(repository.leaks_into(result.out + read_whole_file(sarif)));
}

TEST_CASE("scan --verify joins what it found out before the policies judge") {
  VerifiedRepository repository(by_token);
  repository.leak(1);
  repository.dir().write_file(
      "owners.yaml", "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\ncredentials: []\n");
  const RunResult result =
      ended_with(1, repository.run("scan", {"--allow", "GitHub", "--format", "json", "--registry",
                                            repository.dir() / "owners.yaml"}));
  CHECK(holds(result.out, "\"REV1003\""));
  CHECK(Json::parse(result.out)["findings"][0]["liveness"]["state"] == "active");
  CHECK(holds(result.err, "verification: asked 1: active 1"));
}

TEST_CASE("verify shows the policies that a value called revoked still works") {
  VerifiedRepository repository(by_token);
  repository.leak(1);
  const RunResult found = ended_with(
      1, keyhound({"scan", repository.repo().path(), "--format", "json", "--no-progress"}));
  const std::string fingerprint = Json::parse(found.out)["findings"][0]["fingerprint"];
  repository.dir().write_file("owners.yaml",
                              "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\n"
                              "credentials:\n  - id: pay-key\n    status: revoked\n    identity: "
                              "{fingerprints: [\"" +
                                  fingerprint +
                                  "\"]}\n    lifecycle: {revoked: {at: 2020-01-01}}\n");
  const std::vector<std::string> registry = {"--registry", repository.dir() / "owners.yaml"};
  const RunResult list = ended_with(1, repository.verify_github(registry));
  CHECK(holds(list.out, "registered as pay-key"));
  const RunResult report =
      ended_with(1, repository.verify_github({registry[0], registry[1], "--format", "json"}));
  bool is_failed = false;
  const Json read = Json::parse(report.out);
  for (const Json& finding : read["findings"]) {
    for (const Json& verdict : finding["policies"])
      is_failed = is_failed || (verdict["id"] == "REV1001" && verdict["outcome"] == "fail");
  }
  INFO(report.out);
  CHECK(is_failed);
}

}  // namespace keyhound::testing
