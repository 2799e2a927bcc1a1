// SPDX-License-Identifier: Apache-2.0
#include "policies/language/cel_value.h"

#include <doctest/doctest.h>

#include <limits>
#include <type_traits>

#include "policies/language/cel_record.h"

namespace keyhound {
namespace {

TEST_CASE("A value is small and trivially copyable, and null at first") {
  static_assert(std::is_trivially_copyable_v<CelValue>);
  CHECK(sizeof(CelValue) <= 24);
  CHECK(CelValue().is_null());
}

TEST_CASE("A value gives back what it was made from") {
  CHECK(CelValue::boolean(true).as_bool());
  CHECK(!CelValue::boolean(false).as_bool());
  CHECK(CelValue::integer(-7).as_int() == -7);
  CHECK(CelValue::real(1.5).as_double() == 1.5);
  CHECK(CelValue::text("abc").as_text() == "abc");
  CHECK(CelValue::time({12}, 5).as_time().seconds == 12);
  CHECK(CelValue::time({12}, 5).nanoseconds() == 5);
  CHECK(CelValue::length({-12}).as_length().seconds == -12);
  const CelRecordType type{"thing", {}};
  const int object = 0;
  CHECK(&CelValue::record(type, &object).record_type() == &type);
  CHECK(CelValue::record(type, &object).record_object() == &object);
  CHECK(CelValue::error("why").is_error());
  CHECK(CelValue::error("why").error_reason() == "why");
}

TEST_CASE("Times and durations out of range are errors, never other times") {
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
  for (const std::int64_t seconds :
       {kMost, kLeast, std::int64_t{253'402'300'800}, std::int64_t{-62'135'596'801}}) {
    CAPTURE(seconds);
    CHECK(CelValue::time({seconds}).is_error());
  }
  CHECK(CelValue::time({253'402'300'799}).is(CelKind::kTimestamp));
  CHECK(CelValue::time({-62'135'596'800}).is(CelKind::kTimestamp));
  CHECK(CelValue::length({kMost}).is_error());
  CHECK(CelValue::length({kLeast}).is_error());
  CHECK(CelValue::length({315'576'000'000}).is(CelKind::kDuration));
  CHECK(CelValue::length({315'576'000'000}, 1).is_error());
}

TEST_CASE("A key is found by its value, and by a double that is the same number") {
  const CelMapEntry entries[] = {
      {CelValue::boolean(true), CelValue::text("bool")},
      {CelValue::integer(1), CelValue::text("int")},
      {CelValue::text("1"), CelValue::text("text")},
  };
  CHECK(find_key(entries, CelValue::integer(1))->as_text() == "int");
  CHECK(find_key(entries, CelValue::real(1.0))->as_text() == "int");
  CHECK(find_key(entries, CelValue::text("1"))->as_text() == "text");
  CHECK(find_key(entries, CelValue::boolean(true))->as_text() == "bool");
  CHECK(find_key(entries, CelValue::boolean(false)) == nullptr);
  CHECK(find_key(entries, CelValue::real(1.5)) == nullptr);
  CHECK(find_key(entries, CelValue::real(1e300)) == nullptr);
  CHECK(find_key(entries, CelValue::real(std::numeric_limits<double>::quiet_NaN())) == nullptr);
  CHECK(find_key(entries, CelValue::null()) == nullptr);
  CHECK(find_key(entries, CelValue::list({})) == nullptr);
}

}  // namespace
}  // namespace keyhound
