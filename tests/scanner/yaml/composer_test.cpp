// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/composer.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

struct Composed {
  std::string_view source = "line one\nline two";
  PositionTable positions{source};
  std::pmr::monotonic_buffer_resource arena;
  YamlTree tree;
  YamlLimits limits;
  YamlParseOptions options;
  YamlComposer composer{limits, options, {source, positions}, arena, tree};

  Status take(YamlEventKind kind, std::string_view text = "", std::string_view anchor = "") {
    YamlEvent event;
    event.kind = kind;
    event.text = text;
    event.anchor = anchor;
    event.begin = event.end = 14;
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
  REQUIRE(yaml.tree.roots.size() == 1);
  REQUIRE(yaml.tree.roots[0]->entries().size() == 1);
  CHECK(yaml.tree.roots[0]->entries()[0].value.items()[0].text() == "b");
  CHECK(yaml.tree.nodes == 4);
}

TEST_CASE("YamlComposer refuses an alias of a node that contains it") {
  Composed yaml;
  CHECK(yaml.take(YamlEventKind::kSequenceStart, "", "loop"));
  const Status status = yaml.take(YamlEventKind::kAlias, "", "loop");
  REQUIRE_FALSE(status);
  CHECK(status.error().message == "2:6: alias of a node that contains it");
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
