// SPDX-License-Identifier: Apache-2.0
// The conversions are those of mapstructure's WeaklyTypedInput and of viper's default hooks
// (https://pkg.go.dev/github.com/go-viper/mapstructure/v2#DecoderConfig,
// https://pkg.go.dev/github.com/spf13/viper#DecodeHook).
#include "scanner/migration/gitleaks_fields.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

constexpr std::int64_t kMostInteger = 1'000'000'000;

template <class T>
std::optional<T> parsed(std::string_view text) {
  T value{};
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || rest != end) return std::nullopt;
  return value;
}

}  // namespace

std::string GitleaksSource::place_of(const TomlNode& node) const {
  return fmt::format("{}:{}", origin, node.line);
}

tl::unexpected<Error> GitleaksSource::error_at(const TomlNode& node,
                                               const std::string& message) const {
  return fail(ErrorKind::kConfiguration, place_of(node) + ": " + message);
}

Result<GitleaksTable> GitleaksTable::open(const GitleaksSource& source, const TomlNode& node,
                                          const std::string& name) {
  if (node.kind != TomlNode::Kind::kTable) return source.error_at(node, name + " must be a table");
  GitleaksTable table(source, name);
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const auto [member, is_new] = table.members_.try_emplace(
        to_lower_ascii(node.keys[i]), Member{&node.items[i], node.keys[i], false});
    if (is_new) continue;
    return source.error_at(node.items[i],
                           fmt::format("{} has {} and {}, which are one key to gitleaks", name,
                                       member->second.spelling, node.keys[i]));
  }
  return table;
}

const TomlNode* GitleaksTable::find(std::string_view key) {
  const auto member = members_.find(to_lower_ascii(key));
  if (member == members_.end()) return nullptr;
  member->second.is_known = true;
  return member->second.node;
}

tl::unexpected<Error> GitleaksTable::wrong(const TomlNode& node, std::string_view key,
                                           const std::string& what) const {
  return source_->error_at(node, fmt::format("{}: {} {}", name_, key, what));
}

Result<std::string> GitleaksTable::text_of(const TomlNode& node, std::string_view key) const {
  switch (node.kind) {
    case TomlNode::Kind::kText:
      return node.text;
    case TomlNode::Kind::kInteger:
      return fmt::format("{}", node.integer);
    case TomlNode::Kind::kNumber:
      return fmt::format("{}", node.number);
    case TomlNode::Kind::kBoolean:
      return std::string(node.boolean ? "1" : "0");
    case TomlNode::Kind::kTime:
    case TomlNode::Kind::kList:
    case TomlNode::Kind::kTable:
      break;
  }
  return wrong(node, key, "must be a string");
}

Result<std::string> GitleaksTable::text(std::string_view key) {
  const TomlNode* const node = find(key);
  return node == nullptr ? Result<std::string>(std::string()) : text_of(*node, key);
}

// One string in place of a list is split at its commas, which is seldom meant in a regex.
std::vector<std::string> GitleaksTable::split(const TomlNode& node, std::string_view key) const {
  std::vector<std::string> parts;
  if (node.text.empty()) return parts;
  for (std::size_t begin = 0; begin != std::string::npos;) {
    const std::size_t comma = node.text.find(',', begin);
    parts.push_back(node.text.substr(begin, comma - begin));
    begin = comma == std::string::npos ? comma : comma + 1;
  }
  if (parts.size() > 1) {
    source_->notes.push_back(
        {MigrationNote::Kind::kRemark, source_->place_of(node),
         fmt::format("{}: {} is one string, which gitleaks splits at its commas", name_, key),
         "write a list"});
  }
  return parts;
}

Result<std::vector<std::string>> GitleaksTable::texts(std::string_view key) {
  std::vector<std::string> values;
  const TomlNode* const node = find(key);
  if (node == nullptr) return values;
  if (node->kind == TomlNode::Kind::kText) return split(*node, key);
  if (node->kind == TomlNode::Kind::kTable && node->items.empty()) return values;
  if (node->kind != TomlNode::Kind::kList) {
    KEYHOUND_TRY(std::string only, text_of(*node, key));
    values.push_back(std::move(only));
    return values;
  }
  for (const TomlNode& item : node->items) {
    KEYHOUND_TRY(std::string value, text_of(item, key));
    values.push_back(std::move(value));
  }
  return values;
}

Result<double> GitleaksTable::number(std::string_view key) {
  const TomlNode* const node = find(key);
  if (node == nullptr) return 0.0;
  std::optional<double> value;
  if (node->kind == TomlNode::Kind::kNumber) value = node->number;
  if (node->kind == TomlNode::Kind::kInteger) value = static_cast<double>(node->integer);
  if (node->kind == TomlNode::Kind::kBoolean) value = node->boolean ? 1 : 0;
  if (node->kind == TomlNode::Kind::kText)
    value = node->text.empty() ? std::optional(0.0) : parsed<double>(node->text);
  if (!value || !std::isfinite(*value)) return wrong(*node, key, "must be a number");
  return *value;
}

Result<std::optional<std::int64_t>> GitleaksTable::integer(std::string_view key) {
  const TomlNode* const node = find(key);
  if (node == nullptr) return std::optional<std::int64_t>();
  std::optional<std::int64_t> value;
  if (node->kind == TomlNode::Kind::kInteger) value = node->integer;
  if (node->kind == TomlNode::Kind::kBoolean) value = node->boolean ? 1 : 0;
  if (node->kind == TomlNode::Kind::kNumber && std::abs(node->number) <= kMostInteger)
    value = static_cast<std::int64_t>(node->number);
  if (node->kind == TomlNode::Kind::kText)
    value = node->text.empty() ? std::optional<std::int64_t>(0) : parsed<std::int64_t>(node->text);
  if (!value || *value < -kMostInteger || *value > kMostInteger)
    return wrong(*node, key, "must be a whole number");
  return value;
}

Result<bool> GitleaksTable::flag(std::string_view key) {
  const TomlNode* const node = find(key);
  if (node == nullptr) return false;
  if (node->kind == TomlNode::Kind::kBoolean) return node->boolean;
  if (node->kind == TomlNode::Kind::kInteger) return node->integer != 0;
  if (node->kind == TomlNode::Kind::kNumber) return node->number != 0;
  if (node->kind == TomlNode::Kind::kText) {
    const std::string_view word = node->text;
    for (const std::string_view yes : {"1", "t", "T", "TRUE", "true", "True"})
      if (word == yes) return true;
    for (const std::string_view no : {"", "0", "f", "F", "FALSE", "false", "False"})
      if (word == no) return false;
  }
  return wrong(*node, key, "must be true or false");
}

Result<std::vector<const TomlNode*>> GitleaksTable::tables(std::string_view key) {
  std::vector<const TomlNode*> found;
  const TomlNode* const node = find(key);
  if (node == nullptr) return found;
  if (node->kind == TomlNode::Kind::kTable) {
    found.push_back(node);
    return found;
  }
  if (node->kind != TomlNode::Kind::kList) return wrong(*node, key, "must be a table");
  for (const TomlNode& item : node->items) {
    if (item.kind != TomlNode::Kind::kTable) return wrong(item, key, "must hold tables");
    found.push_back(&item);
  }
  return found;
}

void GitleaksTable::note_unknown() const {
  for (const auto& [key, member] : members_) {
    if (member.is_known) continue;
    source_->notes.push_back(
        {MigrationNote::Kind::kRemark, source_->place_of(*member.node),
         fmt::format("{}: gitleaks knows no key {}, and ignores it", name_, member.spelling),
         "correct it or take it out"});
  }
}

}  // namespace keyhound
