// SPDX-License-Identifier: Apache-2.0
#include "tests/support/build_places.h"

namespace keyhound::testing {

const char* const kSourceDir = KEYHOUND_SOURCE_DIR;
const char* const kProgram = KEYHOUND_PROGRAM;

}  // namespace keyhound::testing
