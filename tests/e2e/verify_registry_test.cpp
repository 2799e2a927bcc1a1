// SPDX-License-Identifier: Apache-2.0
// `keyhound verify` with a registry and a ledger against a server that stands for the provider: is
// a revocation real, and what of all that is called revoked still works?
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "tests/e2e/verify_fixture.h"

namespace keyhound::testing {
namespace {

using Json = nlohmann::json;

// The provider takes the tokens of `working`.
struct Provider {
  std::shared_ptr<std::atomic<unsigned>> working = std::make_shared<std::atomic<unsigned>>(0);

  [[nodiscard]] TlsServer::Handler handler() const {
    return [working = working](const TlsRequest& request) -> TlsAnswer {
      const std::string authorisation = request.header("authorization");
      for (unsigned n = 1; n < 8; ++n) {
        const bool is_it = authorisation == "Bearer " + VerifiedRepository::token(n);
        if (is_it) return (working->load() & (1U << n)) != 0 ? github_user() : github_refusal();
      }
      return github_refusal();
    };
  }
  void accept(std::initializer_list<unsigned> tokens) const {
    unsigned bits = 0;
    for (const unsigned n : tokens) bits |= 1U << n;
    working->store(bits);
  }
};

// Tokens 1 to 3 leaked.
struct Organisation {
  Organisation() : repository(provider.handler()) {
    repository.leak(1).leak(2).leak(3);
    const RunResult scan = keyhound({"scan", repository.repo().path(), "--format", "json"});
    const Json report = Json::parse(scan.out);
    for (const Json& finding : report["findings"])
      fingerprints[finding["occurrences"][0]["path"].get<std::string>()] = finding["fingerprint"];
    ended_with(0, keyhound({"evidence", "create", ledger}));
  }

  [[nodiscard]] std::string entry(const std::string& id, unsigned token,
                                  const std::string& more) const {
    return "  - {id: " + id + ", identity: {fingerprints: [\"" +
           fingerprints.at(std::to_string(token) + ".env") +
           "\"]}, owner: {accountable: group:pay}" + more + "}\n";
  }
  void registered(const std::string& entries) const {
    repository.dir().write_file("owners.yaml",
                                "parties: [{id: group:pay, type: team}]\ncredentials:\n" + entries);
  }
  [[nodiscard]] RunResult verify(std::vector<std::string> more) const {
    more.insert(more.end(), {"--registry", owners, "--max-age", "PT0S"});
    return repository.verify_github(std::move(more));
  }
  [[nodiscard]] std::string state_of(const std::string& credential) const {
    const RunResult run = ended_with(
        0, keyhound({"status", "--registry", owners, "--ledger", ledger, "--format", "json"}));
    const Json report = Json::parse(run.out);
    for (const Json& one : report["incidents"])
      if (one["credential"] == credential) return one["state"];
    return "none";
  }
  [[nodiscard]] std::string events(const std::string& type) const {
    return ended_with(0, keyhound({"evidence", "show", ledger, "--type", type})).out;
  }

