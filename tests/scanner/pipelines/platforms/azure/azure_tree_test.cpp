// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/azure/azure_tree.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("What a template expression inserts belongs to the mapping and list around it") {
  const auto document = YamlDocument::parse(R"(
map:
  a: 1
  ${{ if x }}: {b: 2, "${{ else }}": {c: 3}}
  d: 4
list:
  - one
  - ${{ if x }}: [two, {"${{ each y in z }}": [three]}]
  - ${{ if x }}: {task: four}
)");
  REQUIRE(document);
  const YamlNode* root = root_of(&*document);
  CHECK(AzureMap(root->find("map")).text("c") == "3");
  CHECK(azure_entries(root->find("map")).size() == 4);
  const auto items = azure_items(root->find("list"));
  REQUIRE(items.size() == 4);
  CHECK(text_of(items[2]) == "three");
  CHECK(AzureMap(items[3]).text("task") == "four");
  CHECK(azure_items(nullptr).empty());
}

TEST_CASE("A template's path is that of a file of the tree, or none") {
  CHECK(azure_template_path("ci/a.yml", "b.yml") == "ci/b.yml");
  CHECK(azure_template_path("ci/a.yml", "../x/./b.yml@self") == "x/b.yml");
  CHECK(azure_template_path("ci/a.yml", "/x/b.yml") == "x/b.yml");
  CHECK(azure_template_path("a.yml", "b.yml") == "b.yml");
  CHECK(azure_template_path("a.yml", "../b.yml").empty());
  CHECK(azure_template_path("a.yml", "b.yml@other").empty());
  CHECK(azure_template_path("a.yml", "${{ parameters.x }}").empty());
  CHECK(azure_template_path("a.yml", "").empty());
}

TEST_CASE("A task's name has no version and no publisher") {
  CHECK(azure_task_name("AzureKeyVault@2") == "azurekeyvault");
  CHECK(azure_task_name("acme.tools.Deploy@1") == "deploy");
}

}  // namespace
}  // namespace keyhound
