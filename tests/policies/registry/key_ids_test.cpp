// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/key_ids.h"

#include <doctest/doctest.h>

#include <vector>

namespace keyhound {

TEST_CASE("A fingerprint names its key, but for that of the public key") {
  CHECK(key_id_of("kh1:aaaaaaaaaaaaaaaaaaaaaaaaaa").empty());
  CHECK(key_id_of("kh1:k2:aaaaaaaaaaaaaaaaaaaaaaaaaa") == "k2");
}

TEST_CASE("Key ids are ordered by their numbers, and every two ids differ") {
  const std::vector<std::string_view> ids = {"",    "2026-9", "2026-12", "2027-01", "a",
                                             "k01", "k1",     "k9",      "k10",     "k10-b"};
  const KeyIdOrder is_older;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    for (std::size_t j = 0; j < ids.size(); ++j) {
      CAPTURE(ids[i]);
      CAPTURE(ids[j]);
      CHECK(is_older(ids[i], ids[j]) == (i < j));
    }
  }
}

}  // namespace keyhound
