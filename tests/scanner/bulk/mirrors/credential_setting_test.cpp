// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/mirrors/credential_setting.h"

#include <doctest/doctest.h>

#include "tests/support/program.h"

namespace keyhound {
namespace {

// What git does with the value of a helper that begins with "!".
std::string answer_of(const GitSetting& setting, const std::string& action,
                      const std::string& question) {
  REQUIRE(setting.value.starts_with("!"));
  testing::RunOptions options;
  options.environment = {{std::string(kTokenVariable), "tok %s \\n'\"$x"}};
  options.stdin_bytes = question;
  const auto result =
      testing::run({"/bin/sh", "-c", setting.value.substr(1) + " " + action}, options);
  CHECK(result.err.empty());
  CHECK(result.exit_code == 0);
  return result.out;
}

TEST_CASE("The token answers for its host by https alone") {
  const RemoteAddress address{"https://h:8443/x", "https", "h:8443"};
  const auto settings = token_settings(address, "gitlab");
  REQUIRE(settings.size() == 2);
  CHECK(settings[0].name == "credential.helper");
  CHECK(settings[0].value.empty());
  const GitSetting& helper = settings[1];
  CHECK(helper.name == "credential.https://h:8443.helper");
  CHECK(answer_of(helper, "get", "protocol=https\nhost=h:8443\n\n") ==
        "username=oauth2\npassword=tok %s \\n'\"$x\n");
  CHECK(answer_of(helper, "get", "protocol=http\nhost=h:8443\n").empty());
  CHECK(answer_of(helper, "get", "protocol=https\nhost=h:8443.evil\n").empty());
  CHECK(answer_of(helper, "get", "protocol=https\nhost=h\n").empty());
  CHECK(answer_of(helper, "get", "").empty());
  CHECK(answer_of(helper, "store", "protocol=https\nhost=h:8443\n").empty());
  CHECK(answer_of(helper, "erase", "protocol=https\nhost=h:8443\n").empty());
}

TEST_CASE("No token is given for other protocols, or hosts that do not stand in quotes") {
  CHECK(token_settings({"http://h/x", "http", "h"}, "github").empty());
  CHECK(token_settings({"ssh://h/x", "ssh", "h"}, "github").empty());
  CHECK(token_settings({"https://h'x/x", "https", "h'x"}, "github").empty());
  CHECK(user_beside_token("github") == "x-access-token");
}

TEST_CASE("A helper of the user's is taken as git takes it, with the user's home") {
  struct Row {
    const char* helper;
    const char* command;
  };
  for (const Row& row : {Row{"store", "git credential-store"},
                         Row{"/usr/bin/x -y", "/usr/bin/x -y"}, Row{"!echo z", "echo z"}}) {
    const auto settings = helper_settings(row.helper);
    REQUIRE(settings.size() == 2);
    CHECK(settings[0].value.empty());
    CHECK(settings[1].value.ends_with(std::string("; ") + row.command));
  }
  testing::RunOptions options;
  options.environment = {{std::string(kHelperHomeVariable), "/home/ana"}, {"HOME", "/dev/null"}};
  const std::string script = helper_settings("!echo \"$HOME\"")[1].value.substr(1);
  CHECK(testing::run({"/bin/sh", "-c", script + " get"}, options).out == "/home/ana get\n");
}

}  // namespace
}  // namespace keyhound
