// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/list_input.h"

#include <doctest/doctest.h>

#include "tests/support/temp_dir.h"

namespace keyhound::testing {

TEST_CASE("A file is read whole, up to a limit; standard input has a name of its own") {
  const TempDir dir;
  dir.write_file("list", "12345");
  CHECK(*read_list_input(dir / "list", 5) == "12345");
  CHECK((read_list_input(dir / "list", 4).error().kind == ErrorKind::kLimit));
  CHECK((read_list_input(dir / "none", 5).error().kind == ErrorKind::kNotFound));
  CHECK(list_input_name("-") == "standard input");
  CHECK(list_input_name("a") == "a");
}

}  // namespace keyhound::testing
