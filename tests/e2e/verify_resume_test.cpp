// SPDX-License-Identifier: Apache-2.0
// What `keyhound verify` does when it is cut off, limited, or given a cache that is not its own.
#include <sys/stat.h>

#include <atomic>
#include <map>

#include "tests/e2e/verify_fixture.h"

namespace keyhound::testing {

TEST_CASE("verify goes on where it was killed, and asks nothing twice but what was on its way") {
  constexpr unsigned kTokens = 12;
  std::atomic<int> answers_left = 5;
  VerifiedRepository repository([&](const TlsRequest&) {
    return answers_left-- > 0 ? TlsAnswer(github_user())
                              : TlsAnswer::with(TlsAnswer::Fault::kNever);
  });
  for (unsigned n = 1; n <= kTokens; ++n) repository.leak(n);
  RunOptions short_life;
  short_life.timeout_seconds = 6;
  const std::vector<std::string> arguments = {"--allow", kGithubHost, "--timeout", "PT60S"};
  const RunResult killed = repository.run("verify", arguments, short_life);
  INFO(killed.describe());
  REQUIRE(killed.killed_by_timeout);
  answers_left = 1000;
  const RunResult result = ended_with(1, repository.verify_github());
  CHECK(holds(result.out, "active (12)"));
  std::map<std::string, int> asked;
  for (const TlsRequest& request : repository.server().requests())
    ++asked[request.header("authorization")];
  CHECK(asked.size() == kTokens);
  CHECK(repository.server().request_count() <= kTokens + 1);
}

TEST_CASE("verify says which limit left something over, and goes on when it runs again") {
  VerifiedRepository repository([](const TlsRequest&) { return github_refusal(); });
  for (unsigned n = 1; n <= 4; ++n) repository.leak(n);
  const RunResult first = ended_with(3, repository.verify_github({"--max-requests", "3"}));
  INFO(first.describe());
  CHECK(holds(first.out, "asked 3: revoked 3; not asked 1: "));
  CHECK(holds(first.out, "run it again"));
  CHECK(holds(ended_with(0, repository.verify_github()).out, "revoked (4)"));
  CHECK(repository.server().request_count() == 4);
}

TEST_CASE("verify gives a host up that wants to be left alone for long, and says so") {
  VerifiedRepository repository([](const TlsRequest&) {
    ServedAnswer limited = json_answer("{}", {{"Retry-After", "86400"}});
    limited.status = 429;
    return limited;
  });
  for (unsigned n = 1; n <= 5; ++n) repository.leak(n);
  const RunResult result = ended_with(3, repository.verify_github());
  INFO(result.describe());
  CHECK(holds(result.out, "rate limited (429)"));
  CHECK(holds(result.out, "its host was given up"));
  // Three credentials that are refused, and not one, speak for all of the host.
  CHECK(repository.server().request_count() == 3);
}

TEST_CASE("verify refuses a cache that others may write, before anything is sent") {
  VerifiedRepository repository([](const TlsRequest&) { return github_user(); });
  repository.leak(1);
  repository.dir().write_file("cache/verification.jsonl", "");
  REQUIRE(::chmod(repository.cache().c_str(), 0666) == 0);
  const RunResult result = ended_with(2, repository.verify_github());
  CHECK(holds(result.err, "others may write it"));
  CHECK(repository.server().connection_count() == 0);
}

}  // namespace keyhound::testing
