// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/html/script_sink.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

using namespace keyhound;

namespace {

std::string escaped(std::string_view json) {
  std::string text;
  const ReportSink inner = [&](std::string_view piece) {
    text += piece;
    return true;
  };
  CHECK(script_data_sink(inner)(json));
  return text;
}

}  // namespace

TEST_CASE("No text of the data can end its script element or open a comment in it") {
  for (const char* hostile : {"</script>", "</SCRIPT\t>", "<!--", "<script>", "]]>", "&lt;"}) {
    CAPTURE(hostile);
    const std::string json = nlohmann::json(hostile).dump();
    const std::string text = escaped(json);
    CHECK(text.find_first_of("<>&") == std::string::npos);
    CHECK(nlohmann::json::parse(text) == hostile);
  }
}

TEST_CASE("What is harmless stays as it is, and a sink that refuses is obeyed") {
  CHECK(escaped("{\"a\": [1, \"b'c\"]}") == "{\"a\": [1, \"b'c\"]}");
  const ReportSink refusing = [](std::string_view) { return false; };
  CHECK_FALSE(script_data_sink(refusing)("x"));
}
