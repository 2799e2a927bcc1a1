// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/toml_document.h"

#include <doctest/doctest.h>

#include <string>

#include "scanner/rules/toml_parse.h"

namespace keyhound {

TEST_CASE("A document is read as plain data with places, in the order of the file") {
  const auto root = read_toml(
      "z = \"text\"\n[b]\nlist = [1, true, 2.5]\nday = 2027-01-31\nmoment = 2027-01-31T10:00:00Z\n"
      "[a.c]\nx = 1\n",
      "f");
  REQUIRE(root);
  REQUIRE(root->members.size() == 3);
  CHECK(root->members[0].key == "z");
  CHECK(root->members[0].item.text == "text");
  CHECK(root->members[1].key == "b");
  const TomlItem& b = root->members[1].item;
  REQUIRE(b.members.size() == 3);
  const TomlItem& list = b.members[0].item;
  CHECK(list.place.line == 3);
  CHECK(list.place.column == 8);
  REQUIRE(list.elements.size() == 3);
  CHECK(list.elements[0].kind == TomlItem::Kind::kInteger);
  CHECK(list.elements[0].text == "1");
  CHECK(list.elements[0].integer == 1);
  CHECK(list.elements[1].flag);
  CHECK(list.elements[2].kind == TomlItem::Kind::kNumber);
  CHECK(list.elements[2].number == 2.5);
  CHECK(b.members[1].item.text == "2027-01-31");
  CHECK(b.members[2].item.text == "2027-01-31T10:00:00Z");
  CHECK(root->members[2].item.members.at(0).item.members.at(0).key == "x");
  CHECK(describe(TomlItem::Kind::kTime) == "a date");
}

TEST_CASE("Errors of TOML carry the place") {
  const auto broken = read_toml("a = 1\nb = = 2\n", "f.toml");
  REQUIRE_FALSE(broken);
  CHECK(broken.error().kind == ErrorKind::kConfiguration);
  CHECK(broken.error().message.rfind("f.toml:2:", 0) == 0);
}

TEST_CASE("Keys of very many parts are refused before they exhaust the stack") {
  const auto repeated = [](const std::string& part, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += part;
    return text;
  };
  for (const std::string& text :
       {repeated("a.", 300'000) + "a = 1", "[" + repeated("\"x\" . ", 300'000) + "a]",
        "a = {" + repeated("'b'.", 300'000) + "c = 1}", "x = '''.\n'''\n" + repeated("a.", 99)}) {
    const auto refused = read_toml(text, "f");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("more than 64 parts") != std::string::npos);
  }
  // Dots in strings and comments are none of a key's.
  const std::string dots = repeated(".", 1000);
  CHECK(read_toml("a = '" + dots + "'\nb = \"\\\"" + dots + "\" # " + dots + "\nc = '''\n" + dots +
                      "'''\nd = [1.5, 2.5]\n",
                  "f"));
  const std::string origin = "f";
  CHECK(parse_toml("a.b.c = 1", TomlSource{origin}));
}

}  // namespace keyhound
