// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/groovy/groovy_calls.h"

#include <algorithm>
#include <array>

#include "scanner/pipelines/groovy/groovy_parser.h"

namespace keyhound {
namespace {

// Methods that leave a string's words as they are.
constexpr std::array<std::string_view, 5> kTrimming = {"stripIndent", "stripMargin", "trim",
                                                       "toString", "normalize"};

bool is_trimming(std::string_view method) {
  return std::find(kTrimming.begin(), kTrimming.end(), method) != kTrimming.end();
}

}  // namespace

std::string_view GroovyNode::method() const {
  const std::size_t dot = path.rfind('.');
  return std::string_view(path).substr(dot == std::string::npos ? 0 : dot + 1);
}

const GroovyValue* GroovyNode::find(std::string_view argument) const {
  const auto found = std::find_if(named.begin(), named.end(),
                                  [&](const GroovyEntry& entry) { return entry.name == argument; });
  return found == named.end() ? nullptr : &found->value;
}

const GroovyString* GroovyScript::string_of(const GroovyValue& value) const {
  if (value.kind == GroovyValueKind::kString) return &strings[value.index];
  if (value.kind != GroovyValueKind::kExpression || value.items.size() != 2) return nullptr;
  const GroovyValue& first = value.items.front();
  const GroovyValue& last = value.items.back();
  if (first.kind != GroovyValueKind::kString || last.kind != GroovyValueKind::kCall) return nullptr;
  if (first.range.begin != value.range.begin || last.range.end != value.range.end) return nullptr;
  for (std::uint32_t at = last.index; at != kNoGroovyNode; at = nodes[at].receiver) {
    if (nodes[at].path.front() != '.' || !is_trimming(nodes[at].method())) return nullptr;
  }
  return &strings[first.index];
}

GroovyScript read_groovy(std::string_view text) {
  return GroovyParser(text, lex_groovy(text)).read();
}

}  // namespace keyhound
