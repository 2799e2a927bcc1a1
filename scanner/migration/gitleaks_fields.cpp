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

std::string GitleaksSource::place_of(const TomlItem& node) const {
  return fmt::format("{}:{}", origin, node.place.line);
}

tl::unexpected<Error> GitleaksSource::error_at(const TomlItem& node,
                                               const std::string& message) const {
  return fail(ErrorKind::kConfiguration, place_of(node) + ": " + message);
}

Result<GitleaksTable> GitleaksTable::open(const GitleaksSource& source, const TomlItem& node,
                                          const std::string& name) {
  if (node.kind != TomlItem::Kind::kTable) return source.error_at(node, name + " must be a table");
  GitleaksTable table(source, name);
  for (const auto& [key, place, item] : node.members) {
    const auto [member, is_new] =
        table.members_.try_emplace(to_lower_ascii(key), Member{&item, key, false});
    if (is_new) continue;
    return source.error_at(item, fmt::format("{} has {} and {}, which are one key to gitleaks",
                                             name, member->second.spelling, key));
  }
  return table;
}

const TomlItem* GitleaksTable::find(std::string_view key) {
  const auto member = members_.find(to_lower_ascii(key));
  if (member == members_.end()) return nullptr;
  member->second.is_known = true;
  return member->second.node;
}

tl::unexpected<Error> GitleaksTable::wrong(const TomlItem& node, std::string_view key,
                                           const std::string& what) const {
  return source_->error_at(node, fmt::format("{}: {} {}", name_, key, what));
}

Result<std::string> GitleaksTable::text_of(const TomlItem& node, std::string_view key) const {
  switch (node.kind) {
    case TomlItem::Kind::kText:
      return node.text;
    case TomlItem::Kind::kInteger:
      return fmt::format("{}", node.integer);
    case TomlItem::Kind::kNumber:
      return fmt::format("{}", node.number);
    case TomlItem::Kind::kFlag:
      return std::string(node.flag ? "1" : "0");
    case TomlItem::Kind::kTime:
    case TomlItem::Kind::kArray:
    case TomlItem::Kind::kTable:
      break;
  }
  return wrong(node, key, "must be a string");
}

Result<std::string> GitleaksTable::text(std::string_view key) {
  const TomlItem* const node = find(key);
  return node == nullptr ? Result<std::string>(std::string()) : text_of(*node, key);
}

// One string in place of a list is split at its commas, which is seldom meant in a regex.
std::vector<std::string> GitleaksTable::split(const TomlItem& node, std::string_view key) const {
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
  const TomlItem* const node = find(key);
  if (node == nullptr) return values;
  if (node->kind == TomlItem::Kind::kText) return split(*node, key);
  if (node->kind == TomlItem::Kind::kTable && node->members.empty()) return values;
  if (node->kind != TomlItem::Kind::kArray) {
    KEYHOUND_TRY(std::string only, text_of(*node, key));
    values.push_back(std::move(only));
    return values;
  }
  for (const TomlItem& item : node->elements) {
    KEYHOUND_TRY(std::string value, text_of(item, key));
    values.push_back(std::move(value));
  }
  return values;
}

Result<double> GitleaksTable::number(std::string_view key) {
  const TomlItem* const node = find(key);
  if (node == nullptr) return 0.0;
  std::optional<double> value;
  if (node->kind == TomlItem::Kind::kNumber) value = node->number;
  if (node->kind == TomlItem::Kind::kInteger) value = static_cast<double>(node->integer);
  if (node->kind == TomlItem::Kind::kFlag) value = node->flag ? 1 : 0;
  if (node->kind == TomlItem::Kind::kText)
    value = node->text.empty() ? std::optional(0.0) : parsed<double>(node->text);
  if (!value || !std::isfinite(*value)) return wrong(*node, key, "must be a number");
  return *value;
}

Result<std::optional<std::int64_t>> GitleaksTable::integer(std::string_view key) {
  const TomlItem* const node = find(key);
  if (node == nullptr) return std::optional<std::int64_t>();
  std::optional<std::int64_t> value;
  if (node->kind == TomlItem::Kind::kInteger) value = node->integer;
  if (node->kind == TomlItem::Kind::kFlag) value = node->flag ? 1 : 0;
  if (node->kind == TomlItem::Kind::kNumber && std::abs(node->number) <= kMostInteger)
    value = static_cast<std::int64_t>(node->number);
  if (node->kind == TomlItem::Kind::kText)
    value = node->text.empty() ? std::optional<std::int64_t>(0) : parsed<std::int64_t>(node->text);
  if (!value || *value < -kMostInteger || *value > kMostInteger)
    return wrong(*node, key, "must be a whole number");
  return value;
}

Result<bool> GitleaksTable::flag(std::string_view key) {
  const TomlItem* const node = find(key);
  if (node == nullptr) return false;
  if (node->kind == TomlItem::Kind::kFlag) return node->flag;
  if (node->kind == TomlItem::Kind::kInteger) return node->integer != 0;
  if (node->kind == TomlItem::Kind::kNumber) return node->number != 0;
  if (node->kind == TomlItem::Kind::kText) {
    const std::string_view word = node->text;
    for (const std::string_view yes : {"1", "t", "T", "TRUE", "true", "True"})
      if (word == yes) return true;
    for (const std::string_view no : {"", "0", "f", "F", "FALSE", "false", "False"})
      if (word == no) return false;
  }
  return wrong(*node, key, "must be true or false");
}

Result<std::vector<const TomlItem*>> GitleaksTable::tables(std::string_view key) {
  std::vector<const TomlItem*> found;
  const TomlItem* const node = find(key);
  if (node == nullptr) return found;
  if (node->kind == TomlItem::Kind::kTable) {
    found.push_back(node);
    return found;
  }
  if (node->kind != TomlItem::Kind::kArray) return wrong(*node, key, "must be a table");
  for (const TomlItem& item : node->elements) {
    if (item.kind != TomlItem::Kind::kTable) return wrong(item, key, "must hold tables");
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
