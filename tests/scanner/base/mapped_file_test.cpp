// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/mapped_file.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/temp_dir.h"

namespace keyhound::testing {

TEST_CASE("A mapped file has the bytes of the file") {
  const TempDir dir;
  dir.write_file("a", "0123456789");
  const auto file = MappedFile::open(dir / "a");
  REQUIRE(file);
  CHECK(file->bytes() == "0123456789");
}

}  // namespace keyhound::testing
