// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/companion_pairs.h"

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
id = "session"
confidence = "high"
regex = '''\b(TOKN[0-9]{8})\b'''
secret_group = 1

[[rules]]
id = "secret"
confidence = "medium"
regex = '''\b(SECR[0-9]{8})\b'''
secret_group = 1
companions = ["key-id", "session"]
)toml";

// Values that are no fillers.
std::string id(unsigned n) { return "AKEY7301946" + std::to_string(n); }
std::string secret(unsigned n) { return "SECR6294013" + std::to_string(n); }

// The hits in one line each: "secret 1:1 id AKEY...".
std::vector<std::string> told(const std::vector<TextHit>& hits, const ScanFixture& fixture) {
  std::vector<std::string> lines;
  for (const TextHit& hit : hits) {
    std::string line = fixture.context().rule(hit.rule).id + " " + std::to_string(hit.start.line);
    for (const auto& [name, value] : hit.identity) line += " " + value;
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> scan(const std::string& text) {
  static const ScanFixture fixture(kPairRules);
  return told(fixture.scan(text), fixture);
}

}  // namespace

TEST_CASE("A key id and a secret near each other are one hit, a step surer, with both places") {
  const ScanFixture fixture(kPairRules);
  const auto hits = fixture.scan("id: " + id(1) + "\nsecret: " + secret(1) + "\nTOKN73019462\n");
  REQUIRE(hits.size() == 1);
  const TextHit& hit = hits[0];
  CHECK(hit.rule == fixture.rule("secret"));
  CHECK(hit.confidence == Confidence::kHigh);
  CHECK(hit.start == SourcePosition{2, 9});
  CHECK(hit.identity == std::vector<std::pair<std::string, std::string>>{{"key_id", id(1)}});
  CHECK(hit.fingerprint.mac == fingerprint(FingerprintKey(), "secret", secret(1)).mac);
  REQUIRE(hit.parts.size() == 3);
  CHECK(hit.parts[0].rule == fixture.rule("key-id"));
  CHECK(hit.parts[0].start == SourcePosition{1, 5});
  CHECK(hit.parts[1].rule == fixture.rule("secret"));
  CHECK(hit.parts[2].rule == fixture.rule("session"));
  CHECK(hit.parts[2].end == SourcePosition{3, 13});
}

TEST_CASE("Alone or too far apart each is a hit of its own") {
  CHECK(scan(id(1)) == std::vector<std::string>{"key-id 1 " + id(1)});
  const auto apart = [](std::size_t lines) {
    return scan(id(1) + std::string(lines, '\n') + secret(1)).size();
  };
  CHECK(apart(kCompanionLines) == 1);
  CHECK(apart(kCompanionLines + 1) == 2);
  CHECK(scan(id(1) + std::string(kCompanionBytes - 1, ' ') + secret(1)).size() == 1);
  CHECK(scan(id(1) + std::string(kCompanionBytes + 1, ' ') + secret(1)).size() == 2);
}

TEST_CASE("Each secret takes the id that is nearest, which goes to one secret alone") {
  CHECK(scan(secret(1) + "\n\n\n" + id(1) + "\n" + secret(2)) ==
        std::vector<std::string>{"secret 1", "secret 5 " + id(1)});
  const std::string block = id(1) + "\n" + secret(1) + "\n" + id(2) + "\n" + secret(2) + "\n";
  CHECK(scan(block) == std::vector<std::string>{"secret 2 " + id(1), "secret 4 " + id(2)});
  CHECK(scan(id(1) + " " + secret(1) + " " + id(2) + " " + secret(2)) ==
        std::vector<std::string>{"secret 1 " + id(1), "secret 1 " + id(2)});
  CHECK(scan(secret(1) + "\n" + id(1)) == std::vector<std::string>{"secret 1 " + id(1)});
}

TEST_CASE("A text in pieces gives the pairs of the whole") {
  const ScanFixture fixture(kPairRules);
  const std::string text = id(1) + "\n" + secret(1) + "\n" + id(2) + "\n" + secret(2) + "\n";
  const auto whole = told(fixture.scan(text), fixture);
  constexpr std::string_view kPath[] = {"a"};
  for (std::size_t cut = 1; cut < text.size(); ++cut) {
    std::vector<TextHit> hits;
    REQUIRE(fixture.scanner().scan_piece(text, 0, cut, {}, {kPath, {}}, hits));
    REQUIRE(fixture.scanner().scan_piece(text, cut, text.size(), {}, {kPath, {}}, hits));
    CHECK(told(hits, fixture) == whole);
  }
}

TEST_CASE("A companion that is no rule is an error") {
  auto file =
      parse_rule_file("[[rules]]\nid = \"a\"\nregex = 'abc[0-9]'\ncompanions = [\"b\"]\n", "r");
  REQUIRE(file);
  auto rules = make_rule_set(std::move(*file));
  REQUIRE(rules);
  const auto engine = RuleEngine::create(std::move(*rules));
  REQUIRE(engine);
  const auto context = ScanContext::create(*engine);
  REQUIRE_FALSE(context);
  CHECK(context.error().kind == ErrorKind::kConfiguration);
  CHECK(context.error().message.find("companions names \"b\"") != std::string::npos);
}

}  // namespace keyhound
