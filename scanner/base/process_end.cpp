// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/process_end.h"

#include <atomic>
#include <utility>
#include <vector>

#include "scanner/base/mutex.h"

namespace keyhound {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kLooksForLeaks = true;  // such a build frees everything
#else
constexpr bool kLooksForLeaks = false;
#endif

std::atomic<bool> is_ending = false;

// Of a run that fails after all, these are freed as everything static is.
struct Kept {
  Mutex mutex;
  std::vector<std::shared_ptr<const void>> objects GUARDED_BY(mutex);
};

Kept& kept() {
  static Kept one;
  return one;
}

}  // namespace

void end_without_freeing() { is_ending.store(!kLooksForLeaks, std::memory_order_relaxed); }

bool ends_without_freeing() { return is_ending.load(std::memory_order_relaxed); }

void keep_to_end(std::shared_ptr<const void> object) {
  if (!ends_without_freeing()) return;
  Kept& all = kept();
  const MutexLock lock(all.mutex);
  all.objects.push_back(std::move(object));
}

}  // namespace keyhound
