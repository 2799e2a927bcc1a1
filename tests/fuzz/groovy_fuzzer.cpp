// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, the Groovy reader answers with nodes and strings whose places are in the
// text, each string's bytes with those of the file, and a tree whose parents come first.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "scanner/pipelines/groovy/groovy_calls.h"
#include "tests/fuzz/source_text_check.h"

namespace {

using namespace keyhound;

void check(const GroovyScript& script, const GroovyValue& value, std::string_view text) {
  check_range(value.range, text);
  if (value.kind == GroovyValueKind::kString) KEYHOUND_CHECK(value.index < script.strings.size());
  if (value.kind == GroovyValueKind::kCall) KEYHOUND_CHECK(value.index < script.nodes.size());
  static_cast<void>(script.string_of(value));
  for (const GroovyValue& item : value.items) check(script, item, text);
  for (const GroovyEntry& entry : value.entries) {
    check_range(entry.name_range, text);
    check(script, entry.value, text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const GroovyScript script = read_groovy(text);
  for (const GroovyString& string : script.strings) {
    check_source_text(string.value, text);
    for (const GroovyInterpolation& part : string.interpolations) {
      check_range(part.value, string.value.text);
      check_range(part.source, text);
    }
  }
  for (std::uint32_t i = 0; i < script.nodes.size(); ++i) {
    const GroovyNode& node = script.nodes[i];
    check_range(node.name, text);
    check_range(node.range, text);
    if (node.block) check_range(*node.block, text);
    KEYHOUND_CHECK(node.parent == kNoGroovyNode || node.parent < i);
    KEYHOUND_CHECK(node.receiver == kNoGroovyNode || node.receiver < i);
    for (const GroovyValue& value : node.arguments) check(script, value, text);
    for (const GroovyEntry& entry : node.named) check(script, entry.value, text);
  }
  return 0;
}
