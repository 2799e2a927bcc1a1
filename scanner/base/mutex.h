// SPDX-License-Identifier: Apache-2.0
// Mutex and MutexLock with the annotations of clang's thread safety analysis, which rejects the
// unannotated std::mutex (https://clang.llvm.org/docs/ThreadSafetyAnalysis.html).
#pragma once

#include <mutex>

#if defined(__clang__)
#define KEYHOUND_THREAD_ATTRIBUTE(x) __attribute__((x))
#else
#define KEYHOUND_THREAD_ATTRIBUTE(x)
#endif
#define GUARDED_BY(x) KEYHOUND_THREAD_ATTRIBUTE(guarded_by(x))

namespace keyhound {

class KEYHOUND_THREAD_ATTRIBUTE(capability("mutex")) Mutex {
 public:
  void lock() KEYHOUND_THREAD_ATTRIBUTE(acquire_capability()) { mutex_.lock(); }
  void unlock() KEYHOUND_THREAD_ATTRIBUTE(release_capability()) { mutex_.unlock(); }

 private:
  std::mutex mutex_;
};

class KEYHOUND_THREAD_ATTRIBUTE(scoped_lockable) MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) KEYHOUND_THREAD_ATTRIBUTE(acquire_capability(mutex))
      : mutex_(mutex) {
    mutex_.lock();
  }
  ~MutexLock() KEYHOUND_THREAD_ATTRIBUTE(release_capability()) { mutex_.unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& mutex_;
};

}  // namespace keyhound
