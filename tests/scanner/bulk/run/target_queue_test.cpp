// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/target_queue.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace keyhound {
namespace {

Target target(const std::string& name, std::uint64_t size_kib) {
  Target made;
  made.name = name;
  made.size_kib = size_kib;
  return made;
}

TEST_CASE("The largest target comes first, alike ones by name") {
  TargetQueue queue({target("b", 5), target("small", 1), target("a", 5), target("large", 900)});
  CHECK(queue.size_kib() == 911);
  std::string order;
  while (const auto next = queue.next()) order += next->name + " ";
  CHECK(order == "large a b small ");
  CHECK(queue.size_kib() == 0);
}

TEST_CASE("Second tries count, and come in the order in which they failed") {
  TargetQueue queue({});
  CHECK(!queue.next());
  CHECK(!queue.next_retry());
  TargetTurn first{target("first", 1), {}, 0};
  first.claim.repository_id = 7;
  queue.try_again(first);
  queue.try_again({target("second", 2), {}, 1});
  const auto again = queue.next_retry();
  REQUIRE(again);
  CHECK(again->target.name == "first");
  CHECK(again->tries == 1);
  CHECK(again->claim.repository_id == 7);
  CHECK(queue.next_retry()->tries == 2);
  CHECK(!queue.next_retry());
}

TEST_CASE("A target that only the store knows is a path or a URL by its location") {
  RunTarget stored;
  stored.name = "/srv/git/pay";
  stored.location = "/srv/git/pay";
  stored.size_kib = 12;
  CHECK(target_from_store(stored).kind == TargetKind::kPath);
  CHECK(target_from_store(stored).size_kib == 12);
  stored.location = "https://git.example/acme/pay.git";
  CHECK(target_from_store(stored).kind == TargetKind::kUrl);
}

}  // namespace
}  // namespace keyhound
