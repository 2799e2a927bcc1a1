// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/canonical_json.h"

#include <doctest/doctest.h>

#include <bit>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <random>

namespace keyhound {
namespace {

std::string canonical(std::string_view text) {
  const auto value = parse_json(text);
  REQUIRE(value);
  const auto result = canonical_json(*value);
  REQUIRE(result);
  return *result;
}

struct NumberRow {
  std::uint64_t bits;
  const char* text;
};

// RFC 8785 appendix B: IEEE 754 bits and the ECMAScript text.
constexpr NumberRow kNumbers[] = {{0x0000000000000000, "0"},
                                  {0x8000000000000000, "0"},
                                  {0x0000000000000001, "5e-324"},
                                  {0x8000000000000001, "-5e-324"},
                                  {0x7fefffffffffffff, "1.7976931348623157e+308"},
                                  {0xffefffffffffffff, "-1.7976931348623157e+308"},
                                  {0x4340000000000000, "9007199254740992"},
                                  {0xc340000000000000, "-9007199254740992"},
                                  {0x4430000000000000, "295147905179352830000"},
                                  {0x44b52d02c7e14af5, "9.999999999999997e+22"},
                                  {0x44b52d02c7e14af6, "1e+23"},
                                  {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
                                  {0x444b1ae4d6e2ef4e, "999999999999999700000"},
                                  {0x444b1ae4d6e2ef4f, "999999999999999900000"},
                                  {0x444b1ae4d6e2ef50, "1e+21"},
                                  {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
                                  {0x3eb0c6f7a0b5ed8d, "0.000001"},
                                  {0x41b3de4355555553, "333333333.3333332"},
                                  {0x41b3de4355555554, "333333333.33333325"},
                                  {0x41b3de4355555555, "333333333.3333333"},
                                  {0x41b3de4355555556, "333333333.3333334"},
                                  {0x41b3de4355555557, "333333333.33333343"},
                                  {0xbecbf647612f3696, "-0.0000033333333333333333"},
                                  {0x43143ff3c1cb0959, "1424953923781206.2"}};

}  // namespace

TEST_CASE("Numbers are written as in appendix B of RFC 8785") {
  for (const NumberRow& row : kNumbers) {
    CAPTURE(row.text);
    CHECK(ecmascript_number(std::bit_cast<double>(row.bits)) == row.text);
  }
}

TEST_CASE("The example of RFC 8785 section 3.2.2 has the text of section 3.2.3") {
  CHECK(canonical(R"({
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]})") ==
        R"({"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],)"
        R"("string":"€$\u000f\nA'B\"\\\\\"/"})");
}

TEST_CASE("Keys are sorted by UTF-16 code units, as in RFC 8785 section 3.2.3") {
  // \r, 1, U+0080, U+00F6, U+20AC, U+1F600 (a surrogate pair), U+FB33
  const std::string text = canonical(
      R"({"\u20ac": 5, "\r": 1, "\ufb33": 7, "1": 2, "\ud83d\ude00": 6, "\u0080": 3, "\u00f6": 4})");
  std::string order;
  for (const char c : text) {
    if (c >= '3' && c <= '7') order += c;
  }
  CHECK(text.find("{\"\\r\":1,\"1\":2,") == 0);
  CHECK(order == "34567");
}

TEST_CASE("The order of UTF-16 holds at the borders of what UTF-8 sorts otherwise") {
  const char* sorted[] = {"",       "a",          "ab",         "b",      "\x7F",  "\u0080",
                          "\uD7FF", "\U00010000", "\U0010FFFF", "\uE000", "\uFFFF"};
  for (std::size_t i = 0; i < std::size(sorted); ++i) {
    for (std::size_t k = 0; k < std::size(sorted); ++k) {
      CAPTURE(i);
      CAPTURE(k);
      CHECK(is_before_in_utf16(sorted[i], sorted[k]) == (i < k));
    }
  }
}

TEST_CASE("Control characters have their short escape or four lower-case digits, others none") {
  std::string all;
  for (char c = 0; c < 0x20; ++c) all += c;
  all += "\x7F/\u2028\u00e9";
  std::string out;
  append_json_string(out, all);
  CHECK(out ==
        "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e"
        "\\u000f\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a"
        "\\u001b\\u001c\\u001d\\u001e\\u001f\x7F/\u2028\u00e9\"");
}

TEST_CASE("What has no canonical form is refused") {
  CHECK_FALSE(canonical_json(Json(std::numeric_limits<double>::quiet_NaN())));
  CHECK_FALSE(canonical_json(Json(std::numeric_limits<double>::infinity())));
  CHECK_FALSE(canonical_json(Json("\xFF")));
  CHECK_FALSE(canonical_json(Json("\xED\xA0\x80")));  // a surrogate on its own
  CHECK_FALSE(canonical_json(Json({{"\xC0\x80", 1}})));
  CHECK_FALSE(canonical_json(Json::binary({1, 2})));
  // No double holds these whole numbers.
  CHECK_FALSE(canonical_json(Json(std::int64_t{9007199254740993})));
  CHECK_FALSE(canonical_json(Json(std::numeric_limits<std::uint64_t>::max())));
  CHECK_FALSE(canonical_json(Json(std::numeric_limits<std::int64_t>::max())));
}

TEST_CASE("Whole numbers that a double holds are written in full") {
  CHECK(*canonical_json(Json(std::numeric_limits<std::int64_t>::min())) == "-9223372036854776000");
  CHECK(canonical("9007199254740992") == "9007199254740992");
  CHECK(canonical("-0") == "0");
  CHECK(canonical("[-0.0, 1.0, 100, 1e2]") == "[0,1,100,100]");
}

TEST_CASE("Any double is read back as the same, from the canonical text of its canonical text") {
  std::mt19937_64 random(8785);
  for (int i = 0; i < 20'000; ++i) {
    const auto value = std::bit_cast<double>(random());
    if (value != value || value - value != 0) continue;
    const std::string text = ecmascript_number(value);
    CAPTURE(text);
    CHECK(std::strtod(text.c_str(), nullptr) == value);
    CHECK(canonical(text) == text);
  }
}

TEST_CASE("Empty objects and arrays, and nested ones, have no space") {
  CHECK(canonical("{ }") == "{}");
  CHECK(canonical("[ ]") == "[]");
  CHECK(canonical(R"([56, {"d": true, "10": null, "1": [ ]}])") ==
        R"([56,{"1":[],"10":null,"d":true}])");
}

}  // namespace keyhound
