// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/drivers/signature_text.h"

#include <algorithm>
#include <array>
#include <optional>

#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/rules/template_text.h"

namespace keyhound {
namespace {

struct HashForm {
  std::string_view begin;
  bool is_hex = false;
};

constexpr std::array<HashForm, 2> kHashes = {{{"{sha256:", false}, {"{sha256-hex:", true}}};

struct FoundHash {
  std::size_t at = std::string_view::npos;
  HashForm form;
};

FoundHash first_hash(std::string_view text) {
  FoundHash first;
  for (const HashForm& form : kHashes) {
    const std::size_t at = text.find(form.begin);
    if (at < first.at) first = {at, form};
  }
  return first;
}

// Where the brace that closes it stands in the text behind an opened one.
std::optional<std::size_t> closing_brace(std::string_view text) {
  int depth = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) return i;
  }
  return std::nullopt;
}

Result<std::string> plain_text(std::string_view text, const TemplateValues& values) {
  KEYHOUND_TRY(const auto pieces, parse_template(text));
  std::string result;
  for (const TemplatePiece& piece : pieces) {
    if (piece.kind == TemplatePiece::Kind::kText) {
      result += piece.text;
      continue;
    }
    KEYHOUND_TRY(const std::string value, template_value(piece, values));
    result += value;
  }
  return result;
}

std::string hashed(const std::string& text, bool is_hex) {
  const Sha256Digest digest = sha256(text);
  return is_hex ? to_hex(digest) : std::string(digest_bytes(digest));
}

// `depth`: in how many hashes it stands.
Result<std::string> text_in(int depth, std::string_view text, const TemplateValues& values) {
  if (depth > kMostHashDepth)
    return fail(ErrorKind::kConfiguration, "what is signed has too many hashes in one another");
  std::string result;
  for (;;) {
    const FoundHash hash = first_hash(text);
    const std::size_t begin = std::min(hash.at, text.size());
    KEYHOUND_TRY(const std::string before, plain_text(text.substr(0, begin), values));
    result += before;
    if (begin == text.size()) return result;
    text.remove_prefix(begin + hash.form.begin.size());
    const auto end = closing_brace(text);
    if (!end) return fail(ErrorKind::kConfiguration, "what is signed has a hash without an end");
    KEYHOUND_TRY(const std::string inner, text_in(depth + 1, text.substr(0, *end), values));
    result += hashed(inner, hash.form.is_hex);
    text.remove_prefix(*end + 1);
  }
}

}  // namespace

Result<std::string> signature_text(std::string_view text, const TemplateValues& values) {
  return text_in(0, text, values);
}

}  // namespace keyhound
