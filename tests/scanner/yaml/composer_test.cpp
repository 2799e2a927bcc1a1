// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/composer.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

struct Composed {
  std::deque<YamlNode> nodes;
  std::vector<const YamlNode*> roots;
  YamlLimits limits;
  YamlComposer composer{limits, nodes, roots};

  Status take(YamlEventKind kind, std::string text = "", std::string anchor = "") {
    YamlEvent event;
    event.kind = kind;
    event.text = std::move(text);
    event.anchor = std::move(anchor);
    event.start = event.end = {7, 3};
    return composer.take(event);
  }
};

}  // namespace

TEST_CASE("YamlComposer pairs keys and values in the order of the events") {
  Composed yaml;
  CHECK(yaml.take(YamlEventKind::kDocumentStart));
  CHECK(yaml.take(YamlEventKind::kMappingStart));
  CHECK(yaml.take(YamlEventKind::kScalar, "a"));
  CHECK(yaml.take(YamlEventKind::kSequenceStart));
  CHECK(yaml.take(YamlEventKind::kScalar, "b"));
  CHECK(yaml.take(YamlEventKind::kSequenceEnd));
  CHECK(yaml.take(YamlEventKind::kMappingEnd));
  REQUIRE(yaml.roots.size() == 1);
  REQUIRE(yaml.roots[0]->entries.size() == 1);
  CHECK(yaml.roots[0]->entries[0].second->items.at(0)->text == "b");
}

TEST_CASE("YamlComposer refuses an alias of a node that contains it") {
  Composed yaml;
  CHECK(yaml.take(YamlEventKind::kSequenceStart, "", "loop"));
  const Status status = yaml.take(YamlEventKind::kAlias, "", "loop");
  REQUIRE_FALSE(status);
  CHECK(status.error().message == "7:3: alias of a node that contains it");
}

TEST_CASE("YamlComposer forgets anchors at the end of a document") {
  Composed yaml;
  CHECK(yaml.take(YamlEventKind::kDocumentStart));
  CHECK(yaml.take(YamlEventKind::kScalar, "x", "here"));
  CHECK(yaml.take(YamlEventKind::kDocumentStart));
  const Status status = yaml.take(YamlEventKind::kAlias, "", "here");
  REQUIRE_FALSE(status);
  CHECK(status.error().kind == ErrorKind::kCorrupt);
}

}  // namespace keyhound
