// SPDX-License-Identifier: Apache-2.0
// Private to scanner/cli/: CLI11 without its ready validators. Its headers make eight of them anew
// in each of the fifty files that include it, before main() begins: a twelfth of what a pre-commit
// hook costs. Here the macros turn these objects into declarations of functions that nobody calls.
// What is needed of them stands below.
#pragma once

#include <limits>

#if __has_include(<CLI/Version.hpp>)
#include <CLI/Version.hpp>
#endif

#if defined(CLI11_VERSION_MAJOR) && CLI11_VERSION_MAJOR == 2
#define KEYHOUND_CLI11_WITHOUT_OBJECTS
#define ExistingFile unused_existing_file()
#define ExistingDirectory unused_existing_directory()
#define ExistingPath unused_existing_path()
#define NonexistentPath unused_nonexistent_path()
#define ValidIPV4 unused_valid_ipv4()
#define Number(name) unused_number()
#define NonNegativeNumber(...) unused_non_negative_number()
#define PositiveNumber(...) unused_positive_number()
#endif

#include <CLI/CLI.hpp>

#ifdef KEYHOUND_CLI11_WITHOUT_OBJECTS
#undef ExistingFile
#undef ExistingDirectory
#undef ExistingPath
#undef NonexistentPath
#undef ValidIPV4
#undef Number
#undef NonNegativeNumber
#undef PositiveNumber
#undef KEYHOUND_CLI11_WITHOUT_OBJECTS
#endif

namespace keyhound {

inline CLI::Range non_negative_number() {
  return CLI::Range((std::numeric_limits<double>::max)(), "NONNEGATIVE");
}

}  // namespace keyhound
