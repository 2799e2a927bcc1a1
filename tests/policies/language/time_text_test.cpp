// SPDX-License-Identifier: Apache-2.0
#include "policies/language/time_text.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("Times and durations are read back as they are written") {
  for (const char* text : {"2026-11-23T09:00:00Z", "1969-12-31T23:59:59.5Z",
                           "0001-01-01T00:00:00.000000001Z", "9999-12-31T23:59:59.999999999Z"}) {
    CAPTURE(text);
    const CelValue time = read_cel_time(text);
    REQUIRE(time.is(CelKind::kTimestamp));
    CHECK(write_cel_time(time) == text);
  }
  for (const char* text : {"0s", "1s", "-1s", "1.5s", "-1.5s", "-0.5s", "0.000000001s",
                           "-0.000000001s", "315576000000s", "-315576000000s"}) {
    CAPTURE(text);
    const CelValue length = read_cel_length(text);
    REQUIRE(length.is(CelKind::kDuration));
    CHECK(write_cel_length(length) == text);
  }
}

TEST_CASE("A text that breaks off or goes wild is an error that does not quote it") {
  for (const char* text : {"hunter2", "1", "1h30", "PT", "-P", "1.h.", "..s", "1e3s", "1 h", "\xff",
                           "999999999999999999999h", "9999999999999999ms9999999999999999h",
                           "87660001h", "9223372036854775807ns9223372036854775808ns1h-"}) {
    CAPTURE(text);
    const CelValue length = read_cel_length(text);
    REQUIRE(length.is_error());
    CHECK(length.error_reason().find("hunter2") == std::string_view::npos);
  }
  for (const char* text : {"hunter2", "2026-11-23T09:00:00", "2026-11-23T09:00:00.Z", "2026-11",
                           "2026-11-23T09:00:00.1234567891Z"}) {
    CAPTURE(text);
    const CelValue time = read_cel_time(text);
    REQUIRE(time.is_error());
    CHECK(time.error_reason().find("hunter2") == std::string_view::npos);
  }
}

TEST_CASE("Parts of a duration add up, and carry") {
  CHECK(write_cel_length(read_cel_length("1h1m1s1ms1us1ns")) == "3661.001001001s");
  CHECK(write_cel_length(read_cel_length("999ms999ms999ms")) == "2.997s");
  CHECK(write_cel_length(read_cel_length("0.999999999h")) == "3599.9999964s");
  CHECK(write_cel_length(read_cel_length("1.0000000019s")) == "1.000000001s");
  CHECK(write_cel_length(read_cel_length("-P1D")) == "-86400s");
}

}  // namespace
}  // namespace keyhound
