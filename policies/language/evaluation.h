// SPDX-License-Identifier: Apache-2.0
// Private to policies/language: one evaluation of a program, with the budget that bounds it. Its
// stack is bounded by the height of the tree. One per thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "policies/language/cel_arena.h"
#include "policies/language/code.h"
#include "policies/language/parser.h"

namespace keyhound {

// Nodes, elements, and strings by their length.
inline constexpr std::int64_t kCelMostSteps = 1'000'000;

class CelEvaluation {
 public:
  CelEvaluation(const CelCode& code, std::span<const CelValue> variables, CelArena& arena)
      : code_(code), variables_(variables), arena_(arena) {}

  // The value of the program. An evaluation that ran out of steps or memory is an error, whatever
  // operators absorbed on the way.
  CelValue run();

  CelArena& arena() { return arena_; }
  [[nodiscard]] const CelCode& code() const { return code_; }

  // Takes this many steps; false: there are none left.
  bool spend(std::size_t steps);
  bool spend_on_text(std::size_t bytes) { return spend(1 + bytes / 16); }
  // The value of a key; nullptr: there is none, or no step left to find it.
  const CelValue* find(const CelValue& map, const CelValue& key);
  [[nodiscard]] bool is_stopped() const { return steps_ < 0 || arena_.is_exhausted(); }
  static CelValue out_of_steps();

  // An error whose reason is composed here.
  CelValue error(const std::string& reason);
  // That `node` is null where a value must be.
  CelValue null_error(const CelNode& node);
  // That `what` is not defined for this value.
  CelValue kind_error(std::string_view what, const CelNode& node, const CelValue& value);

 private:
  CelValue eval(std::uint32_t id);
  CelValue field(const CelNode& node);
  CelValue select(const CelNode& node, const CelValue& value, std::string_view name);
  CelValue has(const CelNode& node);
  CelValue index(const CelNode& node);
  CelValue call(const CelNode& node);
  CelValue match(const CelNode& node);
  CelValue list(const CelNode& node);
  CelValue map(const CelNode& node);
  CelValue conditional(const CelNode& node);
  CelValue junction(const CelNode& node, bool deciding);
  CelValue negation(const CelNode& node);
  CelValue binary(const CelNode& node);
  CelValue condition(std::uint32_t id, std::string_view what);

  std::span<const CelValue> elements(const CelValue& range);
  CelValue macro(const CelNode& node);
  CelValue quantifier(const CelNode& node, std::span<const CelValue> range, bool deciding);
  CelValue exists_one(const CelNode& node, std::span<const CelValue> range);
  CelValue filter(const CelNode& node, std::span<const CelValue> range);
  CelValue transform(const CelNode& node, std::span<const CelValue> range);

  const CelCode& code_;
  std::span<const CelValue> variables_;
  CelArena& arena_;
  std::int64_t steps_ = kCelMostSteps;
  // By slot; set while the macro runs. Not initialized: that would cost more than most conditions.
  std::array<const CelValue*, kCelDeepestNesting> locals_;
};

}  // namespace keyhound
