// SPDX-License-Identifier: Apache-2.0
// Calls, blocks and assignments of a Groovy script (a Jenkinsfile) with their arguments: what
// stands there, not what it does. Tolerant: what is not understood is passed over. Plain data;
// pure, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/pipelines/groovy/groovy_lexer.h"
#include "scanner/pipelines/text_range.h"

namespace keyhound {

constexpr std::uint32_t kNoGroovyNode = 0xFFFFFFFF;

enum class GroovyValueKind : std::uint8_t {
  kString,      // `index`: in GroovyScript::strings
  kCall,        // `index`: in GroovyScript::nodes
  kList,        // ['a', b]: `items`
  kMap,         // [a: 'b']: `entries`
  kClosure,     // { … }: its statements are children of the call or assignment that it stands in
  kExpression,  // everything else: `items` are the strings, calls, lists and maps in it, in order
};

struct GroovyEntry;

struct GroovyValue {
  GroovyValueKind kind = GroovyValueKind::kExpression;
  TextRange range;
  std::uint32_t index = 0;
  std::vector<GroovyValue> items;
  std::vector<GroovyEntry> entries;
};

struct GroovyEntry {
  std::string name;      // a key's text; of a string its value, of (…) the code
  TextRange name_range;  // with quotes
  GroovyValue value;
};

enum class GroovyNodeKind : std::uint8_t {
  kCall,        // name(args), name arg, name { … }, also if (…) { … } and else { … }
  kDefinition,  // of a method or class; `block`: its body
  kAssignment,  // name = value: the value is the only argument
};

struct GroovyNode {
  GroovyNodeKind kind = GroovyNodeKind::kCall;
  // "sh", "docker.withRegistry", "@Library", "env.X" (also of env['X']). Of a call on the result of
  // another call or on a string only what follows: ".inside".
  std::string path;
  TextRange name;   // of the path
  TextRange range;  // with arguments and block
  std::vector<GroovyValue> arguments;
  std::vector<GroovyEntry> named;          // name(key: value)
  std::optional<TextRange> block;          // { … } behind the arguments, with the braces
  std::uint32_t parent = kNoGroovyNode;    // what it is an argument of or stands in the block of
  std::uint32_t receiver = kNoGroovyNode;  // the call whose result it is called on
  std::vector<std::uint32_t> children;     // of which it is the parent, in order

  // The last part of the path: "withRegistry".
  [[nodiscard]] std::string_view method() const;
  // A named argument; nullptr: none.
  [[nodiscard]] const GroovyValue* find(std::string_view argument) const;
};

struct GroovyScript {
  std::vector<GroovyNode> nodes;  // by place; parents before children
  std::vector<GroovyString> strings;
  bool is_complete = true;  // false: brackets or quotes do not match, or a limit was met

  // The string that a value is, also "…".stripIndent() and the like; nullptr: it is something else.
  [[nodiscard]] const GroovyString* string_of(const GroovyValue& value) const;
};

// REQUIRES: `text` is UTF-8 or at least ASCII-compatible. Reads at most kMostReaderBytes and
// kMostReaderItems tokens; brackets deeper than kMostReaderDepth are passed over.
GroovyScript read_groovy(std::string_view text);

}  // namespace keyhound
