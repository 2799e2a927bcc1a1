// SPDX-License-Identifier: Apache-2.0
// DeltaWalker: decodes families depth first, every object once, with its base at hand, and shows
// each to a visitor. What a visitor knows about an object is passed on to the objects that derive
// from it. One per thread; the forest and the budget are shared.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "scanner/base/copied_range.h"
#include "scanner/base/result.h"
#include "scanner/git/pack/delta_forest.h"

namespace keyhound {

// What a visitor carries from an object to its deltas. Immutable once made, shared by threads.
class CarriedState {
 public:
  virtual ~CarriedState() = default;
  [[nodiscard]] virtual std::size_t memory() const = 0;  // bytes that it holds
};
using CarriedStateRef = std::shared_ptr<const CarriedState>;

struct DecodedObject {
  NodeNumber node = kNoNode;
  ObjectType type = ObjectType::kBlob;
  std::string_view bytes;  // valid during the call
  // Of a delta: what the visitor made of the base, and what was taken over from it. Null: none, or
  // a whole object.
  const CarriedState* base = nullptr;
  std::span<const CopiedRange> copied;
  bool has_deltas = false;  // objects derive from it: the state is asked for
};

class ObjectVisitor {
 public:
  virtual ~ObjectVisitor() = default;
  // Called once for each object, bases before deltas. Null: deltas get no state.
  virtual CarriedStateRef visit(const DecodedObject& object) = 0;
  // The state of an object that was visited before and had to be dropped for lack of memory.
  virtual CarriedStateRef visit_again(const DecodedObject& object) = 0;
  // An object that cannot be decoded; called for each that derives from it too.
  virtual void fail(NodeNumber node, const Error& error) = 0;
};

// Memory that all walkers of a scan share, in bytes.
class WalkBudget {
 public:
  // `limit` is aimed at: it may be passed by what a walker needs to go on at all, one object and
  // its base. `most` is the greatest size of an object; a greater one fails with kLimit.
  WalkBudget(std::uint64_t limit, std::uint64_t most) : limit_(limit), most_(most) {}

  [[nodiscard]] std::uint64_t most() const { return most_; }
  [[nodiscard]] bool is_exceeded() const { return used_.load(std::memory_order_relaxed) > limit_; }
  void take(std::uint64_t bytes) { used_.fetch_add(bytes, std::memory_order_relaxed); }
  void give_back(std::uint64_t bytes) { used_.fetch_sub(bytes, std::memory_order_relaxed); }

 private:
  std::uint64_t limit_;
  std::uint64_t most_;
  std::atomic<std::uint64_t> used_ = 0;
};

class HeldObject;  // a decoded object with its state

// A subtree to walk: `node` and all that derives from it. `base` holds the base's bytes; null for a
// root, and for a delta whose base must be decoded first.
// `siblings`: how many deltas of the same base are meant, from `node` on in the forest's order.
struct WalkTask {
  NodeNumber node = kNoNode;
  std::shared_ptr<const HeldObject> base;
  std::uint32_t siblings = 1;
};

// Gives a subtree to another walker; false: this walker shall do it itself.
using TaskSpawner = std::function<bool(WalkTask)>;

class DeltaWalker {
 public:
  // REQUIRES: all outlive the walker.
  DeltaWalker(const DeltaForest& forest, WalkBudget& budget, ObjectVisitor& visitor);
  ~DeltaWalker();

  // Subtrees, and groups of small ones below one base, of at least `split_weight`
  // (DeltaForest::weight) are offered to `spawn`, which may be empty.
  void walk(WalkTask task, std::uint64_t split_weight, const TaskSpawner& spawn);

  // Nanoseconds spent since the walker was made; zeros unless measuring is on.
  struct Timings {
    std::uint64_t inflate = 0;
    std::uint64_t delta = 0;
  };
  void measure(bool on);
  [[nodiscard]] Timings timings() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace keyhound
