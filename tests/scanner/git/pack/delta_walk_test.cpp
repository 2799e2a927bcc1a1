// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/delta_walk.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <map>

#include "scanner/git/pack/pack_reader.h"
#include "tests/scanner/git/pack/forest_fixture.h"

namespace keyhound::testing {
namespace {

constexpr std::uint64_t kPlenty = std::uint64_t{1} << 30;

// Holds the whole text, so that a test sees what was carried.
class TextState final : public CarriedState {
 public:
  explicit TextState(std::string_view bytes) : text(bytes) {}
  [[nodiscard]] std::size_t memory() const override { return text.size(); }
  const std::string text;
};

class Recorder final : public ObjectVisitor {
 public:
  explicit Recorder(const DeltaForest& forest) : forest_(forest) {}

  CarriedStateRef visit(const DecodedObject& object) override {
    CHECK(texts.emplace(object.node, std::string(object.bytes)).second);
    check_copied(object);
    return object.has_deltas ? std::make_shared<const TextState>(object.bytes) : nullptr;
  }
  CarriedStateRef visit_again(const DecodedObject& object) override {
    ++visited_again;
    CHECK(texts.at(object.node) == object.bytes);
    check_copied(object);
    return std::make_shared<const TextState>(object.bytes);
  }
  void fail(NodeNumber node, const Error& error) override { failures[node] = error; }

  std::map<NodeNumber, std::string> texts;
  std::map<NodeNumber, Error> failures;
  std::size_t visited_again = 0;

 private:
  void check_copied(const DecodedObject& object) {
    const bool is_delta = forest_.node(object.node).base != kNoNode;
    CHECK((object.base != nullptr) == is_delta);
    for (const CopiedRange& range : object.copied) {
      const std::string& base = static_cast<const TextState*>(object.base)->text;
      CHECK(base.substr(range.base_begin, range.size) ==
            object.bytes.substr(range.begin, range.size));
    }
  }
  const DeltaForest& forest_;
};

void walk_all(const DeltaForest& forest, DeltaWalker& walker, std::uint64_t split_weight,
              const TaskSpawner& spawn) {
  for (const ObjectType type :
       {ObjectType::kCommit, ObjectType::kTree, ObjectType::kBlob, ObjectType::kTag}) {
    for (const NodeNumber root : forest.roots(type))
      walker.walk({root, nullptr}, split_weight, spawn);
  }
}

void check_complete(const OpenForest& opened, const Recorder& recorder) {
  CHECK(recorder.failures.empty());
  CHECK(recorder.texts.size() == opened.forest.size());
  const auto reader = make_pack_reader(opened.packs);
  for (const auto& [node, text] : recorder.texts)
    CHECK(reader->read(opened.forest.id(node))->bytes == text);
}

}  // namespace

TEST_CASE("The walk shows every object once, with what its base was") {
  GitRepoBuilder builder;
  commit_versions(builder, 40);
  builder.pack();
  builder.commit_file("loose.txt", "not packed\n", "loose");
  const OpenForest opened(builder);
  WalkBudget budget(kPlenty, kPlenty);
  Recorder recorder(opened.forest);
  DeltaWalker walker(opened.forest, budget, recorder);
  walk_all(opened.forest, walker, 0, {});
  check_complete(opened, recorder);
  CHECK(recorder.visited_again == 0);
}

TEST_CASE("A walk that may hold next to nothing decodes bases again, and shows the same") {
  GitRepoBuilder builder;
  commit_versions(builder, 40);
  builder.git({"repack", "-adfq", "--depth=5", "--window=5"});  // families that branch
  const OpenForest opened(builder);
  WalkBudget budget(1, kPlenty);
  Recorder recorder(opened.forest);
  DeltaWalker walker(opened.forest, budget, recorder);
  walk_all(opened.forest, walker, 0, {});
  check_complete(opened, recorder);
  CHECK_FALSE(budget.is_exceeded());  // everything was given back
}

TEST_CASE("Subtrees and groups of siblings that are given away are walked with the same base") {
  GitRepoBuilder builder;
  commit_versions(builder, 60);
  builder.git({"repack", "-adfq", "--depth=1", "--window=60"});  // many deltas of one base
  const OpenForest opened(builder);
  std::size_t most_siblings = 0;
  for (const std::uint64_t split_weight : {1U, 3000U, 8000U}) {
    CAPTURE(split_weight);
    WalkBudget budget(kPlenty, kPlenty);
    Recorder recorder(opened.forest);
    DeltaWalker walker(opened.forest, budget, recorder);
    std::deque<WalkTask> others;
    const TaskSpawner spawn = [&others](WalkTask task) {
      others.push_back(std::move(task));
      return true;
    };
    walk_all(opened.forest, walker, split_weight, spawn);
    CHECK_FALSE(others.empty());
    while (!others.empty()) {
      WalkTask task = std::move(others.front());
      others.pop_front();
      most_siblings = std::max<std::size_t>(most_siblings, task.siblings);
      walker.walk(std::move(task), split_weight, spawn);
    }
    check_complete(opened, recorder);
  }
  CHECK(most_siblings > 1);
}

TEST_CASE("A damaged object fails with everything that derives from it, and nothing else") {
  GitRepoBuilder builder;
  commit_versions(builder, 40);
  builder.pack();
  const OpenForest sound(builder);
  NodeNumber victim = kNoNode;
  for (NodeNumber n = 0; n < sound.forest.size(); ++n) {
    if (!sound.forest.children(n).empty()) victim = n;
  }
  REQUIRE(victim != kNoNode);
  const std::string victim_id = sound.forest.id(victim).hex();
  flip_bytes(builder.pack_path(), sound.forest.node(victim).data() + 2, 1);

  const OpenForest opened(builder);
  WalkBudget budget(kPlenty, kPlenty);
  Recorder recorder(opened.forest);
  DeltaWalker walker(opened.forest, budget, recorder);
  walk_all(opened.forest, walker, 0, {});
  CHECK(recorder.texts.size() + recorder.failures.size() == opened.forest.size());
  CHECK(recorder.failures.size() >= 2);
  CHECK(recorder.failures.contains(victim));
  for (const auto& [node, error] : recorder.failures) {
    bool is_below = false;
    for (NodeNumber at = node; at != kNoNode; at = opened.forest.node(at).base)
      is_below = is_below || at == victim;
    CHECK(is_below);
    if (node != victim) CHECK(error.message.find(victim_id) != std::string::npos);
  }
}

TEST_CASE("An object that is larger than the limit fails before memory is taken for it") {
  GitRepoBuilder builder;
  builder.commit_file("big.txt", std::string(100'000, 'x'), "big");
  builder.pack();
  const OpenForest opened(builder);
  WalkBudget budget(kPlenty, 99'999);
  Recorder recorder(opened.forest);
  DeltaWalker walker(opened.forest, budget, recorder);
  walk_all(opened.forest, walker, 0, {});
  REQUIRE(recorder.failures.size() == 1);
  CHECK(recorder.failures.begin()->second.kind == ErrorKind::kLimit);
}

}  // namespace keyhound::testing
