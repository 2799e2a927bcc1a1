// SPDX-License-Identifier: Apache-2.0
// The subset construction, after Thompson's automaton of the pieces has been made. A state that
// holds a match is the end: the shortest match is wanted, so what could follow it is of no
// interest.
#include "scanner/engine/byte_automaton.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace keyhound {
namespace {

constexpr std::size_t kMaxPositions = 4000;
constexpr std::size_t kMaxClasses = 255;

using Position = std::uint16_t;
using PositionSet = std::vector<Position>;  // ascending

// A position reads one byte of `bytes` and goes on to `next[0]`, or reads nothing and goes on to
// all of `next`.
struct Node {
  bool reads = false;
  ByteSet bytes;
  PositionSet next;
};

class Thompson {
 public:
  explicit Thompson(Reading reading) : reading_(reading) { nodes_.emplace_back(); }

  // The position before the pieces, behind which kEnd follows; nullopt: too many.
  std::optional<Position> add(std::span<const RegexRef> pieces) {
    const Position first = add_row(pieces, kEnd);
    if (is_too_large_) return std::nullopt;
    return first;
  }

  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
  static constexpr Position kEnd = 0;

 private:
  Position add_row(std::span<const RegexRef> pieces, Position next) {
    // Made from behind, since each position knows what follows it.
    if (reading_ == Reading::kForward) {
      for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) next = add(**piece, next);
    } else {
      for (const RegexRef& piece : pieces) next = add(*piece, next);
    }
    return next;
  }

  Position add(const RegexNode& piece, Position next) {
    switch (piece.kind) {
      case RegexNode::Kind::kAssertion:
        return next;
      case RegexNode::Kind::kBytes:
        return add_node({true, piece.bytes, {next}});
      case RegexNode::Kind::kConcat:
        return add_row(piece.children, next);
      case RegexNode::Kind::kAlternate: {
        Node choice;
        for (const RegexRef& child : piece.children) choice.next.push_back(add(*child, next));
        return add_node(std::move(choice));
      }
      case RegexNode::Kind::kRepeat:
        return add_repeat(piece, next);
    }
    return next;
  }

  Position add_repeat(const RegexNode& piece, Position next) {
    if (piece.max == kUnbounded || piece.max > kMaxPositions) {
      is_too_large_ = true;
      return next;
    }
    const RegexNode& child = *piece.children.front();
    const Position behind = next;
    for (std::size_t i = piece.min; i < piece.max && !is_too_large_; ++i) {
      next = add_node({false, {}, {add(child, next), behind}});
    }
    for (std::size_t i = 0; i < piece.min && !is_too_large_; ++i) next = add(child, next);
    return next;
  }

  Position add_node(Node node) {
    if (nodes_.size() >= kMaxPositions) {
      is_too_large_ = true;
      return kEnd;
    }
    nodes_.push_back(std::move(node));
    return static_cast<Position>(nodes_.size() - 1);
  }

  Reading reading_;
  std::vector<Node> nodes_;  // the first is kEnd
  bool is_too_large_ = false;
};

// Bytes that no position tells apart are of one class.
struct ByteClasses {
  std::array<std::uint8_t, ByteAutomaton::kBytes> class_of{};
  std::vector<std::uint8_t> samples;  // one byte of each class
};

std::optional<ByteClasses> classify(const std::vector<Node>& nodes) {
  std::vector<std::size_t> class_of(ByteAutomaton::kBytes, 0);
  std::size_t count = 1;
  for (const Node& node : nodes) {
    if (!node.reads) continue;
    std::map<std::pair<std::size_t, bool>, std::size_t> parts;
    for (std::size_t byte = 0; byte < class_of.size(); ++byte) {
      const auto key = std::pair(class_of[byte], node.bytes[byte]);
      class_of[byte] = parts.try_emplace(key, parts.size()).first->second;
    }
    count = parts.size();
  }
  if (count > kMaxClasses) return std::nullopt;
  ByteClasses classes;
  classes.samples.resize(count);
  for (std::size_t byte = 0; byte < class_of.size(); ++byte) {
    classes.class_of[byte] = static_cast<std::uint8_t>(class_of[byte]);
    classes.samples[class_of[byte]] = static_cast<std::uint8_t>(byte);
  }
  return classes;
}

