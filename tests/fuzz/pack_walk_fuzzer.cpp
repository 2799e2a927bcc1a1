// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes of a pack and its index, walking its deltas crashes nowhere, shows or fails
// each object once, and what is told of copied ranges is true, with hardly any memory to keep
// bases.
#include <memory>
#include <string>
#include <vector>

#include "scanner/base/check.h"
#include "scanner/git/pack/delta_forest.h"
#include "scanner/git/pack/delta_walk.h"
#include "tests/fuzz/pack_input.h"

namespace {

using namespace keyhound;

struct Text final : CarriedState {
  explicit Text(std::string_view text) : bytes(text) {}
  [[nodiscard]] std::size_t memory() const override { return bytes.size(); }
  std::string bytes;
};

struct Checker final : ObjectVisitor {
  Checker(const DeltaForest& forest, bool is_hashed)
      : forest_(forest), is_hashed_(is_hashed), seen_(forest.size()) {}

  CarriedStateRef visit(const DecodedObject& object) override {
    KEYHOUND_CHECK(++seen_[object.node] == 1);
    return visit_again(object);
  }
  CarriedStateRef visit_again(const DecodedObject& object) override {
    const ObjectId id = forest_.id(object.node);
    if (is_hashed_) KEYHOUND_CHECK(hash_object(object.type, object.bytes, id.bytes().size()) == id);
    const auto* base = dynamic_cast<const Text*>(object.base);
    KEYHOUND_CHECK(object.copied.empty() || base != nullptr);
    for (const CopiedRange& range : object.copied) {
      KEYHOUND_CHECK(range.end() <= object.bytes.size());
      KEYHOUND_CHECK(object.bytes.substr(range.begin, range.size) ==
                     std::string_view(base->bytes).substr(range.base_begin, range.size));
    }
    return std::make_shared<Text>(object.bytes);
  }
  void fail(NodeNumber node, const Error& /*error*/) override {
    KEYHOUND_CHECK(++seen_[node] == 1);
  }

  // Those that no root leads to are neither shown nor failed.
  [[nodiscard]] bool is_complete() {
    for (const BrokenNode& broken : forest_.broken()) ++seen_[broken.node];
    for (const int count : seen_) {
      if (count != 1) return false;
    }
    return true;
  }

 private:
  const DeltaForest& forest_;
  bool is_hashed_;
  std::vector<int> seen_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  testing::PackInput input(data, size);
  const PackSet packs = input.open();
  const DeltaForest forest(packs);
  WalkBudget budget(1000, testing::kFuzzLimits.object);
  Checker checker(forest, input.is_hashed());
  DeltaWalker walker(forest, budget, checker);
  for (const ObjectType type :
       {ObjectType::kCommit, ObjectType::kTree, ObjectType::kBlob, ObjectType::kTag}) {
    for (const NodeNumber root : forest.roots(type)) walker.walk({root, nullptr}, 0, {});
  }
  KEYHOUND_CHECK(checker.is_complete());
  return 0;
}
