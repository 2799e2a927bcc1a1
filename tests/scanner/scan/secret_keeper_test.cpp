// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/secret_keeper.h"

#include <doctest/doctest.h>

#include "tests/scanner/scan/scan_fixture.h"

namespace keyhound {
namespace {

constexpr std::string_view kPairRules = R"toml(
[[rules]]
id = "key-id"
confidence = "low"
severity = "info"
regex = '''\b(?P<key_id>AKEY[0-9]{8})\b'''
secret_group = 1
identity = ["key_id"]

[[rules]]
id = "secret"
confidence = "medium"
regex = '''\b(SECR[0-9]{8})\b'''
secret_group = 1
companions = ["key-id"]
)toml";

const std::string kId = std::string("AKEY") + "73019461";
const std::string kValue = std::string("SECR") + "62940131";

// What is kept of the secret `kValue` after the scan of these texts, one after the other.
CredentialParts kept_of(const std::vector<std::string>& texts) {
  static const ScanFixture fixture(kPairRules);
  SecretKeeper keeper;
  ScanSettings settings;
  settings.keeper = &keeper;
  const auto context = ScanContext::create(fixture.context().engine(), settings);
  REQUIRE(context.has_value());
  auto scanner = TextScanner::create(*context);
  REQUIRE(scanner.has_value());
  Finding finding;
  for (const std::string& text : texts) {
    std::vector<TextHit> hits;
    REQUIRE(scanner->scan(text, {kNoPaths, {}, {}, true}, hits).has_value());
    REQUIRE(hits.size() == 1);
    finding.rule_id = context->rule(hits[0].rule).id;
    finding.fingerprint = hits[0].fingerprint;
  }
  return keeper.take(finding);
}

}  // namespace

TEST_CASE("A scan hands its secrets, with parts and public half, to who is to verify them") {
  const CredentialParts parts = kept_of({"id " + kId + "\nsecret " + kValue + "\n"});
  CHECK(parts.secret == kValue);
  CHECK(parts.parts.at("key-id") == kId);
  CHECK(parts.identity.at("key_id") == kId);
}

TEST_CASE("Of a secret that stands in several places the place with most parts counts") {
  const std::string alone = "secret " + kValue + "\n";
  const std::string whole = "id " + kId + "\n" + alone;
  CHECK(kept_of({alone, whole, alone}).parts.size() == 1);
  CHECK(kept_of({alone}).parts.empty());
}

TEST_CASE("What finds no room is counted, and what was taken is gone") {
  SecretKeeper keeper(20);
  Finding first;
  first.rule_id = "a";
  first.fingerprint.mac = std::vector<std::uint8_t>(32, 1);
  Finding second = first;
  second.fingerprint.mac[0] = 2;
  keeper.keep("a", first.fingerprint, {"twelve bytes", {}, {}});
  keeper.keep("a", second.fingerprint, {"twelve bytes", {}, {}});
  CHECK(keeper.lost() == 1);
  CHECK(keeper.find(second) == nullptr);
  CHECK(keeper.take(first).secret == "twelve bytes");
  CHECK(keeper.find(first) == nullptr);
  keeper.keep("a", second.fingerprint, {"twelve bytes", {}, {}});
  CHECK(keeper.find(second) != nullptr);
}

}  // namespace keyhound
