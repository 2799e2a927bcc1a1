// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/hashed_secret.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

// SHA-1 of "abc" (FIPS 180-1, appendix A).
constexpr std::string_view kSha1 = "a9993e364706816aba3e25717850c26c9cd0d89d";

}  // namespace

TEST_CASE("A secret is recognised by its SHA-1") {
  CHECK(has_sha1("abc", kSha1));
  CHECK_FALSE(has_sha1("abd", kSha1));
  CHECK_FALSE(has_sha1("abc", "a9"));
}

TEST_CASE("A part of a line with the SHA-1 counts where it overlaps what was found") {
  const std::string line = "key = \"xabcx\"";
  CHECK(hashed_part(line, 7, 12, kSha1) == 3);
  CHECK(hashed_part(line, 10, 12, kSha1) == 3);
  CHECK_FALSE(hashed_part(line, 11, 13, kSha1).has_value());
  CHECK_FALSE(hashed_part(line, 0, 7, kSha1).has_value());
  CHECK_FALSE(hashed_part("", 0, 0, kSha1).has_value());
  CHECK_FALSE(hashed_part(std::string(600, 'a') + "abc", 600, 603, kSha1).has_value());
}

}  // namespace keyhound
