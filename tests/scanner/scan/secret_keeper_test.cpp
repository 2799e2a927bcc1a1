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

// What is kept of the one secret of these texts after their scan, one after the other.
std::vector<KeptCredential> kept_by(const ScanFixture& fixture,
                                    const std::vector<std::string>& texts) {
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

std::vector<KeptCredential> kept_of(const std::vector<std::string>& texts) {
  static const ScanFixture fixture(kPairRules);
  return kept_by(fixture, texts);
}

}  // namespace

TEST_CASE("A scan hands its secrets, with parts and public half, to who is to verify them") {
  const auto kept = kept_of({"id " + kId + "\nsecret " + kValue + "\n"});
  REQUIRE(kept.size() == 1);
  const CredentialParts& parts = kept[0].parts;
  CHECK(parts.secret == kValue);
  CHECK(parts.parts.at("key-id") == kId);
  CHECK(parts.identity.at("key_id") == kId);
}

TEST_CASE("Of a password in a connection string the scan tells whether it may be cut") {
  constexpr std::string_view kRules = R"toml(
[[rules]]
id = "string"
kind = "connection-string"
regex = '''server=[a-z]{1,9};opens=([0-9A-Za-z]{8,64})'''
secret_group = 1
)toml";
  const ScanFixture fixture(kRules);
  const auto is_cut = [&](const std::string& behind) {
    const auto kept =
        kept_by(fixture, {"server=db;opens=" + testing::alphanumerics(9, 20) + behind});
    return kept.at(0).parts.identity.contains("may_be_cut");
  };
  CHECK_FALSE(is_cut(""));
  CHECK_FALSE(is_cut(";encrypt=true"));
  CHECK_FALSE(is_cut("\"\n"));
  CHECK(is_cut("<word9>x"));
  CHECK(is_cut(" 4dor"));
}

TEST_CASE("Of a secret that stands in several places the place with most parts counts") {
  const std::string alone = "secret " + kValue + "\n";
  const std::string whole = "id " + kId + "\n" + alone;
  const auto kept = kept_of({alone, whole, alone});
  REQUIRE(kept.size() == 1);
  CHECK(kept[0].parts.parts.size() == 1);
  CHECK(kept_of({alone}).at(0).parts.parts.empty());
}

TEST_CASE("A secret with two key ids is two credentials, in whatever order they are found") {
  const std::string other = std::string("AKEY") + "51840327";
  const std::string first = "id " + kId + "\nsecret " + kValue + "\n";
  const std::string second = "id " + other + "\nsecret " + kValue + "\n";
  for (const auto& texts : {std::vector{first, second}, std::vector{second, first}}) {
    const auto kept = kept_of(texts);
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].parts.parts.at("key-id") == other);
    CHECK(kept[1].parts.parts.at("key-id") == kId);
  }
}

TEST_CASE("Of very many variants the same few are kept in any order, and the others counted") {
  Finding finding;
  finding.rule_id = "a";
  finding.fingerprint.mac = std::vector<std::uint8_t>(32, 1);
  const auto hosts = [&finding](bool backwards) {
    SecretKeeper keeper;
    for (int i = 0; i < 40; ++i) {
      const int number = 10 + (backwards ? 39 - i : i);
      keeper.keep("a", finding.fingerprint, {"s", {}, {{"host", std::to_string(number)}}});
    }
    CHECK(keeper.lost() == 40 - SecretKeeper::kMostVariants);
    std::string names;
    for (const KeptCredential& kept : keeper.take(finding)) names += kept.parts.identity.at("host");
    return names;
  };
  CHECK(hosts(false) == "10111213141516171819202122232425");
  CHECK(hosts(true) == hosts(false));
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
  CHECK_FALSE(keeper.has(second));
  CHECK(keeper.take(first).at(0).parts.secret == "twelve bytes");
  CHECK_FALSE(keeper.has(first));
  keeper.keep("a", second.fingerprint, {"twelve bytes", {}, {}});
  CHECK(keeper.has(second));
}

TEST_CASE("Each variant of a secret knows where it stands, in whatever order it is found") {
  Finding finding;
  finding.rule_id = "a";
  finding.fingerprint.mac = std::vector<std::uint8_t>(32, 1);
  const KeptPlace places[] = {{"b.env", {3, 1}}, {"a.env", {7, 2}}, {"a.env", {1, 9}}};
  for (const bool backwards : {false, true}) {
    SecretKeeper keeper;
    for (int i = 0; i < 3; ++i) {
      const KeptPlace& place = places[backwards ? 2 - i : i];
      const std::string host = place.start.line == 1 ? "two" : "one";
      keeper.keep("a", finding.fingerprint, {"s", {}, {{"host", host}}}, place);
    }
    const auto kept = keeper.take(finding);
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].places == std::vector{places[1], places[0]});
    CHECK(kept[1].places == std::vector{places[2]});
  }
}

TEST_CASE("Of very many places of a credential the same few are kept, and none is no loss") {
  Finding finding;
  finding.rule_id = "a";
  finding.fingerprint.mac = std::vector<std::uint8_t>(32, 1);
  SecretKeeper keeper;
  for (std::uint64_t line = 40; line > 0; --line)
    keeper.keep("a", finding.fingerprint, {"s", {}, {}}, {"a.env", {line, 1}});
  keeper.keep("a", finding.fingerprint, {"s", {}, {}});
  CHECK(keeper.lost() == 0);
  const auto kept = keeper.take(finding);
  REQUIRE(kept.size() == 1);
  REQUIRE(kept[0].places.size() == SecretKeeper::kMostPlaces);
  CHECK(kept[0].places.back().start.line == SecretKeeper::kMostPlaces);
}

TEST_CASE("A scan tells where in a text each secret stands, by its path or its blob") {
  static const ScanFixture fixture(kPairRules);
  for (const std::string_view blob : {"", "0a1b"}) {
    SecretKeeper keeper;
    ScanSettings settings;
    settings.keeper = &keeper;
    const auto context = ScanContext::create(fixture.context().engine(), settings);
    REQUIRE(context.has_value());
    auto scanner = TextScanner::create(*context);
    REQUIRE(scanner.has_value());
    const std::string_view path = "a.env";
    std::vector<TextHit> hits;
    const TextOrigin origin{{&path, 1}, {}, {}, true, blob};
    REQUIRE(scanner->scan("x\nsecret " + kValue + "\n", origin, hits).has_value());
    REQUIRE(hits.size() == 1);
    Finding finding;
    finding.rule_id = context->rule(hits[0].rule).id;
    finding.fingerprint = hits[0].fingerprint;
    const auto kept = keeper.take(finding);
    REQUIRE(kept.size() == 1);
    const KeptPlace expected{std::string(blob.empty() ? path : blob), {2, 8}};
    CHECK(kept[0].places == std::vector{expected});
  }
}

}  // namespace keyhound
