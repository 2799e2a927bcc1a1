// SPDX-License-Identifier: Apache-2.0
// Where this build's sources and program are. Names that only build_places.cpp is compiled with, so
// that a compiler cache serves the tests of every checkout.
#pragma once

namespace keyhound::testing {

extern const char* const kSourceDir;  // the root of the checkout
extern const char* const kProgram;    // the keyhound that was built

}  // namespace keyhound::testing
