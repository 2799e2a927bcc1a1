// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <functional>

#include "scanner/store/process_identity.h"
#include "scanner/store/repository_rows.h"
#include "scanner/store/runs.h"
#include "scanner/store/store.h"
#include "scanner/store/target_rows.h"
#include "tests/support/stored_scans.h"
#include "tests/support/test_stores.h"

namespace keyhound::testing {
namespace {

using Texts = std::vector<std::string>;

PlannedRepository on_forge(std::string name, std::string id) {
  PlannedRepository one = planned(std::move(name));
  one.provider = "github";
  one.provider_id = std::move(id);
  return one;
}

void on_each_store(const std::function<void(Store&)>& test) {
  const TestStores stores;
  for (const std::string& location : stores.locations()) {
    CAPTURE(location);
    auto store = Store::open(location, StoreAccess::kWrite);
    REQUIRE_MESSAGE(store.has_value(), store.error().message);
    test(*store);
  }
}

RunSummary must_join(Store& store, const RunPlan& plan, int at = 0, int shard = 1) {
  const auto run = store.join_run(plan, this_coordinator(shard), hour(at));
  REQUIRE_MESSAGE(run.has_value(), run.error().message);
  return *run;
}

TEST_CASE("A run is begun once, and others join it with what only they know") {
  on_each_store([](Store& store) {
    RunPlan plan = plan_of("nightly", {planned("a"), planned("b", 2)}, 2);
    const RunSummary first = must_join(store, plan);
    CHECK(first.state == "running");
    CHECK(first.started == hour(0));
    plan.repositories = {planned("b", 2), planned("c", 2)};
    plan.repositories[0].excluded = "archived";
    plan.complete = false;
    plan.diagnostics.push_back({"list-cut", "acme", "page 3 was cut", true});
    const RunSummary second = must_join(store, plan, 1, 2);
    CHECK(second.id == first.id);
    CHECK(second.started == hour(0));
    must_join(store, plan, 1, 2);
    const Coverage coverage = *store.coverage(first.id);
    CHECK(coverage.counts.planned == 3);
    CHECK(coverage.counts.pending == 3);  // what the first plan said stands
    CHECK_FALSE(coverage.plan_complete);
    REQUIRE(coverage.diagnostics.size() == 1);
    CHECK(coverage.diagnostics[0].message == "page 3 was cut");
    CHECK(store.coverage(first.id, 2)->counts.planned == 2);
  });
}

TEST_CASE("Targets that are left out have their reason") {
  on_each_store([](Store& store) {
    RunPlan plan = plan_of("r1", {planned("a"), planned("b")});
    plan.repositories[1].excluded = "too-large";
    plan.repositories[1].excluded_message = "9 GiB";
    must_join(store, plan);
    CHECK(text_in(store,
                  "SELECT reason || ' ' || message FROM run_targets WHERE outcome = "
                  "'excluded'") == "too-large 9 GiB");
    const Coordinator self = this_coordinator(1);
    REQUIRE(store.claim_target(1, self, hour(0))->has_value());
    CHECK_FALSE(store.claim_target(1, self, hour(0))->has_value());
    CHECK_FALSE(store.claim_target(1, self, "b", hour(0))->has_value());
  });
}

TEST_CASE("A renamed repository keeps its row, its findings and its former names") {
  on_each_store([](Store& store) {
    must_join(store, plan_of("r1", {on_forge("github.com/acme/pay", "7")}));
    REQUIRE(store.record_scan(1, scan_of(1), stored_result({1}), hour(0)).has_value());
    must_join(store, plan_of("r2", {on_forge("github.com/acme/payments", "7")}), 1);
    REQUIRE(store.record_scan(2, scan_of(1), stored_result({1}), hour(1)).has_value());
    must_join(store, plan_of("r3", {on_forge("github.com/acme/money", "7")}), 2);
    CHECK(text_in(store, "SELECT name FROM repositories") == "github.com/acme/money");
    CHECK(text_in(store, "SELECT policy_name FROM repositories") == "acme/money");
    CHECK(text_in(store, "SELECT former_names FROM repositories") ==
          "github.com/acme/pay\ngithub.com/acme/payments");
    CHECK(text_in(store, "SELECT state FROM findings") == "existing");
  });
}

TEST_CASE("Names can be exchanged, and taken from a repository that is gone") {
  on_each_store([](Store& store) {
    must_join(store, plan_of("r1", {on_forge("a", "1"), on_forge("b", "2"), on_forge("c", "3")}));
    // b and a change names; 3 is gone, and a new one has its name.
    must_join(store, plan_of("r2", {on_forge("b", "1"), on_forge("a", "2"), on_forge("c", "4")}),
              1);
    CHECK(texts_of(store, "SELECT name || provider_id FROM repositories ORDER BY id") ==
          Texts{"b1", "a2", "c4"});
    // 1 takes the name of 2, which no plan knows any more.
    must_join(store, plan_of("r3", {on_forge("a", "1")}), 2);
    CHECK(texts_of(store, "SELECT name || ' ' || provider_id FROM repositories ORDER BY id") ==
          Texts{"a 1", "a#2 2", "c 4"});
  });
}

TEST_CASE("A list of URLs does not take away what a forge said") {
  on_each_store([](Store& store) {
    must_join(store, plan_of("r1", {on_forge("github.com/acme/pay", "7")}));
    must_join(store, plan_of("r2", {planned("github.com/acme/pay")}), 1);
    CHECK(text_in(store, "SELECT provider || provider_id FROM repositories") == "github7");
    CHECK(text_in(store, "SELECT last_seen FROM repositories") == format_timestamp(hour(1)));
  });
}

TEST_CASE("No credential of an URL and no hostile name gets into the store as it is") {
  on_each_store([](Store& store) {
    PlannedRepository one = planned(std::string("a\0b\xFF", 4));
    one.location = "https://user:pass@host.example/a@b.git";
    PlannedRepository two = planned(std::string("a\0b\xFE", 4));
    must_join(store, plan_of("r1", {one, two}));
    CHECK(text_in(store, "SELECT COUNT(*) FROM run_targets") == "2");
    CHECK(texts_of(store, "SELECT location FROM repositories ORDER BY name").back() ==
          "https://host.example/a@b.git");
    const auto claimed = store.claim_target(1, this_coordinator(1), hour(0));
    CHECK((*claimed)->name == stored_name(two.name));
    CHECK(stored_name("/srv/na\xC3\xAFve repo") == "/srv/na\xC3\xAFve repo");
  });
}

TEST_CASE("Another number of shards under the same key is refused, naming both") {
  on_each_store([](Store& store) {
    must_join(store, plan_of("r1", {planned("a")}, 8));
    const auto other =
        store.join_run(plan_of("r1", {planned("a")}, 4), this_coordinator(1), hour(0));
    REQUIRE_FALSE(other.has_value());
    CHECK(other.error().kind == ErrorKind::kUsage);
    CHECK(other.error().message.find("8 shards in the store, not 4") != std::string::npos);
    CHECK_FALSE(store.join_run(plan_of("", {}), this_coordinator(1), hour(0)).has_value());
    CHECK_FALSE(store.join_run(plan_of("x", {}), this_coordinator(2), hour(0)).has_value());
  });
}

TEST_CASE("Runs are found by plan, by key, or as the last one") {
  on_each_store([](Store& store) {
    CHECK(store.find_run("").error().kind == ErrorKind::kNotFound);
    must_join(store, plan_of("r1", {planned("a")}));
    must_join(store, plan_of("r2", {planned("a")}, 2));
    CHECK(store.find_run("")->run_key == "r2");
    CHECK(store.find_run("r1")->id == 1);
    CHECK(store.unfinished_run("sha256:plan", 1)->run_key == "r1");
    CHECK(store.unfinished_run("sha256:other", 1).error().kind == ErrorKind::kNotFound);
    CHECK(lock_run(store.database(), 9).error().kind == ErrorKind::kNotFound);
  });
}

}  // namespace
}  // namespace keyhound::testing
