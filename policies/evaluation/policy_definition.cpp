// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/policy_definition.h"

#include <algorithm>
#include <array>

#include "policies/evaluation/parameter_value.h"
#include "policies/evaluation/policy_values.h"
#include "policies/registry/mapping_reader.h"
#include "policies/registry/value_readers.h"
#include "scanner/base/check.h"

namespace keyhound {
namespace {

constexpr std::array<std::string_view, 6> kSubjects = {"finding",  "credential",  "exception",
                                                       "pipeline", "suppression", "evidence"};

template <auto Member>
void info(ReadContext& context, const YamlNode& value, PolicyDefinition& into) {
  read_value(context, value, into.info.*Member);
}

template <auto Member, class Struct>
void text(ReadContext& context, const YamlNode& value, Struct& into) {
  read_value(context, value, (into.*Member).text);
  (into.*Member).place = context.place(value);
}

// Three capital letters and four digits, so that no report format has to change it.
void read_policy_id(ReadContext& context, const YamlNode& value, PolicyDefinition& into) {
  read_value(context, value, into.info.id);
  into.place = context.place(value);
  const std::string& id = into.info.id;
  bool is_id = id.size() == 7;
  for (std::size_t i = 0; is_id && i < id.size(); ++i) {
    is_id = i < 3 ? id[i] >= 'A' && id[i] <= 'Z' : id[i] >= '0' && id[i] <= '9';
  }
  if (!is_id) context.error(value, "a policy's id is three capital letters and four digits");
}

void read_subject(ReadContext& context, const YamlNode& value, PolicyDefinition& into) {
  std::string subject;
  read_choice(context, value, kSubjects, subject);
  const auto row = std::find(kSubjects.begin(), kSubjects.end(), subject);
  if (row != kSubjects.end()) into.subject = static_cast<PolicySubject>(row - kSubjects.begin());
}

void read_locate(ReadContext& context, const YamlNode& value, PolicyDefinition& into) {
  constexpr std::array<std::string_view, 2> kPlaces = {"entry", "owner"};
  std::string place;
  read_choice(context, value, kPlaces, place);
  into.is_about_owner = place == "owner";
}

void level(ReadContext& context, const YamlNode& value, PolicyDefinition& into) {
  read_level(context, value, into.info.level);
}
void score(ReadContext& context, const YamlNode& value, PolicyDefinition& into) {
  read_score(context, value, into.info.score);
}
void params(ReadContext& context, const YamlNode& value, PolicyDefinition& into) {
  read_parameters(context, value, into.params);
}

void read_lets(ReadContext& context, const YamlNode& value, PolicyDefinition& into) {
  read_named(context, value, "expressions", [&](const YamlNode& key, const YamlNode& node) {
    PolicyText expression;
    read_value(context, node, expression.text);
    expression.place = context.place(node);
    into.lets.emplace_back(key_text(key), std::move(expression));
  });
}

void read_controls(ReadContext& context, const YamlNode& value, PolicyDefinition& into) {
  read_named(context, value, "frameworks", [&](const YamlNode& key, const YamlNode& node) {
    std::vector<std::string> ids;
    read_value(context, node, ids);
    into.info.controls.emplace_back(key_text(key), std::move(ids));
  });
}

constexpr std::array<KeyReader<PolicyGuard>, 2> kAppliesKeys = {{
    {"if", text<&PolicyGuard::condition, PolicyGuard>, Need::kRequired},
    {"else", text<&PolicyGuard::reason, PolicyGuard>, Need::kRequired},
}};
constexpr std::array<KeyReader<PolicyGuard>, 2> kUndecidedKeys = {{
    {"if", text<&PolicyGuard::condition, PolicyGuard>, Need::kRequired},
    {"because", text<&PolicyGuard::reason, PolicyGuard>, Need::kRequired},
}};

template <auto Member, auto& Keys>
void guards(ReadContext& context, const YamlNode& value, PolicyDefinition& into) {
  for (const YamlNode& item : read_items(context, value, "a list of conditions")) {
    read_mapping(context, item, "a condition", Keys, (into.*Member).emplace_back());
  }
}

constexpr std::array<KeyReader<PolicyMessage::Variant>, 2> kVariantKeys = {{
    {"if", text<&PolicyMessage::Variant::condition, PolicyMessage::Variant>},
    {"text", text<&PolicyMessage::Variant::text, PolicyMessage::Variant>, Need::kRequired},
}};

// A text, or a list of texts with conditions.
template <auto Member>
void message(ReadContext& context, const YamlNode& value, PolicyDefinition& into) {
  std::vector<PolicyMessage::Variant>& variants = (into.*Member).variants;
  if (value.resolved().kind != YamlKind::kSequence) {
    PolicyMessage::Variant& only = variants.emplace_back();
    read_value(context, value, only.text.text);
    only.text.place = context.place(value);
    return;
  }
  for (const YamlNode& item : read_items(context, value, "a list of texts")) {
    read_mapping(context, item, "a text", kVariantKeys, variants.emplace_back());
  }
  for (std::size_t i = 0; i < variants.size(); ++i) {
    const bool is_last = i + 1 == variants.size();
    if (variants[i].condition.text.empty() == is_last) continue;
    context.error(value, "every text but the last has an 'if'");
    return;
  }
}

// Run by `keyhound policy test`, which reads them itself.
void read_tests(ReadContext& context, const YamlNode& value, PolicyDefinition&) {
  static_cast<void>(read_items(context, value, "a list of tests"));
}

constexpr std::array<std::string_view, 1> kVersions = {"keyhound.dev/v1"};
constexpr std::array<std::string_view, 1> kKinds = {"Policy"};
template <auto& Choices>
void fixed(ReadContext& context, const YamlNode& value, PolicyDefinition&) {
  std::string ignored;
  read_choice(context, value, Choices, ignored);
}

constexpr std::array<KeyReader<PolicyDefinition>, 20> kKeys = {{
    {"apiVersion", fixed<kVersions>},
    {"kind", fixed<kKinds>},
    {"id", read_policy_id, Need::kRequired},
    {"name", info<&PolicyInfo::name>, Need::kRequired},
    {"title", info<&PolicyInfo::title>, Need::kRequired},
    {"description", info<&PolicyInfo::description>, Need::kRequired},
    {"subject", read_subject, Need::kRequired},
    {"locate", read_locate},
    {"level", level, Need::kRequired},
    {"score", score, Need::kRequired},
    {"params", params},
    {"let", read_lets},
    {"applies", guards<&PolicyDefinition::applies, kAppliesKeys>},
    {"undecided", guards<&PolicyDefinition::undecided, kUndecidedKeys>},
    {"fail_when", text<&PolicyDefinition::fail_when, PolicyDefinition>, Need::kRequired},
    {"message", message<&PolicyDefinition::message>, Need::kRequired},
    {"pass", message<&PolicyDefinition::pass>, Need::kRequired},
    {"remedy", info<&PolicyInfo::remedy>, Need::kRequired},
    {"controls", read_controls, Need::kRequired},
    {"tests", read_tests, Need::kRequired},
}};

}  // namespace

std::string_view to_string(PolicySubject subject) {
  return kSubjects[static_cast<std::size_t>(subject)];
}

const std::vector<PolicyInfo>& builtin_policies() {
  static const std::vector<PolicyInfo> policies = [] {
    std::vector<PolicyInfo> infos;
    for (const EmbeddedText& file : builtin_policy_files()) {
      Result<PolicyDefinition> definition = parse_policy(file.content, std::string(file.name));
      KEYHOUND_CHECK(definition);
      infos.push_back(std::move(definition->info));
    }
    std::sort(infos.begin(), infos.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return infos;
  }();
  return policies;
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
  ReadContext context(file, *document, problems);
  PolicyDefinition definition;
  definition.file = file;
  definition.text = yaml;
  read_mapping(context, *document->roots().front(), "a policy", kKeys, definition);
  if (problems.empty()) return definition;
  return fail(ErrorKind::kConfiguration, lines_of(problems));
}

}  // namespace keyhound
