// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/object_digest.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "scanner/git/object_hash.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

TEST_CASE("An object that comes in pieces has the id of the whole, whatever the pieces") {
  const std::string text = alphanumerics(1, 10'000);
  for (const std::size_t id_size : {ObjectId::kSha1Size, ObjectId::kSha256Size}) {
    for (const std::size_t piece : {1U, 63U, 64U, 4'096U, 10'000U}) {
      ObjectDigest digest(ObjectType::kTag, text.size(), id_size);
      digest.add("");
      for (std::size_t at = 0; at < text.size(); at += piece)
        digest.add(std::string_view(text).substr(at, piece));
      CHECK(digest.finish() == hash_object(ObjectType::kTag, text, id_size));
    }
  }
}

TEST_CASE("Without a piece the id is that of the empty object") {
  CHECK(ObjectDigest(ObjectType::kBlob, 0, ObjectId::kSha1Size).finish().hex() ==
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
}

}  // namespace keyhound::testing
