// SPDX-License-Identifier: Apache-2.0
// Private to policies/language: a checked expression as the evaluator runs it: an array of small
// nodes that refer to each other by number, names resolved.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "policies/language/cel_record.h"
#include "policies/language/cel_regex.h"
#include "policies/language/cel_value.h"

namespace keyhound {

struct CelFunction;

enum class CelOp : std::uint8_t {
  kConstant,  // constants[index]
  kVariable,  // variables[index]
  kLocal,     // the variable of a macro, slot `index`
  kField,     // a.field, where `record` is known
  kSelect,    // a.constants[index], of a map or a record
  kHasField,  // has() of the two above, and of a variable with dots in its name
  kHasSelect,
  kHasValue,
  kIndex,        // a[b]
  kCall,         // function(children a..a+b)
  kMatch,        // regexes[index] on a
  kList,         // children a..a+b
  kMap,          // the same, in pairs
  kConditional,  // a ? b : c
  kAnd,          // children a..a+b
  kOr,
  kNot,
  kNegate,
  kEqual,  // from here to kModulo: a op b
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kIn,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kAll,  // from here on: over a, with b (and c) for each element in slot `index`
  kExists,
  kExistsOne,
  kFilter,
  kTransform,      // map(x, b)
  kTransformSome,  // map(x, b, c)
};

struct CelNode {
  CelOp op = CelOp::kConstant;
  std::uint32_t begin = 0;  // the part of the text that it is
  std::uint32_t end = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t c = 0;
  std::uint32_t index = 0;
  const CelRecordType* record = nullptr;
  union {
    const CelField* field = nullptr;
    const CelFunction* function;
  };
};

struct CelCode {
  std::string text;
  std::deque<std::string> strings;  // values of string literals
  std::deque<CelType> types;        // element types that the checker made
  std::vector<CelNode> nodes;
  std::vector<std::uint32_t> children;
  std::vector<CelValue> constants;
  std::vector<std::shared_ptr<const CelRegex>> regexes;
  const CelRegexCompiler* compiler = nullptr;  // for patterns that are made at run time
  std::uint32_t root = 0;
  CelType type;
  std::vector<bool> uses;  // by variable

  [[nodiscard]] std::string_view source(const CelNode& node) const {
    return std::string_view(text).substr(node.begin, node.end - node.begin);
  }
};

}  // namespace keyhound
