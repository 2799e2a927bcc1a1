// SPDX-License-Identifier: Apache-2.0
// The walk goes down one path of a family at a time and keeps what is above: an object stays in
// memory until the last of its deltas has been decoded, and is let go before the walk descends into
// that one. A chain, whatever its depth, so needs two objects at once.
//
// When the walkers hold more than the budget, the objects nearest to the root are dropped. The walk
// returns to them last; then they are decoded anew from what is still held above them, or from the
// root.
#include "scanner/git/pack/delta_walk.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

#include "scanner/git/loose_objects.h"
#include "scanner/git/pack/checksum.h"
#include "scanner/git/pack/delta.h"
#include "scanner/git/pack/entry_data.h"
#include "scanner/git/pack/inflater.h"

namespace keyhound {

// Gives its memory back to the budget when the last holder lets go.
class HeldObject {
 public:
  HeldObject(WalkBudget& budget, std::size_t size)
      : budget_(&budget), size_(size), bytes_(new char[size]) {
    budget_->take(size_);
  }
  ~HeldObject() { budget_->give_back(size_ + state_memory_); }
  HeldObject(const HeldObject&) = delete;
  HeldObject& operator=(const HeldObject&) = delete;

  [[nodiscard]] std::span<char> room() { return {bytes_.get(), size_}; }
  [[nodiscard]] std::string_view bytes() const { return {bytes_.get(), size_}; }
  [[nodiscard]] const CarriedState* state() const { return state_.get(); }

  void set_state(CarriedStateRef state) {
    state_ = std::move(state);
    state_memory_ = state_ ? state_->memory() : 0;
    budget_->take(state_memory_);
  }

 private:
  WalkBudget* budget_;
  std::size_t size_;
  std::size_t state_memory_ = 0;
  std::unique_ptr<char[]> bytes_;
  CarriedStateRef state_;
};

namespace {

using Held = std::shared_ptr<const HeldObject>;

// Adds the time of its life to a sum, when there is one.
class Stopwatch {
 public:
  explicit Stopwatch(std::uint64_t* sum) : sum_(sum) {
    if (sum_ != nullptr) start_ = std::chrono::steady_clock::now();
  }
  ~Stopwatch() {
    if (sum_ == nullptr) return;
    *sum_ += static_cast<std::uint64_t>(
        std::chrono::nanoseconds(std::chrono::steady_clock::now() - start_).count());
  }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

 private:
  std::uint64_t* sum_;
  std::chrono::steady_clock::time_point start_;
};

Error too_large(std::uint64_t size, std::uint64_t most) {
  return {ErrorKind::kLimit, "it has " + std::to_string(size) + " bytes, more than the limit of " +
                                 std::to_string(most)};
}

}  // namespace

struct DeltaWalker::Impl {
  struct Frame {
    NodeNumber node = kNoNode;
    Held held;  // null: dropped
    std::uint32_t next_child = 0;
    bool is_split = true;  // what is left of its children may be worth giving away
  };

  const DeltaForest& forest;
  WalkBudget& budget;
  ObjectVisitor& visitor;
  Inflater inflater;
  std::vector<Frame> stack;
  std::vector<char> delta;  // the inflated delta at hand
  std::vector<CopiedRange> copied;
  std::vector<NodeNumber> pending;
  bool is_measuring = false;
  Timings spent = {};

  std::uint64_t* clock(std::uint64_t& sum) { return is_measuring ? &sum : nullptr; }

  // Flipped bits in an entry's header would not show in the zlib stream: the index's CRC finds
  // them.
  Status inflate(NodeNumber n, std::span<char> out) {
    const Stopwatch watch(clock(spent.inflate));
    const DeltaNode& node = forest.node(n);
    const Pack& pack = *forest.packs().packs()[node.pack];
    const std::uint64_t end = forest.end(n);
    const auto crc = pack.index.crc(node.index);
    if (crc && entry_crc(pack.content.substr(node.offset, end - node.offset)) != *crc) {
      return fail(ErrorKind::kCorrupt, "its bytes do not have the checksum that the index knows");
    }
    const auto used = inflater.inflate(pack.content.substr(node.data(), end - node.data()), out);
    if (!used) return fail(used.error());
    return {};
  }

