// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/template_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace keyhound {
namespace {

using Kind = TemplatePiece::Kind;

constexpr std::array<std::string_view, 3> kTimes = {"seconds", "milliseconds", "basic"};
constexpr std::array<std::string_view, 6> kRequestPieces = {"method", "host",   "path",
                                                            "query",  "target", "body"};

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         std::string_view("-_.=").find(c) != std::string_view::npos;
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

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Result<TemplatePiece> piece_of(std::string_view name) {
  if (name == "secret") return TemplatePiece{Kind::kSecret, {}, {}};
  if (name == "endpoint") return TemplatePiece{Kind::kEndpoint, {}, {}};
  if (name == "signature") return TemplatePiece{Kind::kSignature, {}, {}};
  const std::size_t colon = std::min(name.find(':'), name.size());
  const std::string_view kind = name.substr(0, colon);
  const std::string_view what = name.substr(std::min(colon + 1, name.size()));
  const std::size_t equals = std::min(what.find('='), what.size());
  const bool has_fallback = equals < what.size();
  if (kind == "identity" && equals > 0 && what.size() != equals + 1)
    return TemplatePiece{Kind::kIdentity, what.substr(0, equals),
                         what.substr(std::min(equals + 1, what.size()))};
  if (kind == "part" && !what.empty() && !has_fallback) return TemplatePiece{Kind::kPart, what, {}};
  if (kind == "time" && is_one_of(what, kTimes)) return TemplatePiece{Kind::kTime, what, {}};
  if (kind == "request" && is_one_of(what, kRequestPieces))
    return TemplatePiece{Kind::kRequest, what, {}};
  return fail(ErrorKind::kConfiguration,
              fmt::format("has a template with {{{}}}, which is none of {{secret}}, "
                          "{{part:RULE-ID}}, {{identity:NAME}}, {{time:FORM}}, {{endpoint}}",
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
    if (at > begin) pieces.push_back({Kind::kText, text.substr(begin, at - begin), {}});
    KEYHOUND_TRY(const TemplatePiece piece, piece_of(*name));
    pieces.push_back(piece);
    at += name->size() + 1;
    begin = at + 1;
  }
  if (begin < text.size()) pieces.push_back({Kind::kText, text.substr(begin), {}});
  return pieces;
}

std::vector<std::string_view> templates_of(const Verifier& verifier) {
  std::vector<std::string_view> templates = {verifier.url, verifier.bearer, verifier.basic,
                                             verifier.body};
  templates.insert(templates.end(), verifier.headers.begin(), verifier.headers.end());
  templates.insert(templates.end(), verifier.form.begin(), verifier.form.end());
  for (const VerifierRoute& route : verifier.routes) templates.push_back(route.url);
  for (const RequestSignature& signature : verifier.signatures) {
    for (const std::string* text : {&signature.text, &signature.header, &signature.query})
      templates.push_back(*text);
  }
  return templates;
}

}  // namespace keyhound
