// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/decode/identity/revealed.h"

namespace keyhound {

TEST_CASE("Prefixes reveal the mode of a key") {
  CHECK(revealed("mode", "sk_live_abc", "mode") == "live");
  CHECK(revealed("mode", "rk_test_abc", "mode") == "test");
  CHECK(revealed("mode", "sk_org_live_abc", "mode") == "live");
  CHECK(revealed("mode", "sk_abc_abc_abc_live_x", "mode").empty());
}

TEST_CASE("GitHub's and GitLab's tokens reveal their user") {
  // The id 583231, shifted left by three bits, in base32.
  CHECK(revealed("github-user", "github_pat_11AAEOMPY0abcdefghijkl_x", "user_id") == "583231");
  CHECK(revealed("github-user", "github_pat_22AAEOMPY0abcdefghijkl_x", "user_id").empty());
  const std::string payload = std::string(16, '\x01') + "o:1\nu:2s\n" + '\x10';
  std::string text = to_base64(payload);
  while (text.ends_with('=')) text.pop_back();
  CHECK(revealed("gitlab-routing", "glpat-" + text + ".01.0w0v26tqw", "organization") == "1");
  CHECK(revealed("gitlab-routing", "glpat-" + text + ".01.0w0v26tqw", "user_id") == "100");
  CHECK(revealed("gitlab-routing", "glrt-t1_" + text + ".01.0w0v26tqw", "user_id") == "100");
}

TEST_CASE("Encoded text reveals ids and ends") {
  CHECK(revealed("artifactory-reference", to_base64("reftkn:01:1700000000:abcdefghijkl"),
                 "expires") == "2023-11-14T22:13:20Z");
  CHECK(revealed("artifactory-reference", to_base64("reftkn:01:0000000000:abcdefghijkl"), "expires")
            .empty());
  CHECK(revealed("data-center-token", to_base64("12345:" + std::string(20, 'x')), "token_id") ==
        "12345");
  CHECK(revealed("data-center-token", "BBDC-" + to_base64("12345:xxxx"), "token_id") == "12345");
  CHECK(revealed("jetbrains", "perm:" + to_base64("jane") + "." + to_base64("ci") + ".secret",
                 "user") == "jane");
  CHECK(revealed("elasticsearch", to_base64(std::string(20, 'i') + ":" + std::string(22, 's')),
                 "key_id") == std::string(20, 'i'));
  const std::string discord = to_base64("175928847299117063") + ".x.y";
  CHECK(revealed("discord", discord, "user_id") == "175928847299117063");
  CHECK(revealed("discord", discord, "created") == "2016-04-30T11:18:25Z");
  CHECK(revealed("gcp-service-account", "\"client_email\": \"ci@shop-1.iam.gserviceaccount.com\"",
                 "project") == "shop-1");
}

TEST_CASE("Basic authorization reveals a user, unless a token stands in its place") {
  CHECK(revealed("basic-authorization", to_base64("deploy:pa55word"), "user") == "deploy");
  CHECK(
      revealed("basic-authorization", to_base64("0a1b2c3d4e5f6071:x-oauth-basic"), "user").empty());
  CHECK(revealed("basic-authorization", to_base64("0a1b2c3d4e5f6071:something"), "user").empty());
  CHECK(revealed("basic-authorization", to_base64("token-of-mine:"), "user").empty());
}

TEST_CASE("A macaroon of PyPI reveals its id, its project and its end") {
  const auto field = [](char type, const std::string& text) {
    return std::string{type, static_cast<char>(text.size())} + text;
  };
  const std::string bytes = "\x02" + field('\x01', "pypi.org") + field('\x02', "the-id") +
                            std::string(1, '\0') + field('\x02', "[1, [\"acme\"]]") +
                            std::string(1, '\0') + field('\x02', "[0, 1700000000, 1600000000]") +
                            std::string(2, '\0') + field('\x06', std::string(32, 's'));
  const std::string token = "pypi-" + to_base64(bytes);
  CHECK(revealed("pypi", token, "token_id") == "the-id");
  CHECK(revealed("pypi", token, "project") == "acme");
  CHECK(revealed("pypi", token, "expires") == "2023-11-14T22:13:20Z");
}

}  // namespace keyhound
