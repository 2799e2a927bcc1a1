// SPDX-License-Identifier: Apache-2.0
// A shared library that the program loads when it is first needed, since loading it costs more than
// most runs take (cmake/LazyLibrary.cmake). Its functions are called as usual, after load_lazily().
#pragma once

#include "scanner/base/result.h"

namespace keyhound {

// Made by the build, and laid out as its assembly code has it.
struct LazyLibrary {
  const char* file;       // "libgit2.so.1.5"
  const char* functions;  // their names, each ended by a NUL, and another NUL
  void** slots;           // where each is called through; null until then
};

// Loads the library, once; nullptr, as for tests: it is linked as usual, and there is nothing to
// do. kConfiguration, naming the library and its cause, when it cannot be loaded. Thread-safe.
Status load_lazily(const LazyLibrary* library);

}  // namespace keyhound
