// SPDX-License-Identifier: Apache-2.0
// What comments silence where several secrets stand beside them (scanner/scan/silenced_hits.cpp).
#include <doctest/doctest.h>

#include "scanner/scan/text_stream.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/tokens.h"

namespace keyhound {
namespace {

struct Scanned {
  std::vector<TextHit> hits;
  CommentReport report;

  explicit Scanned(std::string_view text) {
    const ScanFixture fixture;
    fixture.scanner().comments().keep();
    hits = fixture.scan(text);
    report = fixture.scanner().comments().take();
  }

  [[nodiscard]] bool complains(std::string_view words) const {
    return report.complaints.size() == 1 &&
           report.complaints[0].message.find(words) != std::string::npos;
  }
};

std::string print_of(const std::string& secret) {
  const ScanFixture fixture;
  const auto hits = fixture.scan(secret);
  REQUIRE(hits.size() == 1);
  return hits[0].fingerprint.short_form();
}

}  // namespace

TEST_CASE("A second secret of the rule on a waived line brings both into the report, said once") {
  const std::string comment = " # keyhound:allow acme";
  CHECK(Scanned(acme_token(1) + comment).hits.empty());
  const Scanned both(acme_token(1) + " " + acme_token(2) + comment);
  CHECK(both.hits.size() == 2);
  CHECK(both.report.suppressions.empty());
  CHECK(both.complains("speaks for one secret of acme, and 2 stand beside it"));
  // The same secret twice is one.
  CHECK(Scanned(acme_token(1) + " " + acme_token(1) + comment).hits.empty());
}

TEST_CASE("A comment for all rules speaks for one secret of each") {
  const std::string other = "token = " + testing::alphanumerics(3, 20);
  CHECK(Scanned(other + " " + acme_token(1) + " # keyhound:allow *").hits.empty());
  CHECK(Scanned(other + " " + acme_token(1) + " " + acme_token(2) + " # keyhound:allow *")
            .hits.size() == 2);
}

TEST_CASE("count= lets as many stay") {
  const std::string two = acme_token(1) + " " + acme_token(2);
  CHECK(Scanned(two + " # keyhound:allow acme count=2").hits.empty());
  CHECK(Scanned(two + " " + acme_token(3) + " # keyhound:allow acme count=2").hits.size() == 3);
}

TEST_CASE("fingerprint= lets those stay that it names, whatever joins or replaces them") {
  const std::string comment =
      " # keyhound:allow acme fingerprint=" + print_of(acme_token(1)).substr(0, 14);
  CHECK(Scanned(acme_token(1) + comment).hits.empty());
  const Scanned joined(acme_token(1) + " " + acme_token(2) + comment);
  REQUIRE(joined.hits.size() == 1);
  CHECK(joined.hits[0].fingerprint.short_form() == print_of(acme_token(2)));
  CHECK(joined.complains("is bound to kh1:"));
  CHECK(Scanned(acme_token(2) + comment).hits.size() == 1);
  CHECK(Scanned(acme_token(1) + " " + acme_token(2) + comment + "," + print_of(acme_token(2)))
            .hits.empty());
}

TEST_CASE("Another tool's comment covers its line as it does there, which is told") {
  const Scanned both(acme_token(1) + " " + acme_token(2) + " # gitleaks:allow");
  CHECK(both.hits.empty());
  CHECK(both.report.suppressions.size() == 2);
  CHECK(both.complains("silences all 2 secrets of acme"));
  CHECK(Scanned(acme_token(1) + " # gitleaks:allow").report.complaints.empty());
}

TEST_CASE("A plain secret and an encoded one on a waived line are two") {
  const std::string encoded = testing::base64("x = " + acme_token(2) + " and more of it");
  const std::string comment = " # keyhound:allow acme";
  CHECK(Scanned("data: " + encoded + comment).hits.empty());
  CHECK(Scanned(acme_token(1) + " data: " + encoded + comment).hits.size() == 2);
}

TEST_CASE("A long text that is read in pieces shows every secret beside a comment") {
  const ScanFixture fixture;
  const std::string far(4000, '.');
  const std::string line =
      acme_token(1) + " " + far + " # keyhound:allow acme " + far + " " + acme_token(2) + "\n";
  const std::string_view path = "a.txt";
  for (std::size_t shift = 0; shift < 24'000; shift += 3'000) {
    CAPTURE(shift);
    const std::string text =
        std::string(kWholeText - shift, '\n') + line + std::string(100'000, '\n');
    TextStream stream(fixture.scanner(), {{&path, 1}, {}});
    std::vector<TextHit> hits;
    REQUIRE(stream.feed(text, hits));
    REQUIRE(stream.finish(hits));
    CHECK(hits.size() == 2);
  }
}

}  // namespace keyhound
