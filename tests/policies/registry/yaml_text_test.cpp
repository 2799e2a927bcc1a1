// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/yaml_text.h"

#include <doctest/doctest.h>

#include "scanner/base/utf8.h"
#include "scanner/yaml/document.h"

namespace keyhound {

TEST_CASE("Texts that YAML could take for something else are quoted") {
  CHECK(yaml_text("deploy/app.env") == "deploy/app.env");
  for (const char* text :
       {"",   "yes",   "Null", "~",   "12", "- a", "a: b", "a #b", "*a",  "&a", "!t",
        "%x", "@acme", "{a}",  "[a]", "'a", "a,b", " a",   "a\nb", "---", "a:", "-x"}) {
    CAPTURE(text);
    CHECK(yaml_text(text).front() == '"');
  }
}

TEST_CASE("Every text comes back the same, and none breaks out of its line") {
  for (char32_t c = 1; c < 0x30000; c += c < 0x3000 ? 1 : 37) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text = "a";
    append_utf8(text, c);
    const std::string written = yaml_text(text);
    const auto document = YamlDocument::parse("- {k: " + written + ", z: 1}\n");
    CAPTURE(static_cast<unsigned>(c));
    REQUIRE(document);
    CHECK(document->roots().at(0)->items()[0].find("k")->text() == text);
    CHECK(written.find('\n') == std::string::npos);
  }
}

TEST_CASE("Bytes that are not UTF-8 become the replacement character") {
  CHECK(yaml_text("a\xFF") == "\"a\xEF\xBF\xBD\"");
}

}  // namespace keyhound
