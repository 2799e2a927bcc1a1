// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/inflater.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/git/loose_file.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

TEST_CASE("A stream is inflated and its length told, whatever follows it") {
  Inflater inflater;
  for (const std::size_t size : {0U, 1U, 100U, 100'000U}) {
    CAPTURE(size);
    const std::string content = alphanumerics(1, size);
    const std::string stream = deflated(content);
    for (const std::string& behind : {std::string(), std::string("more"), stream}) {
      std::string out(size, '\0');
      const auto taken = inflater.inflate(stream + behind, out);
      REQUIRE(taken);
      CHECK(*taken == stream.size());
      CHECK(out == content);
    }
  }
}

}  // namespace keyhound::testing
