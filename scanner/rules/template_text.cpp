// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/template_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace keyhound {
namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

// What stands in braces, where it is written like a part: a word, with or without a colon.
std::optional<std::string_view> braced_name(std::string_view text) {
  const std::size_t end = text.find('}');
  if (end == std::string_view::npos || end < 2) return std::nullopt;
  const std::string_view name = text.substr(1, end - 1);
  const bool is_name = std::all_of(name.begin(), name.end(),
                                   [](char c) { return is_name_character(c) || c == ':'; });
  return is_name ? std::optional(name) : std::nullopt;
}

Result<TemplatePiece> piece_of(std::string_view name) {
  constexpr std::string_view kPart = "part:";
  constexpr std::string_view kIdentity = "identity:";
  if (name == "secret") return TemplatePiece{TemplatePiece::Kind::kSecret, {}};
  if (name == "endpoint") return TemplatePiece{TemplatePiece::Kind::kEndpoint, {}};
  if (name.starts_with(kPart) && name.size() > kPart.size())
    return TemplatePiece{TemplatePiece::Kind::kPart, name.substr(kPart.size())};
  if (name.starts_with(kIdentity) && name.size() > kIdentity.size())
    return TemplatePiece{TemplatePiece::Kind::kIdentity, name.substr(kIdentity.size())};
  return fail(ErrorKind::kConfiguration,
              fmt::format("has a template with {{{}}}, which is none of {{secret}}, "
                          "{{part:RULE-ID}}, {{identity:NAME}}, {{endpoint}}",
                          name));
}

}  // namespace

Result<std::vector<TemplatePiece>> parse_template(std::string_view text) {
  std::vector<TemplatePiece> pieces;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '{') continue;
    const auto name = braced_name(text.substr(at));
    if (!name) continue;
    if (at > begin) pieces.push_back({TemplatePiece::Kind::kText, text.substr(begin, at - begin)});
    KEYHOUND_TRY(const TemplatePiece piece, piece_of(*name));
    pieces.push_back(piece);
    at += name->size() + 1;
    begin = at + 1;
  }
  if (begin < text.size()) pieces.push_back({TemplatePiece::Kind::kText, text.substr(begin)});
  return pieces;
}

std::vector<std::string_view> templates_of(const Verifier& verifier) {
  std::vector<std::string_view> templates = {verifier.url, verifier.bearer, verifier.basic,
                                             verifier.body};
  templates.insert(templates.end(), verifier.headers.begin(), verifier.headers.end());
  templates.insert(templates.end(), verifier.form.begin(), verifier.form.end());
  return templates;
}

}  // namespace keyhound