  Result<std::shared_ptr<HeldObject>> decode_loose(NodeNumber n) {
    KEYHOUND_TRY(const LooseObject object,
                 read_loose_object(forest.loose_directory(n), forest.id(n), budget.most()));
    auto made = std::make_shared<HeldObject>(budget, object.bytes.size());
    std::copy(object.bytes.begin(), object.bytes.end(), made->room().begin());
    return made;
  }

  // `base`: of the node's delta base; null for a root. Sets `copied`.
  Result<std::shared_ptr<HeldObject>> decode(NodeNumber n, const HeldObject* base) {
    copied.clear();
    const DeltaNode& node = forest.node(n);
    if (node.pack == ObjectPlace::kLoose) return decode_loose(n);
    if (!can_hold(forest.end(n) - node.data(), node.size))
      return fail(ErrorKind::kCorrupt, "it announces more bytes than its zlib stream can hold");
    if (node.size > budget.most()) return fail(too_large(node.size, budget.most()));
    if (base == nullptr) {
      auto made = std::make_shared<HeldObject>(budget, node.size);
      KEYHOUND_TRY_STATUS(inflate(n, made->room()));
      return made;
    }
    if (delta.size() < node.size) delta.resize(std::max<std::size_t>(node.size, 1U << 16U));
    const std::span<char> room(delta.data(), node.size);
    KEYHOUND_TRY_STATUS(inflate(n, room));
    const std::string_view text(room.data(), room.size());
    KEYHOUND_TRY(const DeltaSizes sizes, read_delta_sizes(text));
    if (sizes.result > budget.most()) return fail(too_large(sizes.result, budget.most()));
    auto made = std::make_shared<HeldObject>(budget, sizes.result);
    const Stopwatch watch(clock(spent.delta));
    KEYHOUND_TRY_STATUS(apply_delta(base->bytes(), text, made->room(), copied));
    return made;
  }

  [[nodiscard]] DecodedObject describe(NodeNumber n, const HeldObject& object,
                                       const HeldObject* base) const {
    return {n,
            forest.node(n).type,
            object.bytes(),
            base == nullptr ? nullptr : base->state(),
            copied,
            !forest.children(n).empty()};
  }

  // What comes behind `n` is far from it in memory, and on its way while `n` is dealt with.
  void prefetch_next(NodeNumber n) const {
    const auto children = forest.children(n);
    if (!children.empty()) return forest.prefetch(children.front());
    if (stack.empty()) return;
    const Frame& above = stack.back();
    const auto siblings = forest.children(above.node);
    if (above.next_child < siblings.size()) forest.prefetch(siblings[above.next_child]);
  }

  // Decodes and shows a node, and puts it on the stack when others derive from it.
  void enter(NodeNumber n, const Held& base) {
    prefetch_next(n);
    auto made = decode(n, base.get());
    if (!made) return fail_subtree(n, made.error());
    HeldObject& object = **made;
    CarriedStateRef state = visitor.visit(describe(n, object, base.get()));
    if (forest.children(n).empty()) return;
    object.set_state(std::move(state));
    stack.push_back({n, std::move(*made), 0, true});
    if (budget.is_exceeded()) drop_bases();
  }

  // All but the innermost, from the root on, until it is enough.
  void drop_bases() {
    for (std::size_t i = 0; i + 1 < stack.size() && budget.is_exceeded(); ++i)
      stack[i].held.reset();
  }

  void fail_subtree(NodeNumber n, const Error& error) {
    visitor.fail(n, error);
    const Error below{error.kind, "its delta base " + forest.id(n).hex() + ": " + error.message};
    pending.assign(1, n);
    while (!pending.empty()) {
      const NodeNumber next = pending.back();
      pending.pop_back();
      for (const NodeNumber child : forest.children(next)) {
        visitor.fail(child, below);
        pending.push_back(child);
      }
    }
  }

