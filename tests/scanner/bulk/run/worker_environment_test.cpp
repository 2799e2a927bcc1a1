// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/worker_environment.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace keyhound {
namespace {

bool has(const Environment& environment, const std::string& name) {
  return std::any_of(environment.begin(), environment.end(),
                     [&name](const auto& variable) { return variable.first == name; });
}

TEST_CASE("A worker gets no credential but the token that its mirrors are fetched with") {
  const Environment all = {{"PATH", "/bin"},           {"HOME", "/root"},
                           {"LC_ALL", "C.UTF-8"},      {"XDG_CACHE_HOME", "/c"},
                           {"GITHUB_TOKEN", "t1"},     {"GITLAB_TOKEN", "t2"},
                           {"PGPASSWORD", "p"},        {"AWS_SECRET_ACCESS_KEY", "k"},
                           {"KEYHOUND_STORE", "s"},    {"KEYHOUND_LEDGER_KEY_FILE", "f"},
                           {"LD_PRELOAD", "x.so"},     {"GIT_DIR", "/elsewhere"},
                           {"GIT_CONFIG_COUNT", "1"},  {"KEYHOUND_FINGERPRINT_KEY", "1:00"},
                           {"https_proxy", "http://p"}};
  const Environment given = worker_environment(all, "GITLAB_TOKEN");
  CHECK(given.size() == 7);
  for (const char* const name : {"PATH", "HOME", "LC_ALL", "XDG_CACHE_HOME", "GITLAB_TOKEN",
                                 "KEYHOUND_FINGERPRINT_KEY", "https_proxy"}) {
    CAPTURE(name);
    CHECK(has(given, name));
  }
  CHECK(worker_environment(all, "").size() == 6);
}

TEST_CASE("The environment of this process is read whole") {
  ::setenv("KEYHOUND_TEST_VARIABLE", "a=b", 1);
  const Environment all = process_environment();
  const auto found = std::find_if(all.begin(), all.end(), [](const auto& variable) {
    return variable.first == "KEYHOUND_TEST_VARIABLE";
  });
  REQUIRE(found != all.end());
  CHECK(found->second == "a=b");
}

}  // namespace
}  // namespace keyhound
