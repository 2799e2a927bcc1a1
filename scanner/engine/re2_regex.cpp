// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/re2_regex.h"

#include <string>

namespace keyhound {
namespace {

// Bytes for the program of one regex and the states that its automata cache.
constexpr std::int64_t kMaxMemory = 8 << 20;

// Where alternatives begin with the same text, versions of RE2 (20220601 for one) forget that
// it is Latin-1, and look for its bytes from 0x80 on in UTF-8, where they are not. A regex that
// does not begin with a text is not searched that way: so this goes in front.
constexpr std::string_view kNoText = "(?:)";

// Whether the regex may spell out such a byte; it may do so where it does not.
bool has_high_byte(std::string_view regex) {
  for (std::size_t i = 0; i < regex.size(); ++i) {
    if (static_cast<unsigned char>(regex[i]) >= 0x80) return true;
    if (regex[i] != '\\' || i + 1 == regex.size()) continue;
    const char escape = regex[++i];
    const char digit = i + 1 < regex.size() ? regex[i + 1] : '\0';
    const bool is_hexadecimal = escape == 'x' && (digit < '0' || digit > '7');
    if (is_hexadecimal || escape == 'p' || escape == 'P' || escape == '2' || escape == '3')
      return true;
  }
  return false;
}

}  // namespace

Result<std::unique_ptr<const re2::RE2>> compile_re2(std::string_view regex) {
  re2::RE2::Options options;
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  options.set_log_errors(false);
  options.set_max_mem(kMaxMemory);
  const std::string guarded =
      has_high_byte(regex) ? std::string(kNoText).append(regex) : std::string();
  const std::string_view pattern = guarded.empty() ? regex : std::string_view(guarded);
  auto compiled =
      std::make_unique<const re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
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
