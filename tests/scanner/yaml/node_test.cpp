// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/node.h"

#include <doctest/doctest.h>

#include "scanner/yaml/document.h"

namespace keyhound {

TEST_CASE("YamlNode has its tag and anchor beside its value, whatever its kind") {
  const auto document = YamlDocument::parse(
      "- &one !t text\n- !t &two [a, b]\n- &three {k: v}\n- !!str\n- *two\n- bare\n");
  REQUIRE(document);
  const auto items = document->roots().at(0)->items();
  REQUIRE(items.size() == 6);
  CHECK(items[0].anchor() == "one");
  CHECK(items[0].tag() == "!t");
  CHECK(items[0].text() == "text");
  CHECK(items[1].tag() == "!t");
  CHECK(items[1].items().size() == 2);
  CHECK(items[2].anchor() == "three");
  CHECK(items[2].tag().empty());
  CHECK(items[2].find("k")->text() == "v");
  CHECK(items[3].tag() == "tag:yaml.org,2002:str");
  CHECK(items[3].kind == YamlKind::kScalar);
  CHECK(items[4].anchor() == "two");
  CHECK(items[4].target() == &items[1]);
  CHECK(&items[4].resolved() == &items[1]);
  CHECK(items[5].anchor().empty());
  CHECK(items[5].tag().empty());
}

TEST_CASE("YamlNode answers with nothing for what its kind does not have") {
  const auto document = YamlDocument::parse("- text\n- [a]\n- {k: v}\n- &e []\n- *e\n");
  REQUIRE(document);
  const auto items = document->roots().at(0)->items();
  CHECK(items[0].items().empty());
  CHECK(items[0].entries().empty());
  CHECK(items[0].target() == nullptr);
  CHECK(items[1].text().empty());
  CHECK(items[1].entries().empty());
  CHECK(items[2].items().empty());
  CHECK(items[3].items().empty());
  CHECK(items[4].text().empty());
  CHECK(items[4].items().empty());
  CHECK_FALSE(items[4].is_text());
}

TEST_CASE("YamlNode tells flow collections from block collections") {
  const auto document = YamlDocument::parse("- [a]\n- {k: v}\n- - b\n- k: v\n");
  REQUIRE(document);
  const auto items = document->roots().at(0)->items();
  CHECK(items[0].is_flow);
  CHECK(items[1].is_flow);
  CHECK_FALSE(items[2].is_flow);
  CHECK_FALSE(items[3].is_flow);
}

}  // namespace keyhound
