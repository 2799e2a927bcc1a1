// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/merge_keys.h"

#include <doctest/doctest.h>

#include <string>

#include "scanner/yaml/document.h"

namespace keyhound {
namespace {

// The merged entries of the mapping `m` as "key=value ", in order.
std::string merged(const std::string& yaml, YamlWalkBudget* budget = nullptr) {
  const auto document = YamlDocument::parse(yaml, {}, {DuplicateKeys::kReport});
  REQUIRE(document);
  const YamlNode& mapping = *document->roots().at(0)->find("m");
  std::string all;
  for (const YamlEntry* entry : merged_entries(mapping, budget)) {
    const std::string_view key = entry->key.resolved().text();
    all += std::string(key) + "=" + std::string(entry->value.resolved().text()) + " ";
    if (budget == nullptr && entry->key.resolved().is_text()) {
      CHECK(find_merged(mapping, key) == &entry->value.resolved());
    }
  }
  CHECK(find_merged(mapping, "not there") == nullptr);
  return all;
}

}  // namespace

TEST_CASE("A merge key adds the entries of a mapping, of an alias, and of a list of them") {
  CHECK(merged("m: {a: 1, <<: {b: 2}, c: 3}") == "a=1 c=3 b=2 ");
  CHECK(merged("x: &x {a: 1}\nm:\n  <<: *x\n  b: 2\n") == "b=2 a=1 ");
  CHECK(merged("x: &x {a: 1}\ny: &y {b: 2}\nm: {<<: [*x, *y, {c: 3}]}") == "a=1 b=2 c=3 ");
  CHECK(merged("x: &x {a: 1}\nz: &z [*x, {b: 2}]\nm: {<<: *z}") == "a=1 b=2 ");
  CHECK(merged("m: {a: 1}") == "a=1 ");
  CHECK(merged("m: {}").empty());
}

TEST_CASE("A mapping's own keys win wherever they stand, then the earlier merge") {
  CHECK(merged("m: {<<: {a: no, b: 1}, a: own}") == "a=own b=1 ");
  CHECK(merged("m: {a: own, <<: {a: no}}") == "a=own ");
  CHECK(merged("m: {<<: [{a: first}, {a: no, b: 2}]}") == "a=first b=2 ");
  CHECK(merged("m: {<<: {a: first}, <<: {a: no, b: 2}}") == "a=first b=2 ");
  CHECK(merged("m: {a: first, a: no}") == "a=first ");
}

TEST_CASE("Merged mappings merge in turn, before the next one of their list") {
  CHECK(merged("x: &x {a: deep, b: deep}\ny: &y {<<: *x, a: 1}\n"
               "m: {<<: [*y, {b: late, c: 3}]}") == "a=1 b=deep c=3 ");
  CHECK(merged("x: &x {a: 1}\ny: &y {<<: *x, b: 2}\nz: &z {<<: *x, c: 3}\nm: {<<: [*y, *z]}") ==
        "b=2 a=1 c=3 ");
}

TEST_CASE("Only a plain << with mappings merges; anything else is a key like others") {
  CHECK(merged("m: {'<<': {a: 1}}") == "<<= ");
  CHECK(merged("m: {!!str <<: {a: 1}}") == "<<= ");
  CHECK(merged("m: {!!merge <<: {a: 1}}") == "a=1 ");
  CHECK(merged("m: {<<: text, a: 1}") == "<<=text a=1 ");
  CHECK(merged("m: {<<: [text, {a: 1}, [b]]}") == "a=1 ");
  CHECK(merged("m: text").empty());
  CHECK(merged("m: {? [x] : 1, ? [x] : 2}") == "=1 =2 ");
}

TEST_CASE("find_merged follows aliases of the mapping and of the value") {
  const auto document = YamlDocument::parse("v: &v text\nx: &x {a: *v}\nm: &m {<<: *x}\nn: *m\n");
  REQUIRE(document);
  const YamlNode& root = *document->roots().at(0);
  const YamlNode& alias = root.entries()[3].value;
  REQUIRE(alias.kind == YamlKind::kAlias);
  REQUIRE(find_merged(alias, "a") != nullptr);
  CHECK(find_merged(alias, "a")->text() == "text");
  CHECK(find_merged(*root.find("v"), "a") == nullptr);
}

TEST_CASE("Nested merges that would visit 2^60 mappings visit each once") {
  std::string bomb = "m0: &m0 {a: 1}\n";
  for (int i = 1; i <= 60; ++i) {
    const std::string before = "*m" + std::to_string(i - 1);
    bomb += "m" + std::to_string(i) + ": &m" + std::to_string(i) + " {<<: [" + before + ", " +
            before + "], k" + std::to_string(i) + ": 1}\n";
  }
  const auto document = YamlDocument::parse(bomb + "m: {<<: *m60}\n");
  REQUIRE(document);
  const YamlNode& mapping = *document->roots().at(0)->find("m");
  CHECK(merged_entries(mapping).size() == 61);
  REQUIRE(find_merged(mapping, "a") != nullptr);
}

TEST_CASE("A chain of 30,000 merges does not exhaust the stack") {
  std::string chain = "- &a0 {a: 1}\n";
  for (int i = 1; i <= 30'000; ++i) {
    chain += "- &a" + std::to_string(i) + " {<<: *a" + std::to_string(i - 1) + "}\n";
  }
  const auto document = YamlDocument::parse(chain);
  REQUIRE(document);
  CHECK(merged_entries(document->roots().at(0)->items().back()).size() == 1);
}

TEST_CASE("A merge look-up stops when its budget is spent") {
  YamlWalkBudget enough(100);
  CHECK(merged("m: {a: 1, <<: [{b: 2}, {c: 3}]}", &enough) == "a=1 b=2 c=3 ");
  CHECK_FALSE(enough.is_spent());
  YamlWalkBudget little(6);
  CHECK(merged("m: {a: 1, <<: [{b: 2}, {c: 3}]}", &little) == "a=1 ");
  CHECK(little.is_spent());
}

}  // namespace keyhound
