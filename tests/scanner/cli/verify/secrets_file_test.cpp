// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/secrets_file.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

#include "scanner/cli/rule_options.h"
#include "scanner/cli/scan_run.h"
#include "scanner/cli/verify/listed_findings.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

const RuleSet& rules() {
  static const RuleSet kRules = [] {
    auto loaded = load_rule_set({});
    REQUIRE(loaded.has_value());
    return std::move(*loaded);
  }();
  return kRules;
}

std::vector<ListedSecret> parsed(const std::string& text) {
  auto secrets = parse_secrets(text, rules(), FingerprintKey());
  if (!secrets) FAIL(secrets.error().message);
  return std::move(*secrets);
}

std::string fault_of(const std::string& text) {
  const auto secrets = parse_secrets(text, rules(), FingerprintKey());
  REQUIRE_FALSE(secrets.has_value());
  CHECK(secrets.error().kind == ErrorKind::kConfiguration);
  return secrets.error().message;
}

std::string pat_line(unsigned n) {
  return std::string(testing::kGithubRule) + "=" + testing::github_pat(n);
}

void make_private(const std::string& path) { fs::permissions(path, fs::perms::owner_read); }

}  // namespace

TEST_CASE("Each line of a file of secrets is a credential, with rule, provider and fingerprint") {
  const auto secrets = parsed("# mine\n\n" + pat_line(1) + "\n  " + pat_line(2) + "  # two\r\n");
  REQUIRE(secrets.size() == 2);
  CHECK(secrets[0].line == 3);
  CHECK(secrets[1].line == 4);
  const VerificationCandidate& first = secrets[0].candidate;
  CHECK(first.rule_id == testing::kGithubRule);
  CHECK(first.provider == "GitHub");
  CHECK(first.parts.secret == testing::github_pat(1));
  CHECK(first.fingerprint.starts_with("kh1:"));
  CHECK(first.fingerprint != secrets[1].candidate.fingerprint);
  CHECK(first.redacted == "ghp_…(40)");
  CHECK_FALSE(first.has_wrong_checksum);
}

TEST_CASE("Further fields of a line are the parts and the public half of its credential") {
  const auto secrets = parsed("aws-secret-access-key=" + testing::aws_secret_key(1) +
                              " aws-access-key-id=" + testing::aws_key_id(1) +
                              "\tidentity:account=123 identity:user=\"a b\"\n");
  REQUIRE(secrets.size() == 1);
  const CredentialParts& parts = secrets[0].candidate.parts;
  CHECK(parts.parts.at("aws-access-key-id") == testing::aws_key_id(1));
  CHECK(parts.identity.at("account") == "123");
  CHECK(parts.identity.at("user") == "a b");
}

TEST_CASE("A value in quotes may hold blanks, quotes and line ends") {
  const auto secrets = parsed("generic-url-password=\"a b\\\"c\\\\d\\n\\te#\"\n");
  REQUIRE(secrets.size() == 1);
  CHECK(secrets[0].candidate.parts.secret == "a b\"c\\d\n\te#");
}

TEST_CASE("A credential that is listed twice is verified once") {
  CHECK(parsed(pat_line(1) + "\n" + pat_line(1)).size() == 1);
}

TEST_CASE("A token with a wrong checksum is known as such") {
  std::string token = testing::github_pat(1);
  token.back() = token.back() == 'A' ? 'B' : 'A';
  const auto secrets = parsed(std::string(testing::kGithubRule) + "=" + token);
  REQUIRE(secrets.size() == 1);
  CHECK(secrets[0].candidate.has_wrong_checksum);
}

TEST_CASE("What is wrong with a file of secrets is told by line, without what stands there") {
  const std::string secret = testing::github_pat(1);
  for (const std::string& line :
       {secret, secret + "=x", "no-such-rule=" + secret, "=" + secret, "identity:a=" + secret,
        std::string(testing::kGithubRule) + "=", std::string(testing::kGithubRule) + "=\"" + secret,
        std::string(testing::kGithubRule) + "=\"" + secret + "\"x",
        std::string(testing::kGithubRule) + "=\"\\q" + secret + "\"", pat_line(1) + " " + secret}) {
    CAPTURE(line);
    const std::string fault = fault_of("\n" + line + "\n");
    CHECK(fault.starts_with("line 2: "));
    CHECK(fault.find(secret) == std::string::npos);
  }
}

TEST_CASE("A file of secrets that others may read is refused") {
  const testing::TempDir dir;
  dir.write_file("secrets.txt", pat_line(1));
  const std::string path = dir / "secrets.txt";
  for (const fs::perms mode : {fs::perms::group_read, fs::perms::others_read}) {
    fs::permissions(path, fs::perms::owner_read | mode);
    const auto read = read_secrets(path, rules(), FingerprintKey());
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().message.find("chmod 600") != std::string::npos);
  }
  make_private(path);
  CHECK(read_secrets(path, rules(), FingerprintKey()).has_value());
}

TEST_CASE("A file of secrets that is not there is told by name") {
  const auto read = read_secrets("/nowhere/secrets.txt", rules(), FingerprintKey());
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().message.find("/nowhere/secrets.txt") != std::string::npos);
}

TEST_CASE(
    "What stands beside a secret makes it another credential where it matters to what is asked") {
  const Rule& rule = rules().rules.front();
  const auto variant = [&](const char* part, const Verifier* verifier) {
    CredentialParts parts;
    parts.secret = "x";
    if (*part != '\0') parts.parts["key-id"] = part;
    return make_candidate(rule, FingerprintKey(), parts, verifier).variant;
  };
  Verifier alone;
  alone.url = "https://api.example.com/me";
  alone.bearer = "{secret}";
  CHECK(variant("a", &alone) == variant("b", &alone));
  CHECK(variant("a", &alone) == variant("", &alone));
  Verifier both = alone;
  both.basic = "{part:key-id}:{secret}";
  Verifier routed = alone;
  routed.routes = {{"sandbox_", "https://api.example.com/{part:key-id}"}};
  const std::vector<const Verifier*> more = {&both, &routed, nullptr};
  for (const Verifier* other : more) {
    CHECK(variant("a", other) != variant("b", other));
    CHECK(variant("a", other) != variant("", other));
  }
}

TEST_CASE("Listed secrets become findings with their lines, and the keeper has the secrets") {
  const testing::TempDir dir;
  dir.write_file("secrets.txt", "# mine\n" + pat_line(1) + "\n" + pat_line(2) + "\n");
  make_private(dir / "secrets.txt");
  const auto engine = make_engine({});
  REQUIRE(engine.has_value());
  const auto context = make_scan_context(*engine);
  REQUIRE(context.has_value());
  SecretKeeper keeper;
  const auto result = list_secrets(dir / "secrets.txt", *context, keeper);
  REQUIRE(result.has_value());
  REQUIRE(result->findings.size() == 2);
  const Finding& finding = result->findings[0];
  CHECK(finding.first().location.start.line == 2);
  CHECK(finding.message.find(testing::github_pat(1)) == std::string::npos);
  REQUIRE(keeper.has(finding));
  CHECK(keeper.take(finding).at(0).parts.secret == testing::github_pat(1));
}

}  // namespace keyhound
