// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/re2_regex.h"

#include <string>

namespace keyhound {
namespace {

// Bytes for the program of one regex and the states that its automata cache.
constexpr std::int64_t kMaxMemory = 8 << 20;

}  // namespace

Result<std::unique_ptr<const re2::RE2>> compile_re2(std::string_view regex) {
  re2::RE2::Options options;
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  options.set_log_errors(false);
  options.set_max_mem(kMaxMemory);
  auto compiled =
      std::make_unique<const re2::RE2>(re2::StringPiece(regex.data(), regex.size()), options);
  if (!compiled->ok()) {
    return fail(ErrorKind::kConfiguration, "the regex is refused: " + compiled->error());
  }
  if (compiled->ProgramSize() > kMaxProgramSize) {
    return fail(ErrorKind::kConfiguration,
                "the regex is too large: " + std::to_string(compiled->ProgramSize()) +
                    " instructions, allowed are " + std::to_string(kMaxProgramSize));
  }
  return compiled;
}

}  // namespace keyhound
