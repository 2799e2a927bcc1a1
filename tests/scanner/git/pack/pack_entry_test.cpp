// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/pack_entry.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound::testing {

TEST_CASE("A whole object has a type and a size") {
  const std::string pack = std::string(kFirstPackEntry, 'x') + "\xB5\x0A" + "zlib";
  const auto entry = read_pack_entry(pack, kFirstPackEntry, ObjectId::kSha1Size);
  REQUIRE(entry);
  CHECK(entry->type == ObjectType::kBlob);
  CHECK(entry->size == 0xA5);
  CHECK(entry->data == kFirstPackEntry + 2);
}

}  // namespace keyhound::testing
