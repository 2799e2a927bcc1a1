// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/hcl/hcl_reader.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace keyhound {
namespace {

constexpr std::string_view kFile = R"hcl(# comment
variable "db_password" {
  type    = string /* why */
  default = "change\"me"
}
resource "aws_db_instance" "main" {
  password = var.db_password // here
  user_data = <<-EOT
    export A=${var.a}
      B
  EOT
  lifecycle { ignore_changes = [password] }
  tags = merge(local.tags, { Name = "x-${data.a.b[0].c}" })
}
)hcl";

std::string part(TextRange range) { return std::string(kFile.substr(range.begin, range.size())); }

TEST_CASE("Blocks have a type, labels, attributes and blocks inside") {
  const HclFile file = read_hcl(kFile);
  CHECK(file.is_complete);
  REQUIRE(file.blocks.size() == 4);
  CHECK(file.blocks[0].parent == kNoHclBlock);
  CHECK(file.blocks[0].blocks == std::vector<std::uint32_t>{1, 2});
  const HclBlock& resource = file.blocks[2];
  CHECK(resource.type == "resource");
  REQUIRE(resource.labels.size() == 2);
  CHECK(resource.labels[0].text == "aws_db_instance");
  CHECK(part(resource.labels[1].source_of(TextRange{0, 4})) == "main");
  CHECK(part(resource.range).back() == '}');
  CHECK(file.blocks[3].type == "lifecycle");
  CHECK(file.blocks[3].parent == 2);
  CHECK(file.blocks[3].find("ignore_changes") != nullptr);
  CHECK(resource.find("ignore_changes") == nullptr);
}

TEST_CASE("A default keeps its value and the place of its bytes") {
  const HclFile file = read_hcl(kFile);
  const HclAttribute* attribute = file.blocks[1].find("default");
  REQUIRE(attribute != nullptr);
  CHECK(attribute->value.kind == HclValueKind::kString);
  CHECK(attribute->value.text.text == "change\"me");
  CHECK(part(attribute->value.text.source_of(TextRange{7, 9})) == "me");
  CHECK(part(attribute->value.range) == "\"change\\\"me\"");
  CHECK(part(attribute->name_range) == "default");
}

TEST_CASE("References of a value are in the order of the file") {
  const HclFile file = read_hcl(kFile);
  std::string all;
  for (const HclAttribute& attribute : file.blocks[2].attributes) {
    for (const TextRange reference : references_of(attribute.value)) all += part(reference) + " ";
  }
  CHECK(all == "var.db_password var.a local.tags data.a.b[0].c ");
}

TEST_CASE("A file of variables has attributes only") {
  const HclFile file = read_hcl("a = \"b\"\n\"c\" = 1\nd = { e = true }\n");
  CHECK(file.is_complete);
  REQUIRE(file.blocks[0].attributes.size() == 3);
  CHECK(file.blocks[0].attributes[1].name == "c");
  CHECK(file.blocks[0].attributes[2].value.entries[0].value.kind == HclValueKind::kBool);
}

}  // namespace
}  // namespace keyhound
