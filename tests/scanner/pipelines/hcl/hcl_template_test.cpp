// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "scanner/pipelines/hcl/hcl_reader.h"

namespace keyhound {
namespace {

HclValue first(const HclFile& file) {
  REQUIRE_FALSE(file.blocks[0].attributes.empty());
  return file.blocks[0].attributes[0].value;
}

std::string slice(std::string_view text, TextRange range) {
  return std::string(text.substr(range.begin, range.size()));
}

TEST_CASE("Escapes and doubled marks are resolved, single marks stay") {
  const HclFile file = read_hcl(R"(a = "x\n\t\"\\\u0041\U00000042 $${y} %%{z} $5 50%")");
  CHECK(file.is_complete);
  CHECK(first(file).text.text == "x\n\t\"\\AB ${y} %{z} $5 50%");
  CHECK(first(file).interpolations.empty());
}

TEST_CASE("Interpolations stand in the value as written, with quotes and braces in them") {
  const std::string_view text =
      R"(a = "p-${f("}", { k = "${var.x}" })}-%{ if var.y }q%{ endif }" # z)";
  const HclFile file = read_hcl(text);
  CHECK(file.is_complete);
  const HclValue value = first(file);
  CHECK(value.text.text == R"(p-${f("}", { k = "${var.x}" })}-%{ if var.y }q%{ endif })");
  REQUIRE(value.interpolations.size() == 3);
  CHECK(slice(text, value.interpolations[0].source) == R"(f("}", { k = "${var.x}" }))");
  CHECK(slice(value.text.text, value.interpolations[1].value) == "%{ if var.y }");
  CHECK(slice(text, value.text.source_of(value.interpolations[1].value)) == "%{ if var.y }");
  std::string references;
  for (const TextRange range : references_of(value)) references += slice(text, range) + " ";
  CHECK(references == "var.x var.y ");
  REQUIRE(value.items.size() == 2);
  CHECK(value.items[0].text.text == "}");
}

TEST_CASE("A string without an end ends with its line") {
  const HclFile file = read_hcl("a = \"x\nb = 1\n");
  CHECK_FALSE(file.is_complete);
  CHECK(first(file).text.text == "x");
  CHECK(file.blocks[0].find("b") != nullptr);
}

TEST_CASE("An interpolation without an end is text") {
  const HclFile file = read_hcl("a = \"x ${y\"\nb = 1\n");
  CHECK_FALSE(file.is_complete);
  CHECK(first(file).text.text == "x ${y");
  CHECK(file.blocks[0].find("b") != nullptr);
}

TEST_CASE("A heredoc keeps its lines, an indented one without the common indentation") {
  CHECK(first(read_hcl("a = <<EOF\n  x\\n\n y\n  EOF\nb = 1")).text.text == "  x\\n\n y\n");
  const std::string_view text = "a = <<-EOF\n    x ${v.w}\n\n      y\n  EOF\nb = 1";
  const HclFile file = read_hcl(text);
  CHECK(file.is_complete);
  const HclValue value = first(file);
  CHECK(value.kind == HclValueKind::kHeredoc);
  CHECK(value.text.text == "x ${v.w}\n\n  y\n");
  CHECK(slice(text, value.text.source_of(TextRange{12, 13})) == "y");
  REQUIRE(value.interpolations.size() == 1);
  CHECK(slice(text, value.interpolations[0].source) == "v.w");
  CHECK(slice(text, value.range).substr(0, 7) == "<<-EOF\n");
  CHECK(file.blocks[0].find("b") != nullptr);
}

TEST_CASE("A heredoc without an end is none, and the result says so") {
  const HclFile file = read_hcl("a = <<EOF\nb = 1\n");
  CHECK_FALSE(file.is_complete);
  CHECK(file.blocks[0].find("b") != nullptr);
}

}  // namespace
}  // namespace keyhound
