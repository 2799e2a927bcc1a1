// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/time.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

namespace keyhound {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

}  // namespace

TEST_CASE("parse_timestamp reads dates and RFC 3339 times as UTC seconds") {
  struct Row {
    std::string text;
    std::int64_t seconds;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"1970-01-01", 0},
           {"1970-01-01T00:00:00Z", 0},
           {"1969-12-31T23:59:59z", -1},
           {"2026-11-23", 1795392000},
           {"2026-11-23T09:00:00Z", 1795424400},
           {"2026-11-23 09:00:00Z", 1795424400},
           {"2026-11-23t10:00:00+01:00", 1795424400},
           {"2026-11-23T03:30:00-05:30", 1795424400},
           {"2026-11-23T09:00:00.999999999Z", 1795424400},
           {"2024-02-29", 1709164800},
           {"2016-12-31T23:59:60Z", 1483228800},
           {"9999-12-31T23:59:59Z", 253402300799},
           {"0000-01-01", -62167219200},
       }) {
    CAPTURE(row.text);
    const auto time = parse_timestamp(row.text);
    REQUIRE(time);
    CHECK(time->seconds == row.seconds);
  }
}

TEST_CASE("parse_timestamp refuses what is no time, with the text in the message") {
  for (const std::string text : {"",
                                 "2026",
                                 "2026-11",
                                 "2026-11-2",
                                 "2026-13-01",
                                 "2026-00-01",
                                 "2026-11-31",
                                 "2025-02-29",
                                 "2026-11-00",
                                 "2026/11/23",
                                 "-026-11-23",
                                 "+026-11-23",
                                 "20261123",
                                 "tomorrow!!",
                                 "2026-11-23T",
                                 "2026-11-23T09:00",
                                 "2026-11-23T24:00:00Z",
                                 "2026-11-23T09:60:00Z",
                                 "2026-11-23T09:00:61Z",
                                 "2026-11-23T09-00-00Z",
                                 "2026-11-23T09:00:00",
                                 "2026-11-23T09:00:00.",
                                 "2026-11-23T09:00:00.Z",
                                 "2026-11-23T09:00:00.5",
                                 "2026-11-23T09:00:00UTC",
                                 "2026-11-23T09:00:00+1:00",
                                 "2026-11-23T09:00:00+0100",
                                 "2026-11-23T09:00:00+24:00",
                                 "2026-11-23T09:00:00+01:60",
                                 "2026-11-23T09:00:00Z ",
                                 " 2026-11-23",
                                 "12026-11-23",
                                 "2026-11-23T09:00:00+-1:00"}) {
    CAPTURE(text);
    const auto time = parse_timestamp(text);
    REQUIRE_FALSE(time);
    CHECK(time.error().kind == ErrorKind::kConfiguration);
    CHECK(time.error().message.find("'" + text + "'") != std::string::npos);
  }
}

TEST_CASE("parse_timestamp says that a zone is missing") {
  CHECK(parse_timestamp("2026-11-23T09:00:00").error().message.find("zone") != std::string::npos);
}

TEST_CASE("format_timestamp writes RFC 3339 that parse_timestamp reads back") {
  for (const std::int64_t seconds :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1795424400}, std::int64_t{951782399},
        std::int64_t{-62167219200}, std::int64_t{253402300799}}) {
    CAPTURE(seconds);
    const std::string text = format_timestamp({seconds});
    CHECK(text.size() == 20);
    const auto back = parse_timestamp(text);
    REQUIRE(back);
    CHECK(back->seconds == seconds);
  }
  CHECK(format_timestamp({1795424400}) == "2026-11-23T09:00:00Z");
  CHECK(format_timestamp({-1}) == "1969-12-31T23:59:59Z");
}

