// SPDX-License-Identifier: Apache-2.0
#include "scanner/http/curl_library.h"

#include "scanner/base/check.h"
#include "scanner/base/lazy_library.h"
#include "scanner/base/mutex.h"

// Defined where the program loads libcurl late (cmake/LazyLibrary.cmake); its address is null else.
extern "C" [[gnu::weak]] const keyhound::LazyLibrary keyhound_lazy_curl;

namespace keyhound {

Status start_curl() {
  static Mutex mutex;
  static bool has_started = false;
  const MutexLock lock(mutex);
  if (has_started) return {};
  KEYHOUND_TRY_STATUS(load_lazily(&keyhound_lazy_curl));
  KEYHOUND_CHECK(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
  has_started = true;
  return {};
}

}  // namespace keyhound
