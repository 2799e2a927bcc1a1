// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/text_scanner.h"

#include <doctest/doctest.h>

#include <string>

#include "scanner/model/redaction.h"
#include "tests/scanner/scan/scan_fixture.h"

namespace keyhound {

TEST_CASE("A hit stands at the secret, not at the match, and holds only its redacted form") {
  const ScanFixture fixture;
  const std::string secret = testing::alphanumerics(1, 20);
  const auto hits = fixture.scan("x\n  \xF0\x9F\x94\x91 token = " + secret + ";");
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].rule == fixture.rule("assigned"));
  CHECK(hits[0].start == SourcePosition{2, 14});
  CHECK(hits[0].end == SourcePosition{2, 34});
  CHECK(hits[0].secret_redacted == redact(secret));
  CHECK(hits[0].fingerprint.mac == fingerprint(FingerprintKey(), "assigned", secret).mac);
}

TEST_CASE("Of rules on the same bytes the most specific wins and names the others") {
  const ScanFixture fixture;
  const auto hits = fixture.scan("token = " + acme_token(1));
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].rule == fixture.rule("acme"));
  CHECK(hits[0].also_matched == std::vector<std::uint32_t>{fixture.rule("assigned")});
}

TEST_CASE("Hits are sorted by path and place, whatever their rules") {
  const ScanFixture fixture;
  const std::string text = "token = " + testing::alphanumerics(1, 20) + "\n" + acme_token(2) +
                           "\ntoken = " + testing::alphanumerics(3, 20) + "\n" + acme_token(4);
  constexpr std::string_view kPaths[] = {"a", "b"};
  std::vector<TextHit> hits;
  REQUIRE(fixture.scanner().scan(text, {kPaths, {}}, hits));
  REQUIRE(hits.size() == 8);
  for (std::size_t i = 0; i < 8; ++i) {
    CHECK(hits[i].path == i / 4);
    CHECK(hits[i].start.line == i % 4 + 1);
  }
}

TEST_CASE("A rule with a path applies to matching paths only") {
  const ScanFixture fixture;
  const std::string text = "PASSWORD=hunter2";
  CHECK(fixture.scan(text, "conf/.env").size() == 1);
  CHECK(fixture.scan(text, "conf/env").empty());
  CHECK(fixture.scan(text, "").empty());
}

TEST_CASE("Fillers and references are no hits") {
  const ScanFixture fixture;
  CHECK(fixture.scan("acme_xxxxxxxxxxxxxxxxxxxx").empty());
  CHECK(fixture.scan("PASSWORD=${DB_PASSWORD}", ".env").empty());
}

TEST_CASE("Published samples are hits, whatever other filters say of them but allowlists") {
  const std::string rules =
      "documentation_values = ['EXAMPLE$']\n" + std::string(kSmallRules) + R"toml(
[[rules]]
id = "sampled"
regex = '''sampled-([0-9A-Za-z]{16})'''
secret_group = 1
entropy = 3.0
documentation_values = ['^0000']
[[rules.allowlists]]
regexes = ['9$']
)toml";
  const ScanFixture fixture(rules);
  const auto is_sample = [&](std::string_view text) {
    const auto hits = fixture.scan(text);
    return hits.size() == 1 && hits[0].is_documentation && hits[0].confidence == Confidence::kHigh;
  };
  CHECK(is_sample("acme_xxxxxxxxxxxxxEXAMPLE"));
  CHECK(is_sample("sampled-0000000000000000"));
  CHECK(fixture.scan("sampled-0000000000000009").empty());
  CHECK(fixture.scan("acme_0000xxxxxxxxxxxxxxxx").empty());
  const auto real = fixture.scan(acme_token(1));
  REQUIRE(real.size() == 1);
  CHECK_FALSE(real[0].is_documentation);
}

TEST_CASE("A rule's decoder tells what a secret reveals, once") {
  const std::string rules = std::string(kSmallRules) + R"toml(
[[rules]]
id = "sas"
regex = '''sv=(?P<version>[0-9]{4})&sig=([0-9a-z]{12})'''
secret_group = 2
identity = ["version"]
reveals = "azure-sas"
)toml";
  const ScanFixture fixture(rules);
  const auto hits = fixture.scan("https://h/?se=2027-01-02&sv=2022&sig=a1b2c3d4e5f6&sp=r");
  REQUIRE(hits.size() == 1);
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"version", "2022"}, {"expires", "2027-01-02T00:00:00Z"}, {"permissions", "r"}};
  CHECK(hits[0].identity == expected);
}

TEST_CASE("A right checksum makes a hit certain, a wrong one less so") {
  const ScanFixture fixture;
  std::string token = testing::github_pat(5);
  const auto right = fixture.scan(token);
  token.back() = token.back() == '0' ? '1' : '0';
  const auto wrong = fixture.scan(token);
  REQUIRE(right.size() == 1);
  REQUIRE(wrong.size() == 1);
  CHECK(right[0].confidence == Confidence::kHigh);
  CHECK_FALSE(right[0].checksum_wrong);
  CHECK(wrong[0].confidence == Confidence::kMedium);
  CHECK(wrong[0].checksum_wrong);
}

