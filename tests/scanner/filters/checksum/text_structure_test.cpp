// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/text_encode.h"
#include "tests/scanner/filters/checksum/drawer.h"

namespace keyhound {
namespace {

bool is_right(std::string_view name, const std::string& token) {
  return kind_of(text_structures(), name).is_right(token) == true;
}

}  // namespace

TEST_CASE("Texts inside tokens have the parts of their form") {
  CHECK(is_right("aws-bedrock", "ABSK" + to_base64("BedrockAPIKey-ab12-at-123456789012:secret")));
  CHECK_FALSE(is_right("aws-bedrock", "ABSK" + to_base64("BedrockAPIKey-ab12-at-12345678901:s")));
  CHECK_FALSE(is_right("aws-bedrock", "ABSK" + to_base64("BedrockAPIKey-ab12-at-123456789012")));
  CHECK(is_right("artifactory-reference", to_base64("reftkn:01:0000000000:abcdefghijkl")));
  CHECK_FALSE(is_right("artifactory-reference", to_base64("reftkn:01:000000000:abcdefghijkl")));
  CHECK(is_right("atlassian-data-center", to_base64("12345:" + std::string(20, '\xAB'))));
  CHECK_FALSE(is_right("atlassian-data-center", to_base64("12345:" + std::string(19, '\xAB'))));
  CHECK_FALSE(is_right("atlassian-data-center", to_base64("1234x:" + std::string(20, '\xAB'))));
  CHECK(is_right("bitbucket-data-center", "BBDC-" + to_base64("12345:" + std::string(20, '\xAB'))));
  CHECK(is_right("basic-authorization", to_base64("user:pa55")));
  CHECK(is_right("basic-authorization", to_base64("us\xC3\xA9r:pa55")));
  CHECK_FALSE(is_right("basic-authorization", to_base64("user")));
  CHECK_FALSE(is_right("basic-authorization", to_base64("us\x01r:pa55")));
  CHECK(is_right("openai-marker", "sk-proj-abcT3BlbkFJxyz"));
  CHECK_FALSE(is_right("openai-marker", "sk-proj-abcT3BlbkFJxy"));
}

TEST_CASE("A Discord token begins with a snowflake") {
  const std::string behind =
      "." + base64_without_padding("\x5F\x01\x02\x03", true) + "." + std::string(27, 'x');
  CHECK(is_right("discord-snowflake", base64_without_padding("123456789012345678", true) + behind));
  CHECK_FALSE(
      is_right("discord-snowflake", base64_without_padding("1234567890123456", true) + behind));
  CHECK_FALSE(
      is_right("discord-snowflake", base64_without_padding("99999999999999999999", true) + behind));
  CHECK_FALSE(
      is_right("discord-snowflake", base64_without_padding("12345678901234567x", true) + behind));
}

TEST_CASE("A macaroon's fields fill it, and end with its signature") {
  const std::string front =
      std::string("\x02\x01\x08pypi.org\x02\x02id\0\x02\x04[[1]\0\0\x06\x20", 26);
  const std::string whole = front + std::string(32, '\x7A');
  CHECK(is_right("pypi-macaroon", "pypi-" + base64_without_padding(whole, true)));
  CHECK_FALSE(is_right("pypi-macaroon", "pypi-" + base64_without_padding(whole + "x", true)));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(
        is_right("pypi-macaroon", "pypi-" + base64_without_padding(whole.substr(0, size), true)));
  }
}

}  // namespace keyhound
