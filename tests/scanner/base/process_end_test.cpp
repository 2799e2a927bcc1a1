// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/process_end.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("An object is freed at once, but in a process that ends without freeing") {
  auto object = std::make_shared<int>(1);
  const std::weak_ptr<int> seen = object;
  keep_to_end(std::move(object));
  CHECK(seen.expired());
  CHECK_FALSE(ends_without_freeing());

  end_without_freeing();
  auto other = std::make_shared<int>(2);
  const std::weak_ptr<int> kept = other;
  keep_to_end(std::move(other));
  CHECK(kept.expired() == !ends_without_freeing());  // builds that look for leaks free it
}

}  // namespace keyhound
