// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "scanner/pipelines/hcl/hcl_reader.h"

namespace keyhound {
namespace {

// A block in short: type.label(attributes){blocks}.
std::string show(const HclFile& file, std::uint32_t at = 0) {
  const HclBlock& block = file.blocks[at];
  std::string text = block.type;
  for (const SourceText& label : block.labels) text += "." + label.text;
  text += "(";
  for (const HclAttribute& attribute : block.attributes) text += attribute.name + " ";
  text += ")";
  for (const std::uint32_t inner : block.blocks) text += "{" + show(file, inner) + "}";
  return text;
}

TEST_CASE("Labels are strings or names, and a block may stand on one line") {
  CHECK(show(read_hcl("a \"b\" c {\n d = 1\n e {}\n}\nf { g = 2 }\nh = 3")) ==
        "(h ){a.b.c(d ){e()}}{f(g )}");
}

TEST_CASE("What is no attribute and no block is passed over, and the result says so") {
  const HclFile file = read_hcl("a = 1\n) ! foo \"bar\"\nb == 2\nc = 3\n}\nd = 4");
  CHECK_FALSE(file.is_complete);
  CHECK(show(file) == "(a c d )");
}

TEST_CASE("A block that is never closed reaches to the end") {
  const HclFile file = read_hcl("a {\n b = 1\n");
  CHECK_FALSE(file.is_complete);
  CHECK(show(file) == "(){a(b )}");
  CHECK(file.blocks[1].range == TextRange{0, 11});
}

}  // namespace
}  // namespace keyhound
