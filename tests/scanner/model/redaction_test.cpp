// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/redaction.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <random>
#include <string>

#include "tests/support/text_forms.h"
#include "tests/support/tokens.h"

namespace keyhound {
namespace {

// What redact() shows of `secret` in front of the ellipsis.
std::string shown(const std::string& secret) {
  const std::string redacted = redact(secret);
  const std::size_t ellipsis = redacted.find("\xE2\x80\xA6");
  REQUIRE(ellipsis != std::string::npos);
  CHECK(redacted.substr(ellipsis + 3) == fmt::format("({})", secret.size()));
  return redacted.substr(0, ellipsis);
}

}  // namespace

TEST_CASE("redact shows the public prefix of a token and its length") {
  const std::string body = testing::alphanumerics(1, 90);
  for (const std::string prefix : {"ghp_", "github_pat_", "glpat-", "sk_live_", "SG.", "hf_",
                                   "dop_v1_", "sk-ant-api03-", "lin_api_", "sq0atp-", "GOCSPX-"}) {
    CAPTURE(prefix);
    CHECK((shown(prefix + body) == prefix || prefix.size() > 12));
  }
  CHECK(redact("ghp_" + body.substr(0, 36)).find("ghp_") == 0);
  CHECK(redact("sk-ant-api03-" + body).starts_with("sk-ant-\xE2\x80\xA6"));
}

TEST_CASE("redact shows nothing of a secret without a public prefix") {
  for (const std::string& secret : {
           std::string(),
           std::string("a"),
           std::string("correct-horse-battery"),
           testing::alphanumerics(2, 40),
           std::string("7f3e0c11-2222-4333-8444-555566667777"),
           std::string("a1b2c3d4-2222-4333-8444-555566667777"),
           std::string("Zk3-x7Qp0aLmV2nB8cT5rY1wE6uI9oP4sD"),
           std::string("12-34-56-78-90-12-34-56-78-90-12-34"),
           std::string("----------------------------"),
           std::string("_.-_.-_.-_.-_.-_.-_.-_.-_.-_.-"),
           std::string("p\xC3\xA4ss-") + testing::alphanumerics(3, 40),
           std::string("a b-") + testing::alphanumerics(3, 40),
           std::string("\n\x1B[31m-") + testing::alphanumerics(3, 40),
       }) {
    CAPTURE(secret);
    CHECK(shown(secret) == "");
  }
}

TEST_CASE("redact shows no prefix that is more than a quarter of the secret") {
  CHECK(shown("ghp_" + std::string(11, 'x')) == "");
  CHECK(shown("ghp_" + std::string(12, 'x')) == "ghp_");
}

TEST_CASE("redact shows the label of a private key block and nothing of its body") {
  const std::string dashes(5, '-');
  const std::string body = testing::alphanumerics(4, 600);
  for (const std::string label :
       {"RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"}) {
    CAPTURE(label);
    CHECK(shown(dashes + "BEGIN " + label + dashes + "\n" + body) == label);
  }
  for (const std::string& hostile : {
           dashes + "BEGIN " + testing::random_text(5, 30, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") + dashes +
               body,
           dashes + "BEGIN RSA PRIVATE KEY" + dashes,  // nothing but the label
           dashes + "BEGIN PRIVATE KEY " + body + dashes,
           dashes + "BEGIN " + body,
           dashes + "BEGIN PRIVATE KEY\x1B[2J" + dashes + body,
       }) {
    CAPTURE(hostile);
    CHECK(shown(hostile) == "");
  }
}

TEST_CASE("redact never shows more than a quarter, more than 12 bytes, or what terminals obey") {
  std::mt19937 random(7);
  constexpr std::string_view kAlphabet = "abcXYZ0189_-.\x1b\xC3\n ";
  for (int i = 0; i < 20000; ++i) {
    std::string secret;
    for (std::size_t length = random() % 80; secret.size() < length;)
      secret += kAlphabet[random() % kAlphabet.size()];
    const std::string redacted = redact(secret);
    const std::string part = redacted.substr(0, redacted.find("\xE2\x80\xA6"));
    const bool is_fine =
        part.size() * 4 <= secret.size() && part.size() <= 12 && secret.starts_with(part) &&
        testing::obeyed_by_terminals(redacted).empty() && redacted.find('\n') == std::string::npos;
    if (is_fine) continue;
    CAPTURE(secret);
    CHECK(is_fine);
  }
}

}  // namespace keyhound
