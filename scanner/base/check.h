// SPDX-License-Identifier: Apache-2.0
// KEYHOUND_CHECK: an invariant of the program. When it does not hold, that is a defect of keyhound,
// never of its input, and the process ends with the place and the condition.
#pragma once

#include <cstdio>
#include <cstdlib>

#define KEYHOUND_CHECK(condition)                                                              \
  do {                                                                                         \
    if (!(condition)) {                                                                        \
      std::fprintf(stderr, "keyhound: defect at %s:%d: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                            \
    }                                                                                          \
  } while (false)
