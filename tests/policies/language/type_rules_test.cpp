// SPDX-License-Identifier: Apache-2.0
#include "policies/language/type_rules.h"

#include <doctest/doctest.h>

#include "policies/language/cel_record.h"

namespace keyhound {
namespace {

TEST_CASE("Values may be equal when their types share one: numbers, nulls, records") {
  static const CelRecordType kOne{"one", {}};
  static const CelRecordType kTwo{"two", {}};
  const CelType one{CelKind::kRecord, false, &kOne};
  const CelType two{CelKind::kRecord, false, &kTwo};
  CHECK(may_be_equal(kCelInt, kCelDouble));
  CHECK(may_be_equal(kCelInt, kCelDyn));
  CHECK(may_be_equal(kCelNull, cel_nullable(kCelInt)));
  CHECK(may_be_equal(cel_nullable(kCelString), cel_nullable(kCelInt)));
  CHECK(may_be_equal(one, one));
  CHECK(!may_be_equal(one, two));
  CHECK(!may_be_equal(kCelNull, kCelInt));
  CHECK(!may_be_equal(cel_nullable(kCelString), kCelInt));
  CHECK(!may_be_equal(kCelString, kCelInt));
}

TEST_CASE("Operators are defined for the types of their table") {
  std::deque<CelType> types;
  const auto result = [&types](CelOp op, const CelType& a, const CelType& b) {
    const auto type = result_type(op, a, b, types);
    return type ? to_string(*type) : std::string("none");
  };
  CHECK(result(CelOp::kAdd, kCelInt, kCelInt) == "int");
  CHECK(result(CelOp::kAdd, kCelInt, kCelDouble) == "none");
  CHECK(result(CelOp::kAdd, kCelStringList, kCelStringList) == "list(string)");
  CHECK(result(CelOp::kAdd, kCelStringList, kCelList) == "list(dyn)");
  CHECK(result(CelOp::kSubtract, kCelTimestamp, kCelTimestamp) == "duration");
  CHECK(result(CelOp::kSubtract, kCelTimestamp, kCelDyn) == "dyn");
  CHECK(result(CelOp::kSubtract, kCelDuration, kCelTimestamp) == "none");
  CHECK(result(CelOp::kLess, cel_nullable(kCelTimestamp), kCelTimestamp) == "bool");
  CHECK(result(CelOp::kLess, kCelList, kCelList) == "none");
  CHECK(result(CelOp::kIn, kCelString, kCelStringList) == "bool");
  CHECK(result(CelOp::kIn, kCelInt, kCelStringList) == "none");
  CHECK(result(CelOp::kModulo, kCelDouble, kCelDouble) == "none");
}

}  // namespace
}  // namespace keyhound
