// SPDX-License-Identifier: Apache-2.0
#include "scanner/baseline/baseline_line.h"

#include <doctest/doctest.h>

#include "scanner/base/end_date.h"

namespace keyhound {
namespace {

const std::string kPrint = fingerprint(FingerprintKey(), "acme", "value").short_form();

std::string problem(const std::string& rest) {
  const auto entry = parse_baseline_line(kPrint + rest);
  return entry ? "" : entry.error().message;
}

}  // namespace

TEST_CASE("A line holds what its entry says") {
  const auto entry = parse_baseline_line(
      kPrint + " acme  verdict=test-value until=2027-01-31 \"a \\\"note\\\" with \\\\\" ");
  REQUIRE(entry);
  CHECK(entry->fingerprint == kPrint);
  CHECK(entry->rule_id == "acme");
  CHECK(entry->verdict == "test-value");
  CHECK(format_end_date(entry->until.value()) == "2027-01-31");
  CHECK(entry->note == "a \"note\" with \\");
  CHECK(write_baseline_line(*entry) ==
        kPrint + " acme verdict=test-value until=2027-01-31 \"a \\\"note\\\" with \\\\\"");
}

TEST_CASE("A line needs no more than a fingerprint and a rule") {
  const auto entry = parse_baseline_line(kPrint + " acme");
  REQUIRE(entry);
  CHECK(entry->verdict.empty());
  CHECK(write_baseline_line(*entry) == kPrint + " acme");
}

TEST_CASE("The long form of a fingerprint is brought to the short one") {
  const std::string print = fingerprint(FingerprintKey(), "acme", "value").long_form();
  const auto entry = parse_baseline_line(print + " acme");
  REQUIRE(entry);
  CHECK(entry->fingerprint == kPrint);
}

TEST_CASE("What is wrong with a line is said with what to write") {
  CHECK(problem("").find("no rule id") != std::string::npos);
  CHECK(problem(" verdict=accepted").find("no rule id") != std::string::npos);
  CHECK(problem(" acme verdict=fine").find("false-positive, test-value, accepted") !=
        std::string::npos);
  CHECK(problem(" acme until=soon").find("until=YYYY-MM-DD") != std::string::npos);
  CHECK(problem(" acme because").find("'because' is not understood") != std::string::npos);
  CHECK(problem(" acme \"open").find("no closing quote") != std::string::npos);
  CHECK(problem(" acme \"a\" verdict=accepted").find("behind the note") != std::string::npos);
  CHECK(problem(" acme verdict=accepted verdict=accepted").find("twice") != std::string::npos);
  CHECK(problem(" acme until=2027-01-31 until=2027-01-31").find("twice") != std::string::npos);
  CHECK(problem(" acme \"" + std::string(9000, 'x') + "\"").find("shorten its note") !=
        std::string::npos);
  const auto no_print = parse_baseline_line("abc acme");
  REQUIRE_FALSE(no_print);
  CHECK(no_print.error().message.find("'abc' is no fingerprint") != std::string::npos);
}

TEST_CASE("A note is written on one line, whatever it holds") {
  BaselineEntry entry{kPrint, "acme", "", std::nullopt, "two\nlines\x1b[0m", 0};
  const std::string line = write_baseline_line(entry);
  CHECK(line.find('\n') == std::string::npos);
  CHECK(line.find('\x1b') == std::string::npos);
  CHECK(parse_baseline_line(line)->note == "two lines [0m");
}

}  // namespace keyhound