class SubsetConstruction {
 public:
  // The rows may have `max_numbers` numbers.
  SubsetConstruction(const std::vector<Node>& nodes, const ByteClasses& classes,
                     std::size_t max_numbers)
      : nodes_(nodes), classes_(classes), max_numbers_(max_numbers), seen_(nodes.size()) {}

  // The rows of next states; nullopt: too many, or nothing is left to read.
  std::optional<std::vector<std::uint16_t>> rows(Position start) {
    if (number_of(closure({start})) != ByteAutomaton::kStart) return std::nullopt;
    std::vector<std::uint16_t> rows(ByteAutomaton::kStart);  // the two states that have none
    for (std::size_t state = 0; state < sets_.size(); ++state) {
      if (rows.size() + classes_.samples.size() > max_numbers_) return std::nullopt;
      const PositionSet from = *sets_[state];
      for (const std::uint8_t byte : classes_.samples) {
        PositionSet next;
        for (const Position position : from) {
          const Node& node = nodes_[position];
          if (node.reads && node.bytes[byte]) next.push_back(node.next.front());
        }
        const std::size_t number = number_of(closure(std::move(next)));
        if (number >= max_numbers_) return std::nullopt;
        rows.push_back(static_cast<std::uint16_t>(number));
      }
    }
    return rows;
  }

 private:
  // The positions that can be reached without reading.
  PositionSet closure(PositionSet open) {
    PositionSet reached;
    std::fill(seen_.begin(), seen_.end(), false);
    while (!open.empty()) {
      const Position position = open.back();
      open.pop_back();
      if (seen_[position]) continue;
      seen_[position] = true;
      const Node& node = nodes_[position];
      if (node.reads || position == Thompson::kEnd) {
        reached.push_back(position);
      } else {
        open.insert(open.end(), node.next.begin(), node.next.end());
      }
    }
    std::sort(reached.begin(), reached.end());
    return reached;
  }

  std::size_t number_of(const PositionSet& set) {
    if (set.empty()) return ByteAutomaton::kFailed;
    if (set.front() == Thompson::kEnd) return ByteAutomaton::kMatched;
    const std::size_t next = ByteAutomaton::kStart + sets_.size() * classes_.samples.size();
    const auto [entry, is_new] = numbers_.try_emplace(set, next);
    if (is_new) sets_.push_back(&entry->first);
    return entry->second;
  }

  const std::vector<Node>& nodes_;
  const ByteClasses& classes_;
  std::size_t max_numbers_;
  std::vector<bool> seen_;
  std::vector<const PositionSet*> sets_;  // keys of numbers_
  std::map<PositionSet, std::size_t> numbers_;
};

}  // namespace

std::optional<std::string> build_byte_automaton(std::span<const RegexRef> pieces, Reading reading,
                                                std::size_t max_size) {
  const std::size_t room = std::min(max_size, ByteAutomaton::kMaxSize);
  if (room < ByteAutomaton::kBytes) return std::nullopt;
  const std::size_t max_numbers = (room - ByteAutomaton::kBytes) / sizeof(std::uint16_t);
  Thompson thompson(reading);
  const std::optional<Position> start = thompson.add(pieces);
  if (!start) return std::nullopt;
  const std::optional<ByteClasses> classes = classify(thompson.nodes());
  if (!classes) return std::nullopt;
  const auto rows = SubsetConstruction(thompson.nodes(), *classes, max_numbers).rows(*start);
  if (!rows) return std::nullopt;
  const std::string table(classes->class_of.begin(), classes->class_of.end());
  return table + std::string(reinterpret_cast<const char*>(rows->data()),
                             rows->size() * sizeof(std::uint16_t));
}

}  // namespace keyhound
