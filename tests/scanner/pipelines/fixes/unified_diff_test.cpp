// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/unified_diff.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

std::string diff(const std::string& before, const std::string& after) {
  std::string text;
  for (const DiffLine& line : unified_diff(before, after)) {
    if (line.mark == '@') {
      text += line.header + "\n";
    } else if (line.mark == '\\') {
      text += "\\\n";
    } else {
      text += line.mark + std::string(line.text) + "\n";
    }
  }
  return text;
}

std::string numbers(int from, int to) {
  std::string text;
  for (int i = from; i <= to; ++i) text += std::to_string(i) + "\n";
  return text;
}

}  // namespace

TEST_CASE("Texts that are the same have no difference") {
  CHECK(unified_diff("a\n", "a\n").empty());
  CHECK(unified_diff("", "").empty());
}

TEST_CASE("A change is shown with three lines around it") {
  CHECK(diff(numbers(1, 9), numbers(1, 4) + "x\n" + numbers(6, 9)) ==
        "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n");
  CHECK(diff("a\n", "b\na\n") == "@@ -1 +1,2 @@\n+b\n a\n");
  CHECK(diff("", "a\n") == "@@ -0,0 +1 @@\n+a\n");
  CHECK(diff("a\n", "") == "@@ -1 +0,0 @@\n-a\n");
}

TEST_CASE("Changes near one another share a hunk, others do not") {
  const std::string near = diff(numbers(1, 9), "x\n" + numbers(1, 6) + "y\n" + numbers(7, 9));
  CHECK(near == "@@ -1,9 +1,11 @@\n+x\n 1\n 2\n 3\n 4\n 5\n 6\n+y\n 7\n 8\n 9\n");
  const std::string far = diff(numbers(1, 10), "x\n" + numbers(1, 7) + "y\n" + numbers(8, 10));
  CHECK(far == "@@ -1,3 +1,4 @@\n+x\n 1\n 2\n 3\n@@ -5,6 +6,7 @@\n 5\n 6\n 7\n+y\n 8\n 9\n 10\n");
}

TEST_CASE("A line without a newline at the end of the text is told") {
  CHECK(diff("a\nb", "a\nc\n") == "@@ -1,2 +1,2 @@\n a\n-b\n\\\n+c\n");
  CHECK(diff("a\nb", "x\nb") == "@@ -1,2 +1,2 @@\n-a\n+x\n b\n\\\n");
}

TEST_CASE("A difference has the fewest lines") {
  CHECK(diff("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n").find("@@ -1,7 +1,6 @@") == 0);
  int marks = 0;
  for (const DiffLine& line : unified_diff("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n"))
    marks += line.mark == '-' || line.mark == '+' ? 1 : 0;
  CHECK(marks == 5);  // the example of Myers' paper
}

}  // namespace keyhound
