// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/cache_line.h"

#include <doctest/doctest.h>

#include "scanner/model/fingerprint.h"

namespace keyhound {
namespace {

CachedResult sample() {
  CachedResult result;
  result.rule_id = "sample-token";
  result.fingerprint = fingerprint(FingerprintKey(), "sample", "sample").short_form();
  result.liveness.state = LivenessState::kExpired;
  result.liveness.at = Timestamp{1'700'000'000};
  result.liveness.source = "live-check";
  result.liveness.verifier = "sample-verifier";
  result.liveness.host = "db.example.com:5432";
  return result;
}

}  // namespace

TEST_CASE("A line is read as it was written, on one line, without the reason") {
  CachedResult written = sample();
  written.liveness.reason = "sample-reason";
  const std::string line = cache_line_of(written);
  CHECK(line.find('\n') == std::string::npos);
  CHECK(line.find("sample-reason") == std::string::npos);
  const auto read = parse_cache_line(line);
  REQUIRE(read.has_value());
  CHECK(read->rule_id == written.rule_id);
  CHECK(read->fingerprint == written.fingerprint);
  CHECK((read->liveness.state == LivenessState::kExpired));
  CHECK((read->liveness.at == written.liveness.at));
  CHECK(read->liveness.host == "db.example.com:5432");
  CHECK(read->liveness.status == 0);
  CHECK(cache_line_of(*read) == line);
}

TEST_CASE("What no verification says is no line") {
  const auto is_refused = [](const CachedResult& result) {
    return !parse_cache_line(cache_line_of(result)).has_value();
  };
  CHECK_FALSE(is_refused(sample()));
  CachedResult changed = sample();
  SUBCASE("a state that is not kept") { changed.liveness.state = LivenessState::kIndeterminate; }
  SUBCASE("no time") { changed.liveness.at.reset(); }
  SUBCASE("a rule that none has") { changed.rule_id = "a b"; }
  SUBCASE("a long name") { changed.liveness.verifier = std::string(301, 'a'); }
  SUBCASE("a host with a line end") { changed.liveness.host = "a\nb"; }
  SUBCASE("a host with markup") { changed.liveness.host = "<b>"; }
  SUBCASE("a status that is none") { changed.liveness.status = 99; }
  SUBCASE("a long form of a fingerprint") {
    changed.fingerprint = fingerprint(FingerprintKey(), "sample", "sample").long_form();
  }
  CHECK(is_refused(changed));
}

TEST_CASE("Any bytes are refused without harm") {
  for (const std::string& text :
       {std::string(), std::string("{}"), std::string("null"), std::string(2000, '['),
        std::string(2000, '{'), std::string("\0\0", 2), std::string("{\"rule\":1}"),
        std::string(100'000, 'x')})
    CHECK_FALSE(parse_cache_line(text).has_value());
}

}  // namespace keyhound
