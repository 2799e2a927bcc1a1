// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/target_list.h"

#include <doctest/doctest.h>

#include "tests/support/tokens.h"

namespace keyhound::testing {

TEST_CASE("A list has one target a line, with comments and empty lines") {
  const TargetList list = read_target_list(
      "\xEF\xBB\xBF# of the payment team\r\n"
      "https://github.com/acme/pay   # and its tests\r\n"
      "\n"
      "   git@github.com:acme/c-sharp#.git\t# a name with a hash in it\n"
      "https://github.com/acme/last",
      "repos.txt");
  REQUIRE(list.targets.size() == 3);
  CHECK(list.targets[0].name == "github.com/acme/pay");
  CHECK(list.targets[1].name == "github.com/acme/c-sharp#");
  CHECK(list.targets[2].name == "github.com/acme/last");
  CHECK(list.diagnostics.empty());
}

TEST_CASE("A line that names no target is told with its number, and the others count") {
  const std::string secret = alphanumerics(5, 24);
  const TargetList list = read_target_list("https://github.com/acme/a\nhttps://u:" + secret +
                                               "@github.com/\next::sh -c x\n" +
                                               "https://u:" + secret + "@github.com/acme/b\n",
                                           "repos.txt");
  CHECK(list.targets.size() == 2);
  REQUIRE(list.diagnostics.size() == 3);
  CHECK(list.diagnostics[0].kind == "bad-target");
  CHECK(list.diagnostics[0].subject == "repos.txt:2");
  CHECK(list.diagnostics[0].incomplete);
  CHECK(list.diagnostics[1].subject == "repos.txt:3");
  CHECK(list.diagnostics[2].kind == "credentials-in-url");
  CHECK(list.diagnostics[2].subject == "repos.txt:4");
  CHECK_FALSE(list.diagnostics[2].incomplete);
  for (const Diagnostic& diagnostic : list.diagnostics) {
    CHECK(diagnostic.message.find(secret) == std::string::npos);
  }
}

TEST_CASE("A file that is no list of repositories does not flood the diagnostics") {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "-x\n";
  const TargetList list = read_target_list(text, "x");
  CHECK(list.targets.empty());
  CHECK(list.diagnostics.size() == 1000);
  CHECK(list.diagnostics.back().incomplete);
}

TEST_CASE("A path where there is nothing stays a target, and is told") {
  const TargetList list = read_targets({"/keyhound/not/there", "git@a.example:b"});
  CHECK(list.targets.size() == 2);
  REQUIRE(list.diagnostics.size() == 1);
  CHECK(list.diagnostics[0].kind == "missing-target");
  CHECK_FALSE(list.diagnostics[0].incomplete);
}

}  // namespace keyhound::testing
