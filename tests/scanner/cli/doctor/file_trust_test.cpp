// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/doctor/file_trust.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "tests/support/temp_dir.h"

namespace keyhound::testing {

TEST_CASE("A file that everybody may write is not to be trusted") {
  const TempDir dir;
  dir.write_file("f", "x");
  const std::string path = dir / "f";
  REQUIRE(::chmod(path.c_str(), 0644) == 0);
  auto trust = trust_of(path);
  REQUIRE(trust);
  CHECK(trust->is_regular);
  CHECK(distrust(*trust).empty());
  REQUIRE(::chmod(path.c_str(), 0666) == 0);
  trust = trust_of(path);
  REQUIRE(trust);
  CHECK(distrust(*trust) == "every user may write it");
}

TEST_CASE("A file of another user is not to be trusted, and the users are named") {
  FileTrust trust;
  trust.is_of_another = true;
  trust.owner = 4242;
  CHECK(distrust(trust).find("it belongs to user 4242, not to you") == 0);
}

TEST_CASE("What does not exist cannot be judged") { CHECK_FALSE(trust_of("/nonexistent/x")); }

}  // namespace keyhound::testing
