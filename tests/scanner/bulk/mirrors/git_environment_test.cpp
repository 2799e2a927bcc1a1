// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/mirrors/git_environment.h"

#include <doctest/doctest.h>

#include <cstdlib>

namespace keyhound {
namespace {

TEST_CASE("git gets what is needed to reach hosts, and nothing that makes it do more") {
  ::setenv("GIT_TRACE_CURL", "1", 1);
  ::setenv("GIT_SSL_NO_VERIFY", "1", 1);
  ::setenv("GIT_CONFIG_COUNT", "1", 1);
  ::setenv("SOME_TOKEN", "word", 1);
  ::setenv("https_proxy", "http://proxy:3128", 1);
  ::setenv("GIT_SSH_COMMAND", "ssh -i key", 1);
  for (const bool with_all : {false, true}) {
    CAPTURE(with_all);
    const auto variables = mirror_environment({"https", "ssh"}, with_all);
    CHECK(variables.at("GIT_ALLOW_PROTOCOL") == "https:ssh");
    CHECK(variables.at("https_proxy") == "http://proxy:3128");
    CHECK(variables.at("HOME") == "/dev/null");
    CHECK(variables.at("GIT_TERMINAL_PROMPT") == "0");
    CHECK(variables.at("GIT_SSH_COMMAND").starts_with("ssh -i key -o BatchMode=yes "));
    for (const char* const name : {"GIT_TRACE_CURL", "GIT_SSL_NO_VERIFY", "GIT_CONFIG_COUNT"}) {
      CHECK(variables.count(name) == 0);
    }
    CHECK(variables.count("SOME_TOKEN") == (with_all ? 1 : 0));
  }
  for (const char* const name : {"GIT_TRACE_CURL", "GIT_SSL_NO_VERIFY", "GIT_CONFIG_COUNT",
                                 "SOME_TOKEN", "https_proxy", "GIT_SSH_COMMAND"}) {
    ::unsetenv(name);
  }
}

}  // namespace
}  // namespace keyhound
