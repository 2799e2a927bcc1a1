// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/family_walk.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "scanner/git/object_hash.h"
#include "tests/scanner/git/pack/forest_fixture.h"
#include "tests/support/pack_builder.h"
#include "tests/support/tokens.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kMemory = std::uint64_t{64} << 20;

// Counts the visits of every node, and whether one thread alone used the visitor at a time.
class CountingVisitor final : public ObjectVisitor {
 public:
  CountingVisitor(const DeltaForest& forest, std::vector<std::atomic<int>>& visits)
      : forest_(forest), visits_(visits) {}

  CarriedStateRef visit(const DecodedObject& object) override {
    if (busy_.exchange(true)) is_shared = true;
    ++visits_[object.node];
    ++count;
    const ObjectId id = forest_.id(object.node);
    if (hash_object(object.type, object.bytes, id.bytes().size()) != id) is_wrong = true;
    if (begun != nullptr) wait_for_another();
    busy_ = false;
    return nullptr;
  }
  CarriedStateRef visit_again(const DecodedObject& /*object*/) override { return nullptr; }
  void fail(NodeNumber /*node*/, const Error& /*error*/) override { is_wrong = true; }

  // How many visitors have begun. Set: after some objects this one waits for another to begin.
  std::atomic<int>* begun = nullptr;
  std::size_t count = 0;
  bool is_shared = false;
  bool is_wrong = false;

