// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/seeded_hash.h"

#include <random>

namespace keyhound {

SeededHash::SeededHash() {
  std::random_device device;
  seed_ = std::uint64_t{device()} << 32 | device();
}

}  // namespace keyhound
