// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/seeded_hash.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace keyhound {

TEST_CASE("A hash is that of all bytes, whatever their number") {
  const SeededHash hash;
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string bytes(size, 'a');
    CHECK(hash(bytes) == hash(std::string(size, 'a')));
    std::set<std::uint64_t> others = {hash(bytes)};
    for (std::size_t i = 0; i < size; ++i) {
      for (int bit = 0; bit < 8; ++bit) {
        std::string other = bytes;
        other[i] = static_cast<char>(other[i] ^ (1 << bit));
        others.insert(hash(other));
      }
    }
    CHECK(others.size() == 8 * size + 1);
    CHECK(hash(bytes) != hash(bytes + '\0'));
  }
}

TEST_CASE("Each object has a seed of its own") {
  const SeededHash one;
  const SeededHash other;
  CHECK(one("a name") != other("a name"));
}

}  // namespace keyhound
