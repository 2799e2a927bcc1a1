// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/duplicate_keys.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

std::string repeats_of(const std::vector<std::string>& names) {
  std::vector<KeyText> keys;
  for (std::size_t i = 0; i < names.size(); ++i) keys.push_back({names[i], i});
  std::string all;
  for (const RepeatedKey& key : repeated_keys(keys)) {
    all += std::to_string(key.first) + "<" + std::to_string(key.repeat) + " ";
  }
  return all;
}

}  // namespace

TEST_CASE("Each repeat of a key is told with the first one, in the order of the repeats") {
  CHECK(repeats_of({}).empty());
  CHECK(repeats_of({"a", "b", "ab", ""}).empty());
  CHECK(repeats_of({"b", "a", "a", "b", "a"}) == "1<2 0<3 1<4 ");
  CHECK(repeats_of({"", ""}) == "0<1 ");
}

TEST_CASE("Repeats are found among many keys as among few") {
  std::vector<std::string> names;
  for (int i = 0; i < 1000; ++i) names.push_back("key" + std::to_string(i * 7919 % 1000));
  CHECK(repeats_of(names).empty());
  names[900] = names[100];
  names[500] = names[100];
  CHECK(repeats_of(names) == "100<500 100<900 ");
}

}  // namespace keyhound