 private:
  // A busy machine may take its time to start a thread; a share that nobody takes ends the wait.
  void wait_for_another() {
    constexpr std::size_t kBeforeShares = 60;  // objects of the walk until there are shares
    if (count == 1) ++*begun;
    for (int i = 0; count == kBeforeShares && *begun < 2 && i < 10'000; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }

  const DeltaForest& forest_;
  std::vector<std::atomic<int>>& visits_;
  std::atomic<bool> busy_ = false;
};

// A walk over all objects of a type, with its visitors.
struct Walked {
  Walked(const DeltaForest& forest, std::size_t slots, ObjectType type,
         std::uint64_t memory = kMemory, const std::vector<bool>* left_out = nullptr,
         std::atomic<int>* begun = nullptr)
      : visits(forest.size()), budget(memory, std::uint64_t{1} << 30) {
    for (std::size_t i = 0; i < slots; ++i)
      visitors.push_back(std::make_unique<CountingVisitor>(forest, visits));
    for (const auto& visitor : visitors) visitor->begun = begun;
    FamilyWalk walk(forest, budget, slots);
    walk.measure(true);
    walk.run(
        type, [this](std::size_t slot) { return visitors.at(slot).get(); }, left_out);
    timings = walk.timings();
  }

  // Each node of the type was seen once and none of another; all were what their ids say.
  [[nodiscard]] bool is_right(const DeltaForest& forest, ObjectType type) const {
    for (NodeNumber n = 0; n < forest.size(); ++n) {
      if (visits[n] != (forest.node(n).type == type ? 1 : 0)) return false;
    }
    for (const auto& visitor : visitors) {
      if (visitor->is_wrong || visitor->is_shared) return false;
    }
    return true;
  }

  std::vector<std::atomic<int>> visits;
  WalkBudget budget;
  std::vector<std::unique_ptr<CountingVisitor>> visitors;
  DeltaWalker::Timings timings;
};

// One family that branches: `children` deltas of a first blob, each with deltas of its own. Its
// weight is well above that of one task.
void write_branching_family(const testing::GitRepoBuilder& builder, unsigned children,
                            unsigned grandchildren) {
  testing::PackBuilder pack;
  const std::string text = testing::random_text(1, 20'000, "abcdefgh \n");
  const std::string root = pack.add_blob(text);
  for (unsigned c = 0; c < children; ++c) {
    const std::string own = text + "child " + std::to_string(c) + "\n";
    const std::string child = pack.add_blob(own);
    std::vector<std::string> below;
    for (unsigned g = 0; g < grandchildren; ++g)
      below.push_back(pack.add_blob(own + testing::random_text(c * 100 + g, 8000, "abcd\n")));
    for (const std::string& one : below)
      pack.store_as_delta(one, child, testing::PackedKind::kRefDelta);
    pack.store_as_delta(child, root, testing::PackedKind::kRefDelta);
  }
  write_pack(builder.git_dir() / "objects", pack.build());
}

}  // namespace

TEST_CASE("Every object of a type is shown once, whatever the number of threads and the memory") {
  testing::GitRepoBuilder builder;
  testing::commit_versions(builder, 40);
  builder.tag("v1", "one").pack();
  builder.commit_file("loose", "not packed", "c");
  const testing::OpenForest opened(builder);
  for (const std::size_t slots : {1U, 2U, 5U}) {
    for (const std::uint64_t memory : {std::uint64_t{0}, kMemory}) {
      for (const ObjectType type :
           {ObjectType::kCommit, ObjectType::kTree, ObjectType::kBlob, ObjectType::kTag}) {
        CAPTURE(slots);
        CAPTURE(memory);
        CAPTURE(to_string(type));
        CHECK(Walked(opened.forest, slots, type, memory).is_right(opened.forest, type));
      }
    }
  }
}

TEST_CASE("A family that branches is split between the threads") {
  testing::GitRepoBuilder builder;
  write_branching_family(builder, 6, 40);
  const testing::OpenForest opened(builder);
  REQUIRE(opened.forest.roots(ObjectType::kBlob).size() == 1);
  std::atomic<int> begun = 0;
  const Walked walked(opened.forest, 4, ObjectType::kBlob, kMemory, nullptr, &begun);
  CHECK(walked.is_right(opened.forest, ObjectType::kBlob));
  CHECK(std::count_if(walked.visitors.begin(), walked.visitors.end(),
                      [](const auto& visitor) { return visitor->count > 0; }) > 1);
}

TEST_CASE("Families that are left out are not shown, and all others are") {
  testing::GitRepoBuilder builder;
  testing::commit_versions(builder, 10);
  builder.pack();
  builder.commit_file("loose", "not packed", "c");
  const testing::OpenForest opened(builder);
  const auto& roots = opened.forest.roots(ObjectType::kBlob);
  REQUIRE(roots.size() > 1);
  std::vector<bool> left_out(opened.forest.size());
  left_out[roots.front()] = true;
  const Walked walked(opened.forest, 2, ObjectType::kBlob, kMemory, &left_out);
  const auto root_of = [&](NodeNumber n) {
    while (opened.forest.node(n).base != kNoNode) n = opened.forest.node(n).base;
    return n;
  };
  for (NodeNumber n = 0; n < opened.forest.size(); ++n) {
    if (opened.forest.node(n).type != ObjectType::kBlob) continue;
    CHECK(walked.visits[n] == (root_of(n) == roots.front() ? 0 : 1));
  }
}

TEST_CASE("What is done beside a walk is done once, and the walk waits for it") {
  testing::GitRepoBuilder builder;
  testing::commit_versions(builder, 3);
  const testing::OpenForest opened(builder);
  WalkBudget budget(kMemory, kMemory);
  for (const std::size_t slots : {1U, 3U}) {
    std::vector<std::atomic<int>> visits(opened.forest.size());
    std::vector<std::unique_ptr<CountingVisitor>> visitors;
    for (std::size_t i = 0; i < slots; ++i)
      visitors.push_back(std::make_unique<CountingVisitor>(opened.forest, visits));
    FamilyWalk walk(opened.forest, budget, slots);
    std::atomic<int> done = 0;
    walk.do_beside([&done] {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      ++done;
    });
    const auto visitor_of = [&](std::size_t slot) { return visitors[slot].get(); };
    walk.run(ObjectType::kTag, visitor_of);  // of which there are none
    CHECK(done == 1);
    walk.run(ObjectType::kBlob, visitor_of);
    CHECK(done == 1);
  }
}

TEST_CASE("The share of a thread without a visitor is left out, and nothing hangs") {
  testing::GitRepoBuilder builder;
  testing::commit_versions(builder, 5);
  const testing::OpenForest opened(builder);
  WalkBudget budget(kMemory, kMemory);
  FamilyWalk walk(opened.forest, budget, 2);
  walk.run(ObjectType::kBlob, [](std::size_t) -> ObjectVisitor* { return nullptr; });
  CHECK(walk.timings().inflate == 0);
}

TEST_CASE("A walk measures where its time goes") {
  testing::GitRepoBuilder builder;
  write_branching_family(builder, 5, 5);
  const testing::OpenForest opened(builder);
  const Walked walked(opened.forest, 2, ObjectType::kBlob);
  CHECK(walked.timings.inflate > 0);
  CHECK(walked.timings.delta > 0);
}

}  // namespace keyhound
