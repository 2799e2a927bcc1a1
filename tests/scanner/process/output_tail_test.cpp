// SPDX-License-Identifier: Apache-2.0
#include "scanner/process/output_tail.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("OutputTail keeps the end, whatever pieces come") {
  for (const std::size_t piece : {1U, 3U, 7U, 10U, 40U}) {
    CAPTURE(piece);
    std::string whole;
    for (int i = 0; i < 500; ++i) whole += std::to_string(i);
    OutputTail tail(10);
    for (std::size_t at = 0; at < whole.size(); at += piece) tail.append(whole.substr(at, piece));
    CHECK(tail.take() == whole.substr(whole.size() - 10));
  }
  OutputTail nothing(0);
  nothing.append("abc");
  CHECK(nothing.take().empty());
  OutputTail little(10);
  little.append("abc");
  CHECK(little.take() == "abc");
}

}  // namespace
}  // namespace keyhound
