// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/object_hash.h"

#include <doctest/doctest.h>

namespace keyhound::testing {

TEST_CASE("The empty blob has the id that everybody knows") {
  CHECK(hash_object(ObjectType::kBlob, "", ObjectId::kSha1Size).hex() ==
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
  CHECK(hash_object(ObjectType::kBlob, "", ObjectId::kSha256Size).hex() ==
        "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813");
}

}  // namespace keyhound::testing
