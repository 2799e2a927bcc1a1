// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, the Dockerfile reader answers with instructions in order whose places are in
// the text, and each value's bytes are those of the file.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "scanner/pipelines/dockerfile/dockerfile_reader.h"
#include "tests/fuzz/source_text_check.h"

namespace {

void check(const std::vector<keyhound::DockerfilePair>& pairs, std::string_view text) {
  for (const auto& pair : pairs) {
    keyhound::check_source_text(pair.key, text);
    if (pair.value) keyhound::check_source_text(*pair.value, text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keyhound;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Dockerfile file = read_dockerfile(text);
  std::uint32_t behind = 0;
  for (const DockerfileInstruction& instruction : file.instructions) {
    check_range(instruction.range, text);
    KEYHOUND_CHECK(instruction.range.begin >= behind);
    behind = instruction.range.end;
    check_source_text(instruction.text, text);
    for (const SourceText& argument : instruction.arguments) check_source_text(argument, text);
    check(instruction.pairs, text);
    for (const DockerfileFlag& flag : instruction.flags) {
      check_range(flag.range, text);
      if (flag.value) check_source_text(*flag.value, text);
      check(flag.options, text);
    }
    for (const auto& heredoc : instruction.heredocs) check_source_text(heredoc.content, text);
  }
  for (const DockerfileStage& stage : file.stages) {
    KEYHOUND_CHECK(file.instructions[stage.instruction].keyword == "FROM");
  }
  return 0;
}