TEST_CASE("Entropy and allowlists drop matches") {
  const std::string rules = std::string(kSmallRules) + R"toml(
[[rules]]
id = "strict"
regex = '''strict-([0-9a-z]{16})'''
secret_group = 1
entropy = 3.0
[[rules.allowlists]]
condition = "all"
regex_target = "line"
regexes = ['''allowed''']
paths = ['''^docs/''']
[[rules.allowlists]]
commits = ["c0ffee"]
)toml";
  const ScanFixture fixture(rules);
  const std::string random = "strict-q7x2m9kd4wz8b3ty";
  CHECK(fixture.scan(random).size() == 1);
  CHECK(fixture.scan("strict-abcdabcdabcdabcd").empty());
  CHECK(fixture.scan(random + " # allowed").size() == 1);
  CHECK(fixture.scan(random + " # allowed", "docs/a").empty());
  CHECK(fixture.scan(random + "\n# allowed", "docs/a").size() == 1);
  CHECK(fixture.scan(random, "a", "c0ffee").empty());
  CHECK(fixture.scan(random, "a", "c0ffe").size() == 1);
}

TEST_CASE("A piece counts the secrets that start in its core, from the position it begins at") {
  const ScanFixture fixture;
  const std::string text = acme_token(1) + " " + acme_token(2) + " " + acme_token(3);
  constexpr std::string_view kPath[] = {"a"};
  std::vector<TextHit> hits;
  REQUIRE(fixture.scanner().scan_piece(text, 1, 52, {7, 100}, {kPath, {}}, hits));
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].start == SourcePosition{7, 126});
  REQUIRE(fixture.scanner().scan_piece(text, 52, text.size(), {7, 100}, {kPath, {}}, hits));
  REQUIRE(hits.size() == 2);
  CHECK(hits[1].start == SourcePosition{7, 152});
}

TEST_CASE("The border of a core does not part rules that find the same bytes") {
  const ScanFixture fixture;
  const std::string text = "token = " + acme_token(1);
  constexpr std::string_view kPath[] = {"a"};
  for (std::size_t border = 0; border <= text.size(); ++border) {
    CAPTURE(border);
    std::vector<TextHit> hits;
    REQUIRE(fixture.scanner().scan_piece(text, 0, border, {}, {kPath, {}}, hits));
    REQUIRE(fixture.scanner().scan_piece(text, border, text.size(), {}, {kPath, {}}, hits));
    REQUIRE(hits.size() == 1);
    CHECK(hits[0].rule == fixture.rule("acme"));
  }
}

TEST_CASE("Very many hits on one line are found in reasonable time, each at its column") {
  const ScanFixture fixture;
  std::string text;
  for (unsigned n = 0; n < 20000; ++n) text += acme_token(n) + " ";
  const auto hits = fixture.scan(text);
  REQUIRE(hits.size() == 20000);
  CHECK(hits.back().start == SourcePosition{1, 19999 * 26 + 1});
}

TEST_CASE("redact_secrets replaces every secret and leaves the rest of a text") {
  const ScanFixture fixture;
  const std::string token = acme_token(1);
  TextScanner& scanner = fixture.scanner();
  CHECK(scanner.redact_secrets("") == "");
  CHECK(scanner.redact_secrets("src/plain.txt") == "src/plain.txt");
  CHECK(scanner.redact_secrets("a/" + token + "/b/" + token) ==
        "a/" + redact(token) + "/b/" + redact(token));
}

TEST_CASE("redact_secrets leaves no tail of secrets that overlap") {
  const ScanFixture fixture(R"toml(
[[rules]]
id = "first"
regex = '''aa([0-9A-Z]{10})'''
secret_group = 1
[[rules]]
id = "second"
regex = '''MID([0-9A-Za-z]{20})'''
secret_group = 1
)toml");
  const std::string tail = testing::alphanumerics(3, 17);
  const std::string cleaned = fixture.scanner().redact_secrets("aa0000MID777" + tail + " end");
  CHECK(cleaned.find(tail.substr(8)) == std::string::npos);
  CHECK(cleaned.ends_with(" end"));
  CHECK(cleaned.starts_with("aa"));
}

TEST_CASE("Each match that is no hit is counted under its reason") {
  const ScanFixture fixture;
  TextScanner& scanner = fixture.scanner();
  const auto count = [](const DropCounts& drops, DropReason reason) {
    return drops[static_cast<std::size_t>(reason)];
  };
  static_cast<void>(
      fixture.scan("acme_xxxxxxxxxxxxxxxxxxxx\ntoken = " + acme_token(1) + "\nPASSWORD=hunter2"));
  CHECK(count(scanner.drops(), DropReason::kPlaceholder) == 1);
  CHECK(count(scanner.drops(), DropReason::kOverlap) == 1);
  CHECK(count(scanner.drops(), DropReason::kPath) == 1);
  CHECK(count(scanner.take_drops(), DropReason::kEntropy) == 0);
  CHECK(scanner.drops() == DropCounts{});
  scanner.count_drops(false);
  CHECK(fixture.scan("acme_xxxxxxxxxxxxxxxxxxxx").empty());
  scanner.count_drops(true);
  CHECK(scanner.drops() == DropCounts{});
}

TEST_CASE("A match that two pieces of a text show is counted once") {
  const ScanFixture fixture;
  TextScanner& scanner = fixture.scanner();
  const std::string text = "a acme_xxxxxxxxxxxxxxxxxxxx b token = " + acme_token(1) + " c";
  constexpr std::string_view kPath[] = {"a"};
  CHECK(fixture.scan(text).size() == 1);
  const DropCounts whole = scanner.take_drops();
  std::vector<TextHit> hits;
  REQUIRE(scanner.scan_piece(text, 0, 2, {}, {kPath, {}}, hits));
  REQUIRE(scanner.scan_piece(text, 2, 9, {}, {kPath, {}}, hits));
  REQUIRE(scanner.scan_piece(text, 9, text.size(), {}, {kPath, {}}, hits));
  CHECK(scanner.drops() == whole);
  CHECK(hits.size() == 1);
}

}  // namespace keyhound
