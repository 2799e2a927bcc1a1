// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/oscal/oscal_text.h"

#include <doctest/doctest.h>

#include "scanner/base/text_encode.h"

using namespace keyhound;

TEST_CASE("oscal_string is one line without white space at its ends, and never empty") {
  CHECK(oscal_string("a") == "a");
  CHECK(oscal_string("  a b ") == "a b");
  CHECK(oscal_string("\xc2\xa0"
                     "a\xe3\x80\x80") == "a");
  CHECK(oscal_string("a\nb\xff") == "a\\nb\\xFF");
  CHECK(oscal_string("") == "-");
  CHECK(oscal_string(" \xe2\x80\x83 ") == "-");
}

TEST_CASE("oscal_markup shows text as it is") {
  CHECK(oscal_markup("[a](https://evil.example.org)") == "\\[a](https://evil.example.org)");
  CHECK(oscal_markup("<b>x</b>") == "\\<b>x\\</b>");
  CHECK(oscal_markup("") == "-");
}

TEST_CASE("oscal_token begins with a letter or an underscore and has no other characters") {
  CHECK(oscal_token("ROT1001") == "ROT1001");
  CHECK(oscal_token("owasp_nhi") == "owasp_nhi");
  CHECK(oscal_token("7 of:9") == "_7_of_9");
  CHECK(oscal_token("") == "_");
  CHECK(oscal_token("\xc3\xa9") == "__");
}

TEST_CASE("oscal_time stays within the years that OSCAL knows") {
  CHECK(oscal_time(Timestamp{0}) == "1970-01-01T00:00:00Z");
  CHECK(oscal_time(Timestamp{253402300799}) == "2999-12-31T23:59:59Z");
  CHECK(oscal_time(Timestamp{-9999999999}) == "1900-01-01T00:00:00Z");
}

TEST_CASE("add_prop leaves out what is empty") {
  Json props = Json::array();
  add_prop(props, "a", "");
  CHECK(props.empty());
  add_prop(props, "a b", " c");
  CHECK(props[0] == Json({{"name", "a_b"}, {"ns", kOscalNamespace}, {"value", "c"}}));
}
