// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/run_plan.h"

#include <set>
#include <string>

#include "tests/scanner/bulk/run/run_fixture.h"

namespace keyhound::testing {
namespace {

class Runs {
 public:
  ChosenRun choose(const RunWish& wish = {}, int shards = 1) {
    auto chosen = choose_run(store_, wish, plan, shards, time);
    REQUIRE_MESSAGE(chosen.has_value(), chosen.error().message);
    return *chosen;
  }
  Error refused(const RunWish& wish, int shards = 1) {
    const auto chosen = choose_run(store_, wish, plan, shards, time);
    REQUIRE(!chosen.has_value());
    return chosen.error();
  }
  // Begins it; with its only target excluded it can be finished at once.
  void begin(const std::string& key, int shards = 1, bool finish = false) {
    Plan begun = plan;
    if (finish) begun.targets[0].excluded = "archived";
    const Coordinator self = this_coordinator(1);
    const auto run = store_.join_run(make_run_plan(begun, key, shards), self, time);
    REQUIRE_MESSAGE(run.has_value(), run.error().message);
    if (finish) REQUIRE(store_.finish_shard(run->id, self, time).value());
  }

  Plan plan = RunFixture::plan_with({"h/a"});
  Timestamp time = kMorning;

 private:
  TempDir dir_;
  Store store_ = std::move(*Store::open(dir_ / "s.db", StoreAccess::kWrite));
};

TEST_CASE("Coordinators that begin at once without knowing of each other begin the same run") {
  Runs runs;
  const ChosenRun first = runs.choose({}, 4);
  CHECK(!first.exists);
  CHECK(first.key == runs.choose({}, 4).key);
  CHECK(first.key != runs.choose({}, 5).key);
  CHECK(first.key.starts_with("2026-11-30-"));
}

TEST_CASE("A run that is not finished goes on, unless another one is asked for") {
  Runs runs;
  const std::string key = runs.choose().key;
  runs.begin(key);
  runs.time = hour(48);
  CHECK(runs.choose().key == key);
  CHECK(runs.choose().exists);
  RunWish wish;
  wish.is_new = true;
  CHECK(runs.choose(wish).key != key);
  CHECK(!runs.choose(wish).exists);
  CHECK(!runs.choose({}, 2).exists);  // with another count of shards it is another run
  runs.plan = RunFixture::plan_with({"h/a", "h/b"});
  CHECK(!runs.choose().exists);
}

TEST_CASE("After a finished run a new one begins") {
  Runs runs;
  const std::string key = runs.choose().key;
  runs.begin(key, 1, true);
  const ChosenRun next = runs.choose();
  CHECK(next.key == key + ".2");
  CHECK(!next.exists);
}

TEST_CASE("A named run is that one, finished or not") {
  Runs runs;
  RunWish wish;
  wish.key = "nightly";
  wish.job_key = "slurm-1";
  CHECK(!runs.choose(wish).exists);
  runs.begin("nightly", 1, true);
  CHECK(runs.choose(wish).is_finished);
  CHECK(runs.refused(wish, 2).kind == ErrorKind::kUsage);
  wish.is_new = true;
  CHECK(runs.refused(wish).message.find("nightly") != std::string::npos);
  wish = {};
  wish.job_key = "slurm-1";
  CHECK(runs.choose(wish).key == "slurm-1");
  wish.key = "with\nline";
  CHECK(runs.refused(wish).kind == ErrorKind::kUsage);
}

TEST_CASE("The store is told of every target with its shard") {
  std::vector<std::string> names;
  for (int i = 0; i < 40; ++i) names.push_back("h/r" + std::to_string(i));
  Plan plan = RunFixture::plan_with(names);
  plan.targets[3].excluded = "fork";
  plan.complete = false;
  const RunPlan run = make_run_plan(plan, "k", 4);
  CHECK(run.digest == plan.digest);
  CHECK(!run.complete);
  CHECK(run.repositories.size() == 40);
  CHECK(run.repositories[3].excluded == "fork");
  std::set<int> shards;
  for (const PlannedRepository& one : run.repositories) shards.insert(one.shard);
  CHECK(shards == std::set<int>{1, 2, 3, 4});
}

TEST_CASE("Targets are found by what the store calls them") {
  const Plan plan = RunFixture::plan_with({"h/a", "h/b\n", "h/c"});
  CHECK(find_stored(plan, "h/c") == &plan.targets[2]);
  CHECK(find_stored(plan, stored_name("h/b\n")) == &plan.targets[1]);
  CHECK(find_stored(plan, "h/d") == nullptr);
}

}  // namespace
}  // namespace keyhound::testing