TEST_CASE("format_timestamp keeps to the years that RFC 3339 can write, whatever a commit claims") {
  CHECK(format_timestamp({kMost}) == "9999-12-31T23:59:59Z");
  CHECK(format_timestamp({253402300800}) == "9999-12-31T23:59:59Z");
  CHECK(format_timestamp({kLeast}) == "0000-01-01T00:00:00Z");
  CHECK(format_timestamp({-62167219201}) == "0000-01-01T00:00:00Z");
}

TEST_CASE("Sums and differences of times stop at the ends of the range") {
  CHECK((Timestamp{100} + Duration{20}).seconds == 120);
  CHECK((Timestamp{100} + Duration{-120}).seconds == -20);
  CHECK((Timestamp{kMost} + Duration{1}).seconds == kMost);
  CHECK((Timestamp{kLeast} + Duration{-1}).seconds == kLeast);
  CHECK((Timestamp{100} - Timestamp{300}).seconds == -200);
  CHECK((Timestamp{kMost} - Timestamp{-1}).seconds == kMost);
  CHECK((Timestamp{-2} - Timestamp{kMost}).seconds == kLeast);
  CHECK((Timestamp{0} - Timestamp{kLeast}).seconds == kMost);
}

TEST_CASE("parse_duration reads weeks, days, hours, minutes and seconds") {
  struct Row {
    std::string text;
    std::int64_t seconds;
  };
  for (const Row& row :
       std::initializer_list<Row>{{"P90D", 90 * 86400},
                                  {"P2W", 14 * 86400},
                                  {"PT24H", 86400},
                                  {"PT5M", 300},
                                  {"PT0S", 0},
                                  {"P1DT12H", 129600},
                                  {"P1W2DT3H4M5S", 604800 + 2 * 86400 + 3 * 3600 + 4 * 60 + 5},
                                  {"P1000000000W", 604800LL * 1000000000LL}}) {
    CAPTURE(row.text);
    const auto duration = parse_duration(row.text);
    REQUIRE(duration);
    CHECK(duration->seconds == row.seconds);
  }
}

TEST_CASE("parse_duration refuses what has no fixed or no sensible length") {
  for (const std::string text : {"",
                                 "P",
                                 "PT",
                                 "90D",
                                 "p90d",
                                 "P90",
                                 "PD",
                                 "P-1D",
                                 "P+1D",
                                 "P1.5D",
                                 "P1Y",
                                 "P1M",
                                 "PT1D",
                                 "P1H",
                                 "PT1Y",
                                 "P1DT",
                                 "P1D1D",
                                 "P1D2W",
                                 "PT1S1M",
                                 "P1DTT1H",
                                 "P1000000001D",
                                 "P99999999999999999999D",
                                 "P1D ",
                                 " P1D",
                                 "P1D/P2D",
                                 "-P1D"}) {
    CAPTURE(text);
    const auto duration = parse_duration(text);
    REQUIRE_FALSE(duration);
    CHECK(duration.error().kind == ErrorKind::kConfiguration);
  }
  CHECK(parse_duration("P3M").error().message.find("no fixed length") != std::string::npos);
}

TEST_CASE("describe_duration names the greatest unit, rounded down and without sign") {
  struct Row {
    std::int64_t seconds;
    std::string text;
  };
  for (const Row& row : std::initializer_list<Row>{{0, "0 seconds"},
                                                   {1, "1 second"},
                                                   {59, "59 seconds"},
                                                   {60, "1 minute"},
                                                   {3599, "59 minutes"},
                                                   {3600, "1 hour"},
                                                   {86399, "23 hours"},
                                                   {86400, "1 day"},
                                                   {12 * 86400 + 5, "12 days"},
                                                   {-7200, "2 hours"},
                                                   {kLeast, "106751991167300 days"}}) {
    CAPTURE(row.seconds);
    CHECK(describe_duration({row.seconds}) == row.text);
  }
}

TEST_CASE("now is the clock's time") {
  const auto before = parse_timestamp("2024-01-01");
  REQUIRE(before);
  CHECK(now() > *before);
}

}  // namespace keyhound
