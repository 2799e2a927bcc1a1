// SPDX-License-Identifier: Apache-2.0
#include "policies/language/cel_text.h"

#include <doctest/doctest.h>

#include <limits>

#include "policies/json.h"
#include "policies/language/cel_record.h"

namespace keyhound {
namespace {

struct Ring {
  const Ring* next = nullptr;
};

CelValue next_ring(const void* object, CelArena&);

const CelField kRingFields[] = {{"next", {CelKind::kRecord}, next_ring}};
const CelRecordType kRing{"ring", kRingFields};

CelValue next_ring(const void* object, CelArena&) {
  return CelValue::record(kRing, static_cast<const Ring*>(object)->next);
}

TEST_CASE("Values are text for people") {
  CHECK(to_text(CelValue::text("it's")) == "it's");
  CHECK(to_text(CelValue::null()) == "null");
  CHECK(to_text(CelValue::boolean(true)) == "true");
  CHECK(to_text(CelValue::integer(-3)) == "-3");
  CHECK(to_text(CelValue::real(3)) == "3.0");
  CHECK(to_text(CelValue::time({1795392000})) == "2026-11-23");
  CHECK(to_text(CelValue::time({1795424400})) == "2026-11-23T09:00:00Z");
  CHECK(to_text(CelValue::time({1795392000}, 500'000'000)) == "2026-11-23T00:00:00.5Z");
  CHECK(to_text(CelValue::length({12 * 86400})) == "12 days");
  CHECK(to_text(CelValue::length({-12 * 86400})) == "-12 days");
  CHECK(to_text(CelValue::length({-1}, 500'000'000)) == "0 seconds");
  const CelValue list[] = {CelValue::text("a"), CelValue::integer(1)};
  CHECK(to_text(CelValue::list(list)) == "a, 1");
  CHECK(to_text(CelValue::list({})).empty());
  const CelMapEntry entry[] = {{CelValue::text("k"), CelValue::integer(1)}};
  CHECK(to_text(CelValue::map(entry)) == "k: 1");
  CHECK(to_text(CelValue::record(kRing, nullptr)) == "ring");
  CHECK(to_text(CelValue::error("why")) == "why");
}

TEST_CASE("Values are JSON that parses, whatever bytes a string holds") {
  CHECK(to_json_text(CelValue::text("a\"\n\x01\xff")) == "\"a\\\"\\n\\u0001\xEF\xBF\xBD\"");
  CHECK(to_json_text(CelValue::real(std::numeric_limits<double>::infinity())) == "\"Infinity\"");
  CHECK(to_json_text(CelValue::real(-0.0)) == "-0.0");
  CHECK(to_json_text(CelValue::real(1e300)) == "1e+300");
  CHECK(to_json_text(CelValue::list({})) == "[]");
  CHECK(to_json_text(CelValue::map({})) == "{}");
  CHECK(to_json_text(CelValue::error("why")) == "{\"error\":\"why\"}");
}

TEST_CASE("Records that refer to themselves end as their names") {
  Ring ring;
  ring.next = &ring;
  const std::string text = to_json_text(CelValue::record(kRing, &ring));
  CHECK(text == R"({"next":{"next":{"next":{"next":"ring"}}}})");
  CHECK(parse_json(text));
}

}  // namespace
}  // namespace keyhound
