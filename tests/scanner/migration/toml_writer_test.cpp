// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/toml_writer.h"

#include <doctest/doctest.h>

#include "scanner/rules/toml_document.h"

namespace keyhound {

TEST_CASE("Strings are read back as they were written, whatever they hold") {
  for (const std::string& text :
       {std::string("plain"), std::string("it's"), std::string("a\\d\"'\n\t\x01\x7F"),
        std::string("\xC3\xA9 \xF0\x9F\x94\x91"), std::string("'''"), std::string("\\"),
        std::string("a\0b", 3)}) {
    CAPTURE(text);
    TomlWriter writer;
    writer.comment("a\nkey = 1");
    writer.table("[t]");
    writer.text("key", text);
    writer.texts("list", {text, std::string(200, 'x')});
    const auto tree = read_toml(writer.content(), "t.toml");
    REQUIRE_MESSAGE(tree.has_value(), (tree ? "" : tree.error().message));
    REQUIRE(tree->members.size() == 1);
    CHECK(tree->members.front().item.members.at(0).item.text == text);
    CHECK(tree->members.front().item.members.at(1).item.elements.at(0).text == text);
  }
}

TEST_CASE("Bytes that are not UTF-8 do not break a TOML file") {
  CHECK(toml_string("a\xFF") == "'a\xEF\xBF\xBD'");
}

}  // namespace keyhound
