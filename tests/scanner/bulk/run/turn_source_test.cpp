// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/turn_source.h"

#include "tests/scanner/bulk/run/run_fixture.h"

namespace keyhound::testing {
namespace {

// A coordinator's view of a run of one shard.
struct Side {
  RunFixture& fixture;
  Plan plan;
  Coordinator coordinator = this_coordinator(1);
  StoreLink store = fixture.link();
  std::int64_t run_id = join();
  std::optional<TurnSource> source = make();

  std::int64_t join() {
    const auto run = store.ask<RunSummary>("join", [this](Store& open) {
      return open.join_run(make_run_plan(plan, "r1", 1), coordinator, fixture.time);
    });
    REQUIRE_MESSAGE(run.has_value(), run.error().message);
    return run->id;
  }
  std::optional<TurnSource> make() {
    auto made = TurnSource::create(run_id, coordinator, plan, store, fixture.world.now);
    REQUIRE(made.has_value());
    return std::move(*made);
  }
  std::string next() {
    const auto turn = source->next(true);
    REQUIRE_MESSAGE(turn.has_value(), turn.error().message);
    return *turn ? (*turn)->target.name : "";
  }
};

TEST_CASE("Two coordinators never have a target at once, and know of each other's") {
  RunFixture fixture;
  const Plan plan = RunFixture::plan_with({"h/a", "h/b", "h/c"});
  Side first{fixture, plan};
  Side second{fixture, plan};
  CHECK(first.next() == "h/a");
  CHECK(second.next() == "h/b");
  CHECK(first.next() == "h/c");
  CHECK(second.next().empty());
  CHECK(second.source->held_by_others() == 2);
  CHECK(first.next().empty());
  CHECK(first.source->held_by_others() == 1);
}

TEST_CASE("What a coordinator that is gone had claimed comes to the next one") {
  RunFixture fixture;
  const Plan plan = RunFixture::plan_with({"h/a", "h/b"});
  {
    Side gone{fixture, plan};
    CHECK(gone.next() == "h/a");
    REQUIRE(gone.store.ask<bool>("finish", [&gone](Store& open) {
      return open.finish_shard(gone.run_id, gone.coordinator, gone.fixture.time);
    }));
  }
  Side next{fixture, plan};
  CHECK(next.next() == "h/a");
  CHECK(next.next() == "h/b");
  CHECK(next.next().empty());
}

TEST_CASE("A target that another plan added meanwhile is found, and made of what the store knows") {
  RunFixture fixture;
  Side first{fixture, RunFixture::plan_with({"h/a"})};
  const Side second{fixture, RunFixture::plan_with({"h/a", "h/added"})};
  CHECK(first.next() == "h/a");
  CHECK(first.next() == "h/added");
}

}  // namespace
}  // namespace keyhound::testing
