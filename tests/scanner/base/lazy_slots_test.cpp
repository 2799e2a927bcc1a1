// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/lazy_slots.h"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

namespace keyhound {

TEST_CASE("A slot's object is made once, when it is first asked for") {
  const LazySlots<std::string> slots(3);
  int made = 0;
  const auto make = [&made] {
    ++made;
    return std::make_unique<const std::string>("one");
  };
  const std::string& first = slots.get(1, make);
  CHECK(first == "one");
  CHECK(&slots.get(1, make) == &first);
  CHECK(made == 1);
}

TEST_CASE("Objects stay where they are when their slots move") {
  LazySlots<std::string> slots(2);
  slots.put(0, std::make_unique<const std::string>("one"));
  const auto none = [] { return std::make_unique<const std::string>(); };
  const std::string* const before = &slots.get(0, none);
  const LazySlots<std::string> moved = std::move(slots);
  CHECK(moved.size() == 2);
  CHECK(&moved.get(0, none) == before);
}

TEST_CASE("Threads that ask at once get the same object") {
  const LazySlots<std::string> slots(1);
  std::vector<const std::string*> got(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < got.size(); ++i) {
    threads.emplace_back([&, i] {
      got[i] = &slots.get(0, [] { return std::make_unique<const std::string>("one"); });
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string* one : got) CHECK(one == got[0]);
}

}  // namespace keyhound
