// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/rule_codec.h"

#include <type_traits>

#include "scanner/base/field_codec.h"

namespace keyhound {
namespace {

constexpr std::string_view kMagic = "keyhound rules\n";
static_assert(kMagic.size() + sizeof(std::uint64_t) == kEncodedRulesBegin);
constexpr std::string_view kExamplesMagic = "keyhound rule examples\n";

}  // namespace

// The walks stand outside the unnamed namespace, where the codec's templates find them.

template <class Walker, class List>
requires std::is_same_v<std::remove_const_t<List>, Allowlist>
void walk(Walker& walker, List& list) {
  walker.field(list.description);
  walker.choice(list.condition, Allowlist::Condition::kAll);
  walker.choice(list.target, Allowlist::Target::kLine);
  walker.list(list.regexes);
  walker.list(list.paths);
  walker.list(list.stopwords);
  walker.list(list.commits);
}

template <class Walker, class AnyRule>
requires std::is_same_v<std::remove_const_t<AnyRule>, Rule>
void walk(Walker& walker, AnyRule& rule) {
  walker.field(rule.id);
  walker.field(rule.description);
  walker.field(rule.provider);
  walker.field(rule.credential);
  walker.field(rule.kind);
  walker.field(rule.family);
  walker.choice(rule.severity, Severity::kCritical);
  walker.field(rule.severity_reason);
  walker.choice(rule.confidence, Confidence::kHigh);
  walker.field(rule.regex);
  walker.list(rule.context);
  walker.field(rule.value);
  walker.field(rule.secret_group);
  walker.field(rule.trigger);
  walker.field(rule.max_length);
  walker.field(rule.entropy);
  walker.field(rule.path);
  walker.list(rule.keywords);
  walker.list(rule.allowlists);
  walker.choice(rule.scored, Rule::Scored::kAssignment);
  walker.field(rule.checksum);
  walker.list(rule.identity);
  walker.field(rule.reveals);
  walker.list(rule.documentation_values);
  walker.list(rule.companions);
  walker.list(rule.tags);
  walker.list(rule.references);
  walker.field(rule.origin);
}

template <class Walker, class Set>
void walk_common(Walker& walker, Set& set) {
  walker.list(set.allowlists);
  walker.list(set.documentation_values);
  walker.field(set.digest);
}

template <class Walker, class Set>
requires std::is_same_v<std::remove_const_t<Set>, RuleSet>
void walk(Walker& walker, Set& set) {
  walker.list(set.rules);
  walk_common(walker, set);
}

template <class Walker, class AnyRule>
void walk_examples(Walker& walker, AnyRule& rule) {
  walker.list(rule.examples);
  walker.list(rule.negative_examples);
}

std::string encode_rule(const Rule& rule) {
  FieldWriter writer({});
  walk(writer, rule);
  return writer.bytes();
}

Result<Rule> decode_rule(std::string_view bytes) {
  FieldReader reader(bytes, {});
  Rule rule;
  walk(reader, rule);
  if (!reader.is_whole()) return fail(ErrorKind::kCorrupt, "an encoded rule is damaged");
  return rule;
}

std::string_view id_of_encoded_rule(std::string_view bytes) {
  FieldReader reader(bytes, {});
  std::string_view id;
  reader.view(id);
  return id;
}

std::string encode_rule_set(const RuleSet& rules) {
  FieldWriter writer(kMagic);
  walk(writer, rules);
  return writer.bytes();
}

Result<RuleSet> decode_rule_set(std::string_view bytes) {
  FieldReader reader(bytes, kMagic);
  RuleSet rules;
  walk(reader, rules);
  if (!reader.is_whole()) return fail(ErrorKind::kCorrupt, "the encoded rules are damaged");
  return rules;
}

Result<RuleSet> decode_common_rules(std::string_view bytes) {
  FieldReader reader(bytes, {});
  RuleSet rules;
  walk_common(reader, rules);
  if (!reader.is_whole()) return fail(ErrorKind::kCorrupt, "the encoded rules are damaged");
  return rules;
}

std::string encode_rule_examples(const RuleSet& rules) {
  FieldWriter writer(kExamplesMagic);
  for (const Rule& rule : rules.rules) walk_examples(writer, rule);
  return writer.bytes();
}

Status decode_rule_examples(std::string_view bytes, RuleSet& rules) {
  FieldReader reader(bytes, kExamplesMagic);
  for (Rule& rule : rules.rules) walk_examples(reader, rule);
  if (!reader.is_whole()) return fail(ErrorKind::kCorrupt, "the encoded examples are damaged");
  return {};
}

}  // namespace keyhound
