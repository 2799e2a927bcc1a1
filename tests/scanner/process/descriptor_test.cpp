// SPDX-License-Identifier: Apache-2.0
#include "scanner/process/descriptor.h"

#include <doctest/doctest.h>
#include <fcntl.h>

namespace keyhound {
namespace {

bool is_descriptor(int number) { return ::fcntl(number, F_GETFD) != -1; }

TEST_CASE("A Descriptor closes what it owns, once") {
  const int first = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  const int second = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  {
    Descriptor owner(first);
    Descriptor other(second);
    owner = std::move(other);
    CHECK_FALSE(is_descriptor(first));
    CHECK(owner.number() == second);
    const Descriptor last(std::move(owner));
    CHECK(is_descriptor(second));
  }
  CHECK_FALSE(is_descriptor(second));
  CHECK_FALSE(Descriptor().is_open());
}

}  // namespace
}  // namespace keyhound
