// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, the HCL reader answers with a tree of blocks whose places are in the text,
// and each value's bytes are those of the file.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "scanner/pipelines/hcl/hcl_reader.h"
#include "tests/fuzz/source_text_check.h"

namespace {

using namespace keyhound;

void check(const HclValue& value, std::string_view text) {
  check_range(value.range, text);
  check_source_text(value.text, text);
  for (const HclInterpolation& part : value.interpolations) {
    check_range(part.value, value.text.text);
    check_range(part.source, text);
  }
  for (const TextRange reference : value.references) check_range(reference, text);
  for (const HclValue& item : value.items) check(item, text);
  for (const HclEntry& entry : value.entries) {
    check_range(entry.key_range, text);
    check(entry.value, text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const HclFile file = read_hcl(text);
  KEYHOUND_CHECK(!file.blocks.empty() && file.blocks[0].parent == kNoHclBlock);
  for (std::uint32_t i = 0; i < file.blocks.size(); ++i) {
    const HclBlock& block = file.blocks[i];
    KEYHOUND_CHECK(i == 0 || block.parent < i);
    check_range(block.range, text);
    check_range(block.type_range, text);
    for (const std::uint32_t inner : block.blocks) KEYHOUND_CHECK(file.blocks[inner].parent == i);
    for (const SourceText& label : block.labels) check_range(label.whole, text);
    for (const HclAttribute& attribute : block.attributes) {
      check_range(attribute.name_range, text);
      check(attribute.value, text);
    }
  }
  return 0;
}