  // Decodes a node anew, from the nearest base that the stack still holds.
  Result<Held> decode_again(NodeNumber n) {
    std::vector<NodeNumber> chain;
    Held base;
    for (NodeNumber at = n; at != kNoNode && !base; at = forest.node(at).base) {
      const auto frame = std::find_if(stack.begin(), stack.end(), [at](const Frame& one) {
        return one.node == at && one.held;
      });
      if (frame != stack.end()) {
        base = frame->held;
      } else {
        chain.push_back(at);
      }
    }
    for (auto node = chain.rbegin(); node != chain.rend(); ++node) {
      KEYHOUND_TRY(std::shared_ptr<HeldObject> made, decode(*node, base.get()));
      made->set_state(visitor.visit_again(describe(*node, *made, base.get())));
      base = std::move(made);
    }
    return base;
  }

  // The base for the next child of the innermost frame, which is left when this is its last.
  void descend(std::uint64_t split_weight, const TaskSpawner& spawn) {
    Frame& frame = stack.back();
    const auto children = forest.children(frame.node);
    const NodeNumber child = children[frame.next_child++];
    const bool is_last = frame.next_child == children.size();
    if (!frame.held) {
      auto again = decode_again(frame.node);
      if (!again) {  // it was decoded before, so only memory or the file can have failed
        for (; frame.next_child <= children.size(); ++frame.next_child)
          fail_subtree(children[frame.next_child - 1], again.error());
        stack.pop_back();
        return;
      }
      frame.held = std::move(*again);
    }
    const Held base = is_last ? std::move(frame.held) : frame.held;
    if (is_last) stack.pop_back();
    if (!is_last && spawn && give_away(stack.back(), base, split_weight, spawn)) return;
    enter(child, base);
  }

  // Offers the child at hand with as many of the next as make a task, but for the last.
  bool give_away(Frame& frame, const Held& base, std::uint64_t split_weight,
                 const TaskSpawner& spawn) {
    if (!frame.is_split || budget.is_exceeded()) return false;
    const auto children = forest.children(frame.node);
    const std::uint32_t first = frame.next_child - 1;
    std::uint64_t weight = 0;
    std::uint32_t end = first;
    while (end + 1 < children.size() && weight < split_weight) {
      weight += forest.weight(children[end]);
      ++end;
    }
    frame.is_split = weight >= split_weight;
    if (!frame.is_split || !spawn({children[first], base, end - first})) return false;
    frame.next_child = end;
    return true;
  }
};

DeltaWalker::DeltaWalker(const DeltaForest& forest, WalkBudget& budget, ObjectVisitor& visitor)
    : impl_(std::make_unique<Impl>(Impl{forest, budget, visitor, {}, {}, {}, {}, {}, false, {}})) {}
DeltaWalker::~DeltaWalker() = default;

void DeltaWalker::walk(WalkTask task, std::uint64_t split_weight, const TaskSpawner& spawn) {
  Impl& impl = *impl_;
  const NodeNumber above = impl.forest.node(task.node).base;
  if (!task.base && above != kNoNode) {
    auto base = impl.decode_again(above);
    if (!base) return impl.fail_subtree(task.node, base.error());
    task.base = std::move(*base);
  }
  if (above == kNoNode) {
    impl.enter(task.node, nullptr);
    while (!impl.stack.empty()) impl.descend(split_weight, spawn);
    return;
  }
  const auto children = impl.forest.children(above);
  auto child = std::lower_bound(children.begin(), children.end(), task.node);
  for (std::uint32_t i = 0; i < task.siblings; ++i, ++child) {
    impl.enter(*child, i + 1 < task.siblings ? task.base : std::exchange(task.base, nullptr));
    while (!impl.stack.empty()) impl.descend(split_weight, spawn);
  }
}

void DeltaWalker::measure(bool on) { impl_->is_measuring = on; }

DeltaWalker::Timings DeltaWalker::timings() const { return impl_->spent; }

}  // namespace keyhound
