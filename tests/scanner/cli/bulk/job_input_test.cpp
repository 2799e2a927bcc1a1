// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/job_input.h"

#include <doctest/doctest.h>

#include "tests/scanner/cli/bulk/given_input.h"

namespace keyhound::testing {

TEST_CASE("A job is all of standard input, up to a limit") {
  const std::string text(100'000, 'x');
  {
    const GivenInput input(text);
    CHECK(read_job_input() == text);
  }
  {
    const GivenInput input("");
    CHECK(read_job_input() == std::string());
  }
  const GivenInput input(std::string((std::size_t{16} << 20U) + 1, 'x'));
  CHECK(read_job_input().error().kind == ErrorKind::kLimit);
}

}  // namespace keyhound::testing
