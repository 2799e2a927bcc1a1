// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <functional>
#include <set>

#include "scanner/store/coordinators.h"
#include "scanner/store/process_identity.h"
#include "scanner/store/store.h"
#include "tests/support/stored_scans.h"
#include "tests/support/test_stores.h"

namespace keyhound::testing {
namespace {

// A coordinator of another machine.
Coordinator elsewhere(std::string session) {
  return {1, std::move(session), "another-machine", 1, "some boot"};
}

// A process of this machine that has ended.
Coordinator ended(std::string session) {
  Coordinator gone = this_coordinator(1);
  gone.session = std::move(session);
  gone.pid_started += "0";
  return gone;
}

struct Shared {
  explicit Shared(const std::string& location)
      : store(std::move(Store::open(location, StoreAccess::kWrite).value())) {}
  void join(const Coordinator& who, Timestamp now = hour(0)) {
    RunPlan plan = plan_of("r1", {planned("a"), planned("b"), planned("c")});
    plan.repositories[1].size_kib = 100;
    const auto run = store.join_run(plan, who, now);
    REQUIRE_MESSAGE(run.has_value(), run.error().message);
  }
  // The name of what is claimed; "-": nothing.
  std::string claim(const Coordinator& who, Timestamp now = hour(0)) {
    const auto claimed = store.claim_target(1, who, now);
    REQUIRE_MESSAGE(claimed.has_value(), claimed.error().message);
    return *claimed ? (*claimed)->name : "-";
  }
  std::string claim(const Coordinator& who, const std::string& name, Timestamp now = hour(0)) {
    const auto claimed = store.claim_target(1, who, name, now);
    REQUIRE_MESSAGE(claimed.has_value(), claimed.error().message);
    return *claimed ? (*claimed)->name : "-";
  }
  Store store;
};

void on_each_store(const std::function<void(Shared&)>& test) {
  const TestStores stores;
  for (const std::string& location : stores.locations()) {
    CAPTURE(location);
    Shared shared(location);
    test(shared);
  }
}

TEST_CASE("The largest target is claimed first, and each once") {
  on_each_store([](Shared& shared) {
    const Coordinator one = elsewhere("one");
    const Coordinator two = elsewhere("two");
    shared.join(one);
    shared.join(two);
    CHECK(shared.claim(one) == "b");
    CHECK(shared.claim(two) == "a");
    CHECK(shared.claim(one) == "c");
    CHECK(shared.claim(one) == "-");
    CHECK(shared.claim(two) == "-");
    CHECK(*shared.store.claimed_by_others(1, one, hour(0)) == 1);
    CHECK(*shared.store.claimed_by_others(1, two, hour(0)) == 2);
  });
}

TEST_CASE("A claim by name is another's, one's own again, or nobody's") {
  on_each_store([](Shared& shared) {
    const Coordinator one = elsewhere("one");
    const Coordinator two = elsewhere("two");
    shared.join(one);
    shared.join(two);
    CHECK(shared.claim(one, "c") == "c");
    CHECK(shared.claim(two, "c") == "-");
    CHECK(shared.claim(one, "c") == "c");
    CHECK(shared.claim(one, "no such target") == "-");
    TargetEnd end;
    end.repository_id = 3;
    end.outcome = TargetOutcome::kPending;
    REQUIRE(shared.store.end_target(1, end, hour(0)).has_value());
    CHECK(shared.claim(two, "c") == "c");
    const auto attempts = shared.store.claim_target(1, two, "c", hour(0));
    CHECK((*attempts)->attempts == 3);
  });
}

TEST_CASE("Claims of a process that ended are free at once, whatever its heart said") {
  on_each_store([](Shared& shared) {
    const Coordinator gone = ended("gone");
    const Coordinator self = this_coordinator(1);
    shared.join(gone);
    CHECK(shared.claim(gone) == "b");
    shared.join(self);
    CHECK(shared.claim(self) == "b");
    CHECK(shared.claim(gone) == "a");  // it claims once more: nobody knows a better way
    CHECK(shared.claim(self) == "c");
    CHECK(shared.claim(self) == "a");
    CHECK(shared.claim(self) == "-");
  });
}

TEST_CASE("A coordinator elsewhere that is silent for a minute has lost its claims") {
  on_each_store([](Shared& shared) {
    const Coordinator far = elsewhere("far");
    const Coordinator self = this_coordinator(1);
    const auto at = [](std::int64_t seconds) { return Timestamp{hour(1).seconds + seconds}; };
    shared.join(far, at(0));
    CHECK(shared.claim(far, at(0)) == "b");
    shared.join(self, at(60));
    CHECK(shared.claim(self, at(60)) == "a");
    CHECK(shared.claim(self, at(60)) == "c");
    CHECK(shared.claim(self, at(60)) == "-");
    CHECK(*shared.store.claimed_by_others(1, self, at(60)) == 1);
    REQUIRE(shared.store.beat(1, far, at(30)).has_value());
    CHECK(shared.claim(self, at(90)) == "-");
    CHECK(shared.claim(self, at(91)) == "b");
  });
}

TEST_CASE("A clock that goes back leaves no target claimed for ever") {
  on_each_store([](Shared& shared) {
    const Coordinator far = elsewhere("far");
    const Coordinator self = this_coordinator(1);
    shared.join(far, hour(5));
    CHECK(shared.claim(far, hour(5)) == "b");
    shared.join(self, hour(4));
    CHECK(shared.claim(self, hour(4)) == "b");
    // What both recorded is there once.
    REQUIRE(shared.store.record_scan(1, scan_of(2), stored_result({1}), hour(4)).has_value());
    REQUIRE(shared.store.record_scan(1, scan_of(2), stored_result({1}), hour(5)).has_value());
    CHECK(text_in(shared.store, "SELECT state || first_seen FROM findings") ==
          "new" + format_timestamp(hour(4)));
  });
}

TEST_CASE("Whether a coordinator lives is told by its process, else by its heart") {
  const TestStores stores;
  auto store = Store::open(stores.locations().front(), StoreAccess::kWrite);
  const Coordinator self = this_coordinator(1);
  REQUIRE(store->join_run(plan_of("r1", {planned("a")}), self, hour(0)).has_value());
  for (const Coordinator& one : {ended("gone"), elsewhere("far")})
    REQUIRE(note_coordinator(store->database(), 1, one, hour(0)).has_value());
  CHECK(*living_sessions(store->database(), 1, 1, hour(0)) ==
        std::set<std::string, std::less<>>{self.session, "far"});
  CHECK(*living_sessions(store->database(), 1, 1, hour(9)) ==
        std::set<std::string, std::less<>>{self.session});
  CHECK(session_of_claim("abc:12") == "abc");
}

TEST_CASE("A process is told from another one that has its number") {
  const Coordinator self = this_coordinator(3);
  CHECK(self.shard == 3);
  CHECK(self.session.size() == 32);
  CHECK(self.session != this_coordinator(3).session);
  CHECK(state_of(self) == ProcessState::kRuns);
  CHECK(state_of(ended("x")) == ProcessState::kGone);
  CHECK(state_of(elsewhere("x")) == ProcessState::kUnknown);
  Coordinator nobody = self;
  nobody.pid = 0x7FFF'FFFF;
  CHECK(state_of(nobody) == ProcessState::kGone);
  Coordinator rebooted = self;
  rebooted.pid_started = "another boot" + self.pid_started;
  CHECK(state_of(rebooted) == ProcessState::kUnknown);
}

}  // namespace
}  // namespace keyhound::testing