  Provider provider;
  VerifiedRepository repository;
  std::map<std::string, std::string> fingerprints;  // by path
  std::string ledger = repository.dir() / "ledger.jsonl";
  std::string owners = repository.dir() / "owners.yaml";
};

Json outcome_of(const RunResult& run, const std::string& policy) {
  INFO(run.describe());
  const Json report = Json::parse(run.out);
  for (const Json& one : report["assessment"]["policies"])
    if (one["id"] == policy) return one;
  return {};
}

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

constexpr const char* kRevoked = ", status: revoked, lifecycle: {revoked: {at: 2020-01-01}}";

}  // namespace

TEST_CASE(
    "A revocation that is not real is found, and closed once the provider refuses the token") {
  Organisation acme;
  acme.registered(acme.entry("bot", 1, kRevoked));
  acme.provider.accept({1});
  const RunResult alive = ended_with(1, acme.verify({"--ledger", acme.ledger, "--format", "json"}));
  CHECK(outcome_of(alive, "REV1001")["fail"] == 1);
  CHECK(outcome_of(alive, "REV1002")["fail"] == 1);
  const std::string failed = acme.events("revocation.failed");
  CHECK(lines(failed) == 1);
  for (const char* part : {"credential:bot", "host=api.github.com", "status=2xx", "result=active",
                           "method=live-check", "verifier="})
    CHECK(holds(failed, part));
  CHECK(acme.state_of("bot") == "revoked-live");
  // The two others are refused, and nobody had called them revoked.
  CHECK(lines(acme.events("revocation.verified")) == 2);

  acme.provider.accept({});
  const std::string layer = acme.repository.dir() / "verified.yaml";
  const RunResult dead = ended_with(
      0, acme.verify({"--ledger", acme.ledger, "--format", "json", "--registry-output", layer}));
  CHECK(outcome_of(dead, "REV1001")["pass"] == 1);
  CHECK(outcome_of(dead, "REV1002")["pass"] == 1);
  CHECK(holds(acme.events("revocation.verified"), "status=4xx"));
  CHECK(acme.state_of("bot") == "closed");
  ended_with(0, keyhound({"evidence", "verify", acme.ledger}));
  CHECK_FALSE(acme.repository.leaks_into(acme.repository.dir().read_file("ledger.jsonl")));

  // The layer says it to whoever has no ledger.
  const std::string repository = acme.repository.repo().path();
  const RunResult without =
      keyhound({"scan", repository, "--registry", acme.owners, "--format", "json"});
  CHECK(outcome_of(without, "REV1002")["fail"] == 1);
  const RunResult with = keyhound(
      {"scan", repository, "--registry", layer, "--registry", acme.owners, "--format", "json"});
  CHECK(outcome_of(with, "REV1002")["pass"] == 1);
  const std::string written = acme.repository.dir().read_file("verified.yaml");
  CHECK(holds(written, "at api.github.com, 4xx"));
  CHECK(holds(written, "provider: api.github.com"));
  CHECK(holds(written, "status: \"4xx\""));
  // The wrong way round it would say nothing, in silence.
  const RunResult reversed =
      ended_with(2, keyhound({"scan", repository, "--registry", acme.owners, "--registry", layer}));
  CHECK(holds(reversed.err, "verified.yaml:"));
  CHECK(holds(reversed.err, "--registry " + layer + " --registry " + acme.owners));
}

TEST_CASE("A revocation is verified when every value that leaked is refused, and not before") {
  Organisation acme;
  const auto value = [&acme](unsigned token) {
    return "\"" + acme.fingerprints.at(std::to_string(token) + ".env") + "\"";
  };
  acme.registered("  - {id: bot, identity: {fingerprints: [" + value(1) + ", " + value(2) +
                  "]}, owner: {accountable: group:pay}" + kRevoked + "}\n");
  acme.provider.accept({});
  const auto judged = [&acme] {
    return keyhound({"scan", acme.repository.repo().path(), "--registry", acme.owners, "--ledger",
                     acme.ledger, "--format", "json"});
  };
  // The budget is spent before the second is asked about.
  ended_with(3, acme.verify({"--revoked", "--ledger", acme.ledger, "--max-requests", "1"}));
  CHECK(lines(acme.events("revocation.verified")) == 1);
  const RunResult partly = judged();
  CHECK(outcome_of(partly, "REV1002")["fail"] == 1);
  CHECK(holds(partly.out, "1 of 2 were shown to be refused"));
  ended_with(0, acme.verify({"--revoked", "--ledger", acme.ledger}));
  CHECK(outcome_of(judged(), "REV1002")["pass"] == 1);
}

TEST_CASE("An answer out of the cache is no new evidence") {
  const Organisation acme;
  acme.registered(acme.entry("bot", 1, kRevoked));
  const auto verify = [&acme] {
    ended_with(0,
               acme.repository.verify_github({"--registry", acme.owners, "--ledger", acme.ledger}));
  };
  verify();
  const std::string before = acme.events("revocation.verified");
  CHECK(lines(before) == 3);
  verify();
  CHECK(acme.events("revocation.verified") == before);
}

TEST_CASE("--revoked asks only about what is called revoked, and tells what became of each entry") {
  const Organisation acme;
  acme.registered(acme.entry("live", 1, kRevoked) + acme.entry("dead", 2, ", status: retired") +
                  acme.entry("used", 3, "") + "  - {id: lost, status: revoked}\n");
  acme.provider.accept({1, 3});
  const RunResult text = ended_with(1, acme.verify({"--revoked"}));
  CHECK(acme.repository.server().request_count() == 2);
  CHECK(holds(text.out,
              "3 called revoked: 1 still works, 0 untold, 1 without a value to verify, 1 "
              "refused\n"));
  CHECK(holds(text.out, "works     live, group:pay; revoked on 2020-01-01\n"));
  CHECK(holds(text.out, "no-value  lost"));
  CHECK(holds(text.out, "refused   dead"));
  CHECK_FALSE(holds(text.out, "used, group:pay"));
  CHECK_FALSE(acme.repository.leaks_into(text.out + text.err));

  acme.provider.accept({});
  const RunResult json = ended_with(3, acme.verify({"--revoked", "--format", "json"}));
  const Json report = Json::parse(json.out);
  CHECK(report["schema"] == "keyhound.dev/revoked/v1");
  CHECK(report["outcomes"]["refused"] == 2);
  CHECK(report["entries"][0]["outcome"] == "no-value");
  CHECK(report["entries"][1]["found"][0]["liveness"]["host"] == "api.github.com");

  acme.registered(acme.entry("live", 1, kRevoked));
  ended_with(0, acme.verify({"--revoked"}));
  // Nobody is allowed to be asked: nothing can be told.
  const RunResult nobody = ended_with(
      3, acme.repository.verify({"--registry", acme.owners, "--revoked", "--max-age", "PT0S"}));
  CHECK(holds(nobody.out, "untold    live"));
  CHECK(holds(ended_with(2, acme.repository.verify_github({"--revoked"})).err, "--registry"));
  CHECK(holds(ended_with(2, acme.verify({"--registry-output", acme.owners})).err,
              "a file of the registry itself"));
  CHECK(holds(ended_with(2, acme.verify({"--registry-output", "x.yaml", "--dry-run"})).err,
              "--dry-run and --registry-output"));
}

TEST_CASE("A revoked token that stands in no repository is verified from a file of secrets") {
  const Organisation acme;
  acme.registered(acme.entry("live", 1, kRevoked));
  acme.provider.accept({1});
  const std::string secrets = acme.repository.dir() / "old-keys";
  acme.repository.dir().write_file("old-keys",
                                   "github-classic-pat=" + VerifiedRepository::token(1) + "\n" +
                                       "github-classic-pat=" + VerifiedRepository::token(5) + "\n");
  std::filesystem::permissions(secrets, std::filesystem::perms::owner_read);
  const TlsServer& server = acme.repository.server();
  const RunResult run = ended_with(
      1, keyhound({"verify", "--secrets", secrets, "--revoked", "--registry", acme.owners,
                   "--ledger", acme.ledger, "--allow", kGithubHost, "--endpoint", kGithubEndpoint,
                   "--ca-file", server.ca_file(), "--connect-to", server.connect_to(),
                   "--allow-internal", "--no-cache"}));
  CHECK(acme.repository.server().request_count() == 1);
  CHECK(holds(run.out, "works     live"));
  CHECK(lines(acme.events("revocation.failed")) == 1);
  // It is in a file of ours, which is no leak.
  CHECK(acme.events("finding").empty());
  CHECK_FALSE(acme.repository.leaks_into(run.out + run.err));
}

}  // namespace keyhound::testing
