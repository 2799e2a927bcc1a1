// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/finding_collector.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

#include "scanner/model/redaction.h"
#include "tests/scanner/scan/scan_fixture.h"

namespace keyhound {
namespace {

// The hit of one token, seen at a place.
FoundOccurrence found(const ScanFixture& fixture, const std::string& token, std::string path,
                      std::uint32_t order, std::string commit = {}, std::string blob = {}) {
  auto hits = fixture.scan(token);
  REQUIRE(hits.size() == 1);
  FoundOccurrence one;
  one.occurrence.location = {std::move(path), LocationPart::kContent, hits[0].start, hits[0].end};
  one.occurrence.commit.id = std::move(commit);
  one.occurrence.blob = std::move(blob);
  one.hit = share(std::move(hits[0]));
  one.order = order;
  return one;
}

// Its hit, to be changed: no other place shares it.
TextHit& own_hit(FoundOccurrence& one) {
  auto own = std::make_shared<TextHit>(*one.hit);
  TextHit& hit = *own;
  one.hit = std::move(own);
  return hit;
}

std::string summary(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    text += finding.rule_id + " " + finding.fingerprint.short_form() + " " +
            finding.secret_redacted + " " + finding.message + "\n";
    for (const Occurrence& o : finding.occurrences)
      text += "  " + o.location.path + " " + o.commit.id + (o.in_worktree ? " tree" : "") + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("One finding for each secret and rule, described by its rule") {
  const ScanFixture fixture;
  FindingCollector collector(fixture.context());
  collector.add(found(fixture, acme_token(1), "b", 2, "c2"));
  collector.add(found(fixture, acme_token(1), "a", 1, "0123456789abcdef"));
  collector.add(found(fixture, acme_token(2), "a", 1, "c1"));
  const auto findings = collector.take(fixture.scanner());
  REQUIRE(findings.size() == 2);
  const auto& two = findings[0].occurrences.size() == 2 ? findings[0] : findings[1];
  CHECK(two.rule_id == "acme");
  CHECK(two.title == "Acme token");
  CHECK(two.severity == Severity::kHigh);
  CHECK(two.score == doctest::Approx(8.0));
  CHECK(two.tags == std::vector<std::string>{"one", "two"});
  CHECK(two.remedy.find("Revoke it at Acme") != std::string::npos);
  CHECK(two.first().location.path == "a");
  CHECK(two.message ==
        "Acme token found (acme_\xE2\x80\xA6(25)), introduced by commit "
        "0123456789ab.");
  CHECK(collector.take(fixture.scanner()).empty());
}

TEST_CASE("The order in which threads add does not show") {
  const ScanFixture fixture;
  std::vector<FoundOccurrence> all;
  for (unsigned n = 0; n < 40; ++n) {
    const std::string number = std::to_string(n % 7);
    all.push_back(found(fixture, acme_token(n % 5), "p" + number, n % 3, "c" + number));
    all.push_back(found(fixture, "token = " + acme_token(n % 4), "q" + number, n % 2, "c"));
  }
  std::string expected;
  std::mt19937 random(3);
  for (int round = 0; round < 20; ++round) {
    FindingCollector collector(fixture.context());
    collector.add(all);
    const std::string text = summary(collector.take(fixture.scanner()));
    if (round == 0) expected = text;
    CHECK(text == expected);
    std::shuffle(all.begin(), all.end(), random);
  }
}

TEST_CASE("Two writings of one secret are one finding, the same for every order") {
  const ScanFixture fixture;
  auto a = found(fixture, acme_token(1), "a", 1, "c1");
  auto b = found(fixture, acme_token(1), "b", 2, "c2");
  own_hit(a).secret_redacted = "x(30)";
  own_hit(b).secret_redacted = "x(25)";
  own_hit(a).confidence = Confidence::kLow;
  own_hit(a).identity = {{"key_id", "K"}};
  own_hit(b).identity = {{"account", "A"}, {"key_id", "K"}};
  own_hit(a).checksum_wrong = true;
  for (const bool swapped : {false, true}) {
    FindingCollector collector(fixture.context());
    collector.add(swapped ? b : a);
    collector.add(swapped ? a : b);
    const auto findings = collector.take(fixture.scanner());
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].secret_redacted == "x(25)");
    CHECK(findings[0].confidence == Confidence::kHigh);
    CHECK(findings[0].identity.size() == 2);
    CHECK(findings[0].identity[0].first == "account");
    CHECK(findings[0].message.find("checksum") == std::string::npos);
  }
}

TEST_CASE("A wrong checksum is said in the message") {
  const ScanFixture fixture;
  auto one = found(fixture, acme_token(1), "a", 1);
  own_hit(one).checksum_wrong = true;
  FindingCollector collector(fixture.context());
  collector.add(one);
  CHECK(collector.take(fixture.scanner())[0].message.find("checksum is wrong") !=
        std::string::npos);
}

TEST_CASE("A published sample is information, has a tag and nothing to revoke") {
  const ScanFixture fixture;
  auto one = found(fixture, acme_token(1), "a", 1);
  own_hit(one).is_documentation = true;
  FindingCollector collector(fixture.context());
  collector.add(one);
  collector.add(found(fixture, acme_token(2), "a", 1));
  const auto findings = collector.take(fixture.scanner());
  REQUIRE(findings.size() == 2);
  for (const Finding& finding : findings) {
    CHECK((finding.severity == Severity::kInfo) == finding.is_documentation);
    CHECK((finding.tags.back() == kDocumentationTag) == finding.is_documentation);
    CHECK(finding.remedy.empty() == finding.is_documentation);
    CHECK((finding.message.find("sample") != std::string::npos) == finding.is_documentation);
  }
  CHECK(findings[0].is_documentation != findings[1].is_documentation);
}

TEST_CASE("The same place seen twice is one occurrence") {
  const ScanFixture fixture;
  FindingCollector collector(fixture.context());
  for (int i = 0; i < 3; ++i) collector.add(found(fixture, acme_token(1), "a", 1, "c1", "b1"));
  collector.add(found(fixture, acme_token(1), "a", 1, "c1", "b2"));
  collector.add(found(fixture, acme_token(1), "a", 2, "c2", "b1"));
  CHECK(collector.take(fixture.scanner())[0].occurrences.size() == 3);
}

TEST_CASE("A file that HEAD, index and work tree hold alike is one occurrence in the work tree") {
  const ScanFixture fixture;
  constexpr auto kLast = FoundOccurrence::kNotCommitted;
  auto old = found(fixture, acme_token(1), "a", 1, "c1", "b1");
  auto head = found(fixture, acme_token(1), "a", 5, "c5", "b2");
  head.occurrence.in_head = true;
  auto index = found(fixture, acme_token(1), "a", kLast, "", "b2");
  index.occurrence.in_worktree = true;
  auto tree = found(fixture, acme_token(1), "a", kLast);
  tree.occurrence.in_worktree = true;
  auto elsewhere = tree;
  elsewhere.occurrence.location.path = "b";
  FindingCollector collector(fixture.context());
  collector.add({elsewhere, tree, index, head, old});
  const auto findings = collector.take(fixture.scanner());
  REQUIRE(findings.size() == 1);
  const auto& occurrences = findings[0].occurrences;
  REQUIRE(occurrences.size() == 3);
  CHECK(occurrences[0].commit.id == "c1");
  CHECK_FALSE(occurrences[0].in_worktree);
  CHECK(occurrences[1].commit.id == "c5");
  CHECK(occurrences[1].in_worktree);
  CHECK(occurrences[2].location.path == "b");
}

TEST_CASE("No secret is left in the path, author or identity of a finding") {
  const ScanFixture fixture;
  const std::string token = acme_token(1);
  const std::string other = acme_token(2);
  auto one = found(fixture, token, "keys/" + other + ".txt", 1, "c1");
  one.occurrence.commit.author = "Ana " + other;
  one.occurrence.commit.author_email = other + "@acme.example";
  own_hit(one).identity = {{"user", other}};
  FindingCollector collector(fixture.context());
  collector.add(one);
  const auto findings = collector.take(fixture.scanner());
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].first().location.path == "keys/" + redact(other) + ".txt");
  CHECK(findings[0].first().commit.author == "Ana " + redact(other));
  CHECK(findings[0].first().commit.author_email == redact(other) + "@acme.example");
  CHECK(findings[0].identity[0].second == redact(other));
}

TEST_CASE("TextCleaner cleans a text each time it sees it") {
  const ScanFixture fixture;
  TextCleaner cleaner(fixture.scanner());
  for (int i = 0; i < 2; ++i) {
    std::string text = "x " + acme_token(1);
    cleaner.clean(text);
    CHECK(text == "x " + redact(acme_token(1)));
  }
}

}  // namespace keyhound
