// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/base_cache.h"

#include <doctest/doctest.h>

namespace keyhound::testing {
namespace {

constexpr std::size_t kMost = 100'000;

StoredObjectRef object_of(std::size_t size) {
  auto object = std::make_shared<StoredObject>();
  object->data = RawBuffer(size);
  return object;
}

}  // namespace

TEST_CASE("An object is found by its pack and offset") {
  BaseCache cache(kMost);
  const StoredObjectRef object = object_of(10);
  cache.add(1, 500, object);
  cache.add(1, 500, object_of(20));
  CHECK(cache.find(1, 500) == object);
  CHECK(cache.find(0, 500) == nullptr);
  CHECK(cache.find(1, 501) == nullptr);
}

TEST_CASE("What was not used for longest is dropped, and the cache never passes its limit") {
  BaseCache cache(kMost);
  std::vector<std::weak_ptr<const StoredObject>> objects;
  for (std::uint64_t i = 0; i < 100; ++i) {
    const StoredObjectRef object = object_of(9'000);
    objects.push_back(object);
    cache.add(0, i, object);
    CHECK(cache.find(0, 0) != nullptr);
  }
  CHECK(cache.find(0, 99) != nullptr);
  CHECK(cache.find(0, 1) == nullptr);
  std::size_t alive = 0;
  for (const auto& object : objects) alive += object.expired() ? 0U : 1U;
  CHECK(alive * 9'000 <= kMost);
  CHECK(alive >= 8);
}

TEST_CASE("An object that would push out most others is not kept") {
  BaseCache cache(kMost);
  cache.add(0, 1, object_of(10));
  cache.add(0, 2, object_of(kMost / 2));
  CHECK(cache.find(0, 2) == nullptr);
  CHECK(cache.find(0, 1) != nullptr);
}

}  // namespace keyhound::testing
