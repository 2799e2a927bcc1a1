// SPDX-License-Identifier: Apache-2.0
#include "policies/language/cel_type.h"

#include <doctest/doctest.h>

#include "policies/language/cel_record.h"

namespace keyhound {
namespace {

TEST_CASE("Types are written as in messages") {
  static const CelRecordType kThing{"thing", {}};
  const CelType record{CelKind::kRecord, false, &kThing};
  const CelType records{CelKind::kList, false, nullptr, &record};
  CHECK(to_string(kCelInt) == "int");
  CHECK(to_string(kCelStringList) == "list(string)");
  CHECK(to_string(CelType{CelKind::kList}) == "list(dyn)");
  CHECK(to_string(kCelMap) == "map(dyn)");
  CHECK(to_string(cel_nullable(kCelTimestamp)) == "timestamp?");
  CHECK(to_string(record) == "record thing");
  CHECK(to_string(cel_nullable(records)) == "list(record thing)?");
}

TEST_CASE("Types are the same when their elements, records and nulls are") {
  static const CelRecordType kOne{"same", {}};
  static const CelRecordType kOther{"same", {}};
  const CelType element = kCelString;
  CHECK(is_same_type(kCelStringList, {CelKind::kList, false, nullptr, &element}));
  CHECK(is_same_type({CelKind::kList}, kCelList));
  CHECK(!is_same_type(kCelStringList, kCelList));
  CHECK(!is_same_type(kCelInt, cel_nullable(kCelInt)));
  CHECK(!is_same_type({CelKind::kRecord, false, &kOne}, {CelKind::kRecord, false, &kOther}));
  CHECK(is_same_type(cel_nullable(kCelDyn), kCelDyn));
}

}  // namespace
}  // namespace keyhound
