// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/circleci_parameters.h"

#include <array>
#include <optional>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

struct Scope {
  std::string_view prefix;
  CircleciScope scope;
};

// The longest first.
constexpr std::array<Scope, 4> kScopes = {{
    {"pipeline.parameters.", CircleciScope::kPipelineParameter},
    {"pipeline.", CircleciScope::kPipelineValue},
    {"parameters.", CircleciScope::kParameter},
    {"matrix.", CircleciScope::kMatrix},
}};

bool is_name(char c) { return is_alnum_ascii(c) || c == '_' || c == '-' || c == '.'; }

std::size_t skip_space(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  return at;
}

std::optional<CircleciParameter> parameter_at(std::string_view text, std::size_t begin) {
  const auto range = [](std::size_t from, std::size_t to) {
    return TextRange{static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)};
  };
  const std::size_t name = skip_space(text, begin + 2);
  std::size_t end = name;
  while (end < text.size() && is_name(text[end])) ++end;
  const std::size_t close = skip_space(text, end);
  if (!text.substr(close).starts_with(">>")) return std::nullopt;
  const std::string_view path = text.substr(name, end - name);
  for (const Scope& scope : kScopes) {
    if (!path.starts_with(scope.prefix) || path.size() == scope.prefix.size()) continue;
    return CircleciParameter{scope.scope, std::string(path.substr(scope.prefix.size())),
                             range(begin, close + 2), range(name, end)};
  }
  return std::nullopt;
}

}  // namespace

std::vector<CircleciParameter> find_circleci_parameters(std::string_view text) {
  std::vector<CircleciParameter> found;
  std::size_t at = text.find("<<");
  while (at != std::string_view::npos) {
    const bool is_escaped = at > 0 && text[at - 1] == '\\';
    auto parameter = is_escaped ? std::nullopt : parameter_at(text, at);
    at = text.find("<<", parameter ? parameter->whole.end : at + (is_escaped ? 2 : 1));
    if (parameter) found.push_back(std::move(*parameter));
  }
  return found;
}

}  // namespace keyhound
