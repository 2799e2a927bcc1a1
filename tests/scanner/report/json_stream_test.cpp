// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/json_stream.h"

#include <doctest/doctest.h>

using namespace keyhound;

TEST_CASE("JsonStream puts members on lines and elements on one line each") {
  std::string text;
  const ReportSink sink = [&](std::string_view piece) {
    text += piece;
    return true;
  };
  JsonStream out(sink);
  out.begin_object();
  out.member("a", 1);
  out.begin_array("list");
  out.element({{"x", 1}, {"y", 2}});
  out.element("two");
  out.end_array();
  out.begin_array("empty");
  out.end_array();
  out.end_object();
  out.finish();
  CHECK(out.ok());
  CHECK(text ==
        "{\n  \"a\": 1,\n  \"list\": [\n    {\"x\":1,\"y\":2},\n    \"two\"\n  ],\n"
        "  \"empty\": []\n}\n");
}

TEST_CASE("JsonStream writes nothing after its sink refused a piece") {
  int pieces = 0;
  const ReportSink sink = [&](std::string_view) { return ++pieces > 1; };
  JsonStream out(sink);
  out.begin_object();
  out.begin_array("list");
  for (int i = 0; i < 100000; ++i) out.element("0123456789");
  CHECK_FALSE(out.ok());
  out.finish();
  CHECK(pieces == 1);
}

TEST_CASE("to_json_line escapes what a terminal or a CI system acts on, and nothing else") {
  CHECK(to_json_line("\x7f\xc2\x9b\xe2\x80\xae") == R"("\u007f\u009b\u202e")");
  CHECK(to_json_line("ключ 🔑 é") == "\"ключ 🔑 é\"");
  CHECK(to_json_line("##[x] ### #") == R"("\u0023#[x] \u0023\u0023# #")");
  CHECK(to_json_line("bad \xff") == "\"bad \xef\xbf\xbd\"");
  CHECK(Json::parse(to_json_line("##[x]\x7f")) == "##[x]\x7f");
}
