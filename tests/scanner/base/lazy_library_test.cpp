// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/lazy_library.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound::testing {

TEST_CASE("A library that is linked as usual needs no loading") { CHECK(load_lazily(nullptr)); }

TEST_CASE("Each function's slot is filled with what the library has") {
  void* slots[2] = {};
  const LazyLibrary library{"libm.so.6", "sqrt\0cos\0", slots};
  REQUIRE(load_lazily(&library));
  REQUIRE(slots[0] != nullptr);
  CHECK(reinterpret_cast<double (*)(double)>(slots[0])(9.0) == 3.0);
  CHECK(reinterpret_cast<double (*)(double)>(slots[1])(0.0) == 1.0);
  slots[1] = nullptr;
  CHECK(load_lazily(&library));
  CHECK(slots[1] == nullptr);  // it was loaded before
}

TEST_CASE("A library or a function that is not there is named") {
  void* slots[2] = {};
  const LazyLibrary missing{"libno-such-thing.so.1", "f\0", slots};
  const auto no_file = load_lazily(&missing);
  REQUIRE_FALSE(no_file);
  CHECK(no_file.error().kind == ErrorKind::kConfiguration);
  CHECK(no_file.error().message.find("libno-such-thing.so.1") != std::string::npos);
  const LazyLibrary partial{"libm.so.6", "sqrt\0no_such_function\0", slots};
  const auto no_function = load_lazily(&partial);
  REQUIRE_FALSE(no_function);
  CHECK(no_function.error().message.find("no_such_function") != std::string::npos);
  CHECK(slots[0] == nullptr);
}

}  // namespace keyhound::testing
