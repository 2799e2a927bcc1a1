// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/policy_definition.h"

#include <algorithm>
#include <charconv>

#include "policies/registry/mapping_reader.h"
#include "policies/registry/value_readers.h"
#include "scanner/base/check.h"

namespace keyhound {
namespace {

template <auto Member>
void info(ReadContext& context, const YamlNode& value, PolicyDefinition& into) {
  read_value(context, value, into.info.*Member);
}

void read_subject(ReadContext& context, const YamlNode& value, PolicyDefinition& into) {
  constexpr std::array<std::string_view, 3> kSubjects = {"finding", "credential", "exception"};
  std::string subject;
  read_choice(context, value, kSubjects, subject);
  const auto row = std::find(kSubjects.begin(), kSubjects.end(), subject);
  if (row != kSubjects.end()) into.subject = static_cast<PolicySubject>(row - kSubjects.begin());
}

void read_level(ReadContext& context, const YamlNode& value, PolicyDefinition& into) {
  constexpr std::array<std::string_view, 3> kLevels = {"note", "warning", "error"};
  std::string level;
  read_choice(context, value, kLevels, level);
  into.info.level = parse_level(level).value_or(Level::kError);
}

void read_score(ReadContext& context, const YamlNode& value, PolicyDefinition& into) {
  std::string text;
  read_value(context, value, text);
  double score = -1;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, score);
  if (error != std::errc{} || stop != end || !(score >= 0 && score <= 10)) {
    context.error(value, "expected a score from 0.0 to 10.0");
    return;
  }
  into.info.score = score;
}

void read_params(ReadContext& context, const YamlNode& value, PolicyDefinition& into) {
  for (const auto& [key, node] : value.resolved().entries) {
    std::optional<Duration> duration;
    read_value(context, *node, duration);
    into.params[std::string(key_text(*key))] = duration.value_or(Duration{});
  }
}

void read_controls(ReadContext& context, const YamlNode& value, PolicyDefinition& into) {
  for (const auto& [key, node] : value.resolved().entries) {
    std::vector<std::string> ids;
    read_value(context, *node, ids);
    into.info.controls.emplace_back(key_text(*key), std::move(ids));
  }
}

// Run by tests/policies, which reads them itself.
void read_tests(ReadContext& context, const YamlNode& value, PolicyDefinition&) {
  static_cast<void>(read_items(context, value, "a list of tests"));
}

constexpr std::array<KeyReader<PolicyDefinition>, 12> kKeys = {{
    {"id", info<&PolicyInfo::id>, Need::kRequired},
    {"name", info<&PolicyInfo::name>, Need::kRequired},
    {"title", info<&PolicyInfo::title>, Need::kRequired},
    {"description", info<&PolicyInfo::description>, Need::kRequired},
    {"subject", read_subject, Need::kRequired},
    {"level", read_level, Need::kRequired},
    {"score", read_score, Need::kRequired},
    {"params", read_params},
    {"message", member<&PolicyDefinition::message>, Need::kRequired},
    {"remedy", info<&PolicyInfo::remedy>, Need::kRequired},
    {"controls", read_controls, Need::kRequired},
    {"tests", read_tests, Need::kRequired},
}};

std::vector<PolicyDefinition> parse_builtin_policies() {
  std::vector<PolicyDefinition> definitions;
  for (const EmbeddedText& file : builtin_policy_files()) {
    Result<PolicyDefinition> definition = parse_policy(file.content, std::string(file.name));
    KEYHOUND_CHECK(definition);
    definitions.push_back(std::move(*definition));
  }
  std::sort(definitions.begin(), definitions.end(),
            [](const auto& a, const auto& b) { return a.info.id < b.info.id; });
  return definitions;
}

}  // namespace

Duration PolicyDefinition::param(std::string_view name) const {
  const auto found = params.find(name);
  KEYHOUND_CHECK(found != params.end());
  return found->second;
}

std::string PolicyDefinition::render(
    const std::vector<std::pair<std::string_view, std::string>>& values) const {
  std::string out;
  std::string_view rest = message;
  while (!rest.empty()) {
    const std::size_t open = std::min(rest.find('{'), rest.size());
    out += rest.substr(0, open);
    rest.remove_prefix(open);
    if (rest.empty()) break;
    const std::size_t close = std::min(rest.find('}'), rest.size() - 1);
    const std::string_view name = rest.substr(1, close - 1);
    const auto value = std::find_if(values.begin(), values.end(),
                                    [name](const auto& one) { return one.first == name; });
    out += value == values.end() ? std::string(rest.substr(0, close + 1)) : value->second;
    rest.remove_prefix(close + 1);
  }
  return out;
}

Result<PolicyDefinition> parse_policy(std::string_view yaml, const std::string& file) {
  const Result<YamlDocument> document = YamlDocument::parse(yaml);
  if (!document) {
    return fail(ErrorKind::kConfiguration, file + ":" + document.error().message);
  }
  if (document->roots().size() != 1) {
    return fail(ErrorKind::kConfiguration, file + ":1:1: a policy file is one YAML document");
  }
  std::vector<RegistryProblem> problems;
  ReadContext context(file, yaml.size(), problems);
  PolicyDefinition definition;
  read_mapping(context, *document->roots().front(), "a policy", kKeys, definition);
  if (problems.empty()) return definition;
  std::string text;
  for (const RegistryProblem& problem : problems) {
    text += (text.empty() ? "" : "\n") + to_string(problem);
  }
  return fail(ErrorKind::kConfiguration, std::move(text));
}

const std::vector<PolicyDefinition>& builtin_definitions() {
  static const std::vector<PolicyDefinition> definitions = parse_builtin_policies();
  return definitions;
}

}  // namespace keyhound
