// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/policy_values.h"

#include <array>
#include <charconv>
#include <string>

#include "policies/evaluation/parameter_value.h"
#include "policies/registry/value_readers.h"

namespace keyhound {

void read_flag(ReadContext& context, const YamlNode& value, bool& into) {
  constexpr std::array<std::string_view, 2> kChoices = {"true", "false"};
  std::string text;
  read_choice(context, value, kChoices, text);
  if (!text.empty()) into = text == "true";
}

void read_level(ReadContext& context, const YamlNode& value, Level& into) {
  constexpr std::array<std::string_view, 3> kLevels = {"note", "warning", "error"};
  std::string text;
  read_choice(context, value, kLevels, text);
  into = parse_level(text).value_or(into);
}

void read_score(ReadContext& context, const YamlNode& value, double& into) {
  std::string text;
  read_value(context, value, text);
  double score = -1;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, score);
  if (error != std::errc{} || stop != end || !(score >= 0 && score <= 10)) {
    context.error(value, "expected a score from 0.0 to 10.0");
    return;
  }
  into = score;
}

void read_parameters(ReadContext& context, const YamlNode& value,
                     std::vector<PolicyParameter>& into) {
  read_named(context, value, "parameters", [&](const YamlNode& key, const YamlNode& node) {
    into.push_back(
        {std::string(key_text(key)), read_parameter_value(context, node), context.place(node)});
  });
}

}  // namespace keyhound
