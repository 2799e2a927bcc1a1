// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/crypto_library.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("libcrypto is there, however often it is asked for") {
  CHECK(load_libcrypto());
  CHECK(load_libcrypto());
}

}  // namespace keyhound
