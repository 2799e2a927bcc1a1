// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/dockerfile/dockerfile_lines.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace keyhound {
namespace {

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> all;
  DockerfileLines reader(text);
  while (const auto line = reader.next()) all.push_back(line->text);
  return all;
}

using Lines = std::vector<std::string>;

TEST_CASE("Comments and empty lines are no instructions") {
  CHECK(lines("\xEF\xBB\xBF# a\n\n  # b\nFROM a\r\n  RUN b # c\n") == Lines{"FROM a", "RUN b # c"});
  CHECK(lines("").empty());
}

TEST_CASE("A single escape at the end continues a line, blanks behind it or not") {
  CHECK(lines("a \\\nb\\  \n# c\n\n  d\ne") == Lines{"a b  d", "e"});
  CHECK(lines("a \\\\\nb") == Lines{"a \\\\", "b"});
  CHECK(lines("a \\") == Lines{"a "});
  CHECK(lines("a \\\r\nb\r\n") == Lines{"a b"});
}

TEST_CASE("A heredoc that is not found leaves the lines unread") {
  DockerfileLines reader("a\nb\nEOF\nc\n");
  REQUIRE(reader.next());
  CHECK_FALSE(reader.read_heredoc("X", false));
  const auto content = reader.read_heredoc("EOF", false);
  REQUIRE(content);
  CHECK(content->text == "b\n");
  CHECK(content->whole == TextRange{2, 4});
  CHECK(reader.next()->text == "c");
}

}  // namespace
}  // namespace keyhound
