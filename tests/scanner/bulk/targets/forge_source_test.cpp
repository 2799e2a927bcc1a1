// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/forge_source.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

struct Row {
  const char* list;
  const char* text;
  const char* api_url;
  const char* name;
  const char* base;
};

const Forge& forge(const char* list) { return *find_forge_list(list)->forge; }

}  // namespace

TEST_CASE("A list is named by its name, or by the address of its page") {
  const Row rows[] = {
      {"github-org", "acme", "", "acme", ""},
      {"github-org", "https://github.com/acme", "", "acme", ""},
      {"github-org", "https://github.com/orgs/acme/", "", "acme", ""},
      {"github-org", "https://ghe.acme.example/acme", "", "acme",
       "https://ghe.acme.example/api/v3"},
      {"github-org", "acme", "https://ghe.acme.example", "acme", "https://ghe.acme.example/api/v3"},
      {"github-org", "acme", "https://ghe.acme.example/api/v3/", "acme",
       "https://ghe.acme.example/api/v3"},
      {"github-org", "acme", "https://api.acme.ghe.com", "acme", "https://api.acme.ghe.com"},
      {"github-user", "mona", "https://github.com", "mona", "https://api.github.com"},
      {"gitlab-group", "pay/core", "", "pay/core", ""},
      {"gitlab-group", "https://gitlab.com/groups/pay/core", "", "pay/core", ""},
      {"gitlab-group", "https://git.acme.example:8443/pay", "", "pay",
       "https://git.acme.example:8443/api/v4"},
      {"gitlab-group", "pay", "https://acme.example/gitlab", "pay",
       "https://acme.example/gitlab/api/v4"},
      {"gitlab-group", "pay", "https://acme.example/gitlab/api/v4", "pay",
       "https://acme.example/gitlab/api/v4"},
      {"gitea-org", "http://127.0.0.1:3000/acme", "", "acme", "http://127.0.0.1:3000/api/v1"},
      {"gitea-org", "acme", "https://git.acme.example", "acme", "https://git.acme.example/api/v1"},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.text));
    CAPTURE(std::string(row.api_url));
    const auto source = forge_source_of(row.list, row.text, row.api_url);
    REQUIRE(source.has_value());
    CHECK(source->forge == row.list);
    CHECK(source->name == row.name);
    CHECK(source->api_url == row.base);
  }
}

TEST_CASE("What is neither a name nor an address is refused with the option's name") {
  const std::string secret = alphanumerics(6, 24);
  for (const std::string& text :
       {std::string(), std::string("/"), std::string("a b"), std::string("../x"),
        std::string("a//b"), std::string("-x"), std::string("a?b=c"), std::string("a\nb"),
        "https://u:" + secret + "@github.com/acme", "https://github.com/acme?token=" + secret,
        std::string("ftp://github.com/acme"), std::string("https:///acme"),
        std::string("https://github.com/"), std::string(3000, 'a')}) {
    CAPTURE(text);
    const auto source = forge_source_of("github-org", text, "");
    REQUIRE_FALSE(source.has_value());
    CHECK((source.error().kind == ErrorKind::kUsage));
    CHECK(source.error().message.rfind("--github-org: ", 0) == 0);
    CHECK(source.error().message.find(secret) == std::string::npos);
  }
  CHECK_FALSE(forge_source_of("svn-org", "a", "").has_value());
  CHECK(forge_source_of("gitea-org", "acme", "").error().message.find("--api-url") !=
        std::string::npos);
  CHECK(forge_source_of("github-org", "acme", "ghe.acme.example")
            .error()
            .message.rfind("--api-url: ", 0) == 0);
}

TEST_CASE("The base of an API is made from an address or is one") {
  CHECK(*api_base_of(forge("github-org"), "https://API.GitHub.com/") == "https://api.github.com");
  CHECK(*api_base_of(forge("gitlab-group"), "https://api.acme.example") ==
        "https://api.acme.example/api/v4");
  CHECK_FALSE(api_base_of(forge("github-org"), "").has_value());
}

}  // namespace keyhound::testing
