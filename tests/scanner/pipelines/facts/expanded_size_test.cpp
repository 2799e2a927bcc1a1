// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/expanded_size.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

YamlDocument parsed(const std::string& text) {
  auto document = YamlDocument::parse(text);
  REQUIRE(document);
  return std::move(*document);
}

TEST_CASE("Without aliases a document is as large as it is written") {
  const ExpandedSize size = expanded_size(parsed("a: [b, cc]\n"));
  CHECK(size.nodes == 5);
  CHECK(size.bytes == 4);
}

TEST_CASE("An alias counts as what it stands for") {
  const ExpandedSize size = expanded_size(parsed("a: &x [b, cc]\nd: *x\ne: {<<: *x}\n"));
  CHECK(size.nodes == 1 + 1 + 3 + 1 + 3 + 1 + 1 + 1 + 3);
  CHECK(size.bytes == 1 + 3 + 1 + 3 + 1 + 2 + 3);
}

TEST_CASE("A bomb is measured without being built") {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 40; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int k = 0; k < 9; ++k) text += ", " + before;
    text += "]\n";
  }
  const YamlDocument document = parsed(text);
  CHECK(expanded_size(document).nodes == std::uint64_t{1} << 62U);
  CHECK(expands_too_far(document));
}

TEST_CASE("A long value that is repeated counts by its bytes") {
  std::string text = "a: &a " + std::string(100'000, 'x') + "\nb: [";
  for (int i = 0; i < 200; ++i) text += "*a, ";
  CHECK(expands_too_far(parsed(text + "]\n")));
}

TEST_CASE("What people write does not expand too far") {
  CHECK_FALSE(expands_too_far(parsed("a: &x {b: c}\nd: [*x, *x]\n")));
  CHECK_FALSE(expands_too_far(parsed("a: 1 * 2\n")));
}

}  // namespace
}  // namespace keyhound
