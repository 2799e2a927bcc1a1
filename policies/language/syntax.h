// SPDX-License-Identifier: Apache-2.0
// Private to policies/language: an expression as the parser leaves it, before names and types mean
// anything. Nodes refer to their children by number; texts are views of the expression.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "policies/language/cel_value.h"

namespace keyhound {

enum class CelSyntaxKind : std::uint8_t {
  kLiteral,      // `literal`
  kName,         // `name`
  kSelect,       // child.name
  kIndex,        // child[child]
  kCall,         // name(children)
  kMethod,       // first child.name(the others)
  kList,         // [children]
  kMap,          // {key: value, ...}: children in pairs
  kNot,          // !child
  kNegate,       // -child
  kBinary,       // child name child, of the strict operators
  kAnd,          // two or more children
  kOr,           // two or more children
  kConditional,  // child ? child : child
};

struct CelSyntaxNode {
  CelSyntaxKind kind = CelSyntaxKind::kLiteral;
  std::uint16_t height = 1;  // of the tree below
  std::uint32_t begin = 0;   // the part of the expression that it is
  std::uint32_t end = 0;
  std::uint32_t place = 0;  // where errors point to: the operator, the selected name
  std::string_view name;
  CelValue literal;
  std::vector<std::uint32_t> children;
};

struct CelSyntax {
  std::vector<CelSyntaxNode> nodes;
  std::uint32_t root = 0;
};

}  // namespace keyhound
