// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/lazy_library.h"

#include <dlfcn.h>

#include <cstring>
#include <string>

#include "scanner/base/mutex.h"

namespace keyhound {
namespace {

Error cannot_load(const LazyLibrary& library) {
  const char* reason = ::dlerror();
  return {ErrorKind::kConfiguration, std::string(library.file) +
                                         ": the library cannot be loaded; install its package (" +
                                         (reason == nullptr ? "no reason given" : reason) + ")"};
}

}  // namespace

Status load_lazily(const LazyLibrary* library) {
  static Mutex mutex;
  if (library == nullptr) return {};
  const MutexLock lock(mutex);
  if (library->slots[0] != nullptr) return {};
  void* const handle = ::dlopen(library->file, RTLD_LAZY | RTLD_LOCAL);  // stays until the end
  if (handle == nullptr) return fail(cannot_load(*library));
  // The first slot is filled last: it says that all are.
  std::size_t index = 0;
  void* first = nullptr;
  for (const char* name = library->functions; *name != '\0'; name += std::strlen(name) + 1) {
    void* const function = ::dlsym(handle, name);
    if (function == nullptr) return fail(cannot_load(*library));
    (index == 0 ? first : library->slots[index]) = function;
    ++index;
  }
  library->slots[0] = first;
  return {};
}

}  // namespace keyhound
