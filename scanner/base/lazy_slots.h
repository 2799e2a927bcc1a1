// SPDX-License-Identifier: Apache-2.0
// LazySlots: a fixed number of objects that are made when they are first asked for, since most runs
// need few of them. Thread-safe; what get() gives lives as long as the slots, also when these move.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <utility>

namespace keyhound {

template <class T>
class LazySlots {
 public:
  LazySlots() = default;
  explicit LazySlots(std::size_t count)
      : count_(count), slots_(std::make_unique<std::atomic<const T*>[]>(count)) {}
  LazySlots(LazySlots&& other) noexcept
      : count_(std::exchange(other.count_, 0)), slots_(std::move(other.slots_)) {}
  LazySlots& operator=(LazySlots&& other) noexcept {
    std::swap(count_, other.count_);
    std::swap(slots_, other.slots_);
    return *this;
  }
  ~LazySlots() {
    for (std::size_t i = 0; i < count_; ++i) delete slots_[i].load();
  }

  [[nodiscard]] std::size_t size() const { return count_; }

  // `make` gives a std::unique_ptr<const T>. Threads that ask at once may both call it; one of the
  // objects is kept. REQUIRES: index < size().
  template <class Make>
  const T& get(std::size_t index, const Make& make) const {
    std::atomic<const T*>& slot = slots_[index];
    if (const T* const made = slot.load(std::memory_order_acquire)) return *made;
    std::unique_ptr<const T> fresh = make();
    const T* first = nullptr;
    if (!slot.compare_exchange_strong(first, fresh.get(), std::memory_order_acq_rel)) return *first;
    return *fresh.release();
  }

  // Gives the slot its object, unless it has one.
  void put(std::size_t index, std::unique_ptr<const T> object) {
    get(index, [&] { return std::move(object); });
  }

 private:
  std::size_t count_ = 0;
  std::unique_ptr<std::atomic<const T*>[]> slots_;
};

}  // namespace keyhound
