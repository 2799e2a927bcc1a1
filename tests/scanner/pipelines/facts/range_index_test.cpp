// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/range_index.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("The closest range around a place is found, also behind ranges that end before it") {
  RangeIndex index;
  index.add({0, 100}, 0);
  index.add({10, 50}, 1);
  index.add({20, 30}, 2);
  index.add({35, 36}, 3);
  index.build();
  CHECK(index.around({22, 24}) == 2);
  CHECK(index.around({40, 45}) == 1);
  CHECK(index.around({60, 61}) == 0);
  CHECK(index.around({25, 40}) == 1);
  CHECK(index.around({90, 101}) == kNoFact);
  CHECK(RangeIndex().around({0, 1}) == kNoFact);
}

}  // namespace
}  // namespace keyhound
