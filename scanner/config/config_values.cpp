// SPDX-License-Identifier: Apache-2.0
#include "scanner/config/config_values.h"

#include <fmt/format.h>

namespace keyhound {
namespace {

std::vector<std::string_view> split(std::string_view words) {
  std::vector<std::string_view> parts;
  while (!words.empty()) {
    const std::size_t comma = std::min(words.find(", "), words.size());
    parts.push_back(words.substr(0, comma));
    words.remove_prefix(std::min(comma + 2, words.size()));
  }
  return parts;
}

}  // namespace

bool is_one_of(std::string_view word, std::string_view words) {
  const auto parts = split(words);
  return std::find(parts.begin(), parts.end(), word) != parts.end();
}

void ConfigValues::problem(TomlPlace place, const std::string& message) {
  problems_.add(fmt::format("{}:{}:{}: {}", name_, place.line, place.column, message));
}

void ConfigValues::wrong(const TomlMember& member, const ConfigKeyInfo& key) {
  problem(member.item.place, fmt::format("{} must be {}, and is {}", member.key, expectation(key),
                                         describe(member.item.kind)));
}

ConfiguredTexts ConfigValues::texts(const TomlMember& member, const ConfigKeyInfo& key) {
  ConfiguredTexts texts;
  if (member.item.kind != TomlItem::Kind::kArray) {
    wrong(member, key);
    return texts;
  }
  for (const TomlItem& element : member.item.elements) {
    if (element.kind != TomlItem::Kind::kText) {
      problem(element.place, fmt::format("{} must hold strings only, and this is {}", member.key,
                                         describe(element.kind)));
    } else if (element.text.empty()) {
      problem(element.place, member.key + " must not hold an empty string");
    } else {
      texts.push_back({element.text, origin_of(element.place)});
    }
  }
  return texts;
}

void ConfigValues::take(const TomlMember& member, const ConfigKeyInfo& key,
                        std::optional<Configured<bool>>& into) {
  if (member.item.kind != TomlItem::Kind::kFlag) return wrong(member, key);
  into = {member.item.flag, origin_of(member.place)};
}

void ConfigValues::take(const TomlMember& member, const ConfigKeyInfo& key,
                        std::optional<ConfiguredText>& into) {
  const TomlItem& item = member.item;
  if (item.kind != TomlItem::Kind::kText) return wrong(member, key);
  if (item.text.empty()) return problem(item.place, member.key + " must not be empty");
  if (key.type == ConfigType::kChoice && !is_one_of(item.text, key.words)) {
    return problem(item.place, fmt::format("{}: \"{}\" is not {}{}", member.key, item.text,
                                           expectation(key), meant(item.text, split(key.words))));
  }
  into = {item.text, origin_of(member.place)};
}

void ConfigValues::take(const TomlMember& member, const ConfigKeyInfo& key,
                        std::optional<Configured<Timestamp>>& into) {
  const TomlItem& item = member.item;
  if (item.kind != TomlItem::Kind::kTime && item.kind != TomlItem::Kind::kText)
    return wrong(member, key);
  const auto time = parse_timestamp(item.text);
  if (!time) {
    return problem(item.place, fmt::format("{} must be {}: {}", member.key, expectation(key),
                                           time.error().message));
  }
  into = {*time, origin_of(member.place)};
}

void ConfigValues::take(const TomlMember& member, const ConfigKeyInfo& key,
                        std::optional<Configured<double>>& into) {
  const TomlItem& item = member.item;
  const bool is_number =
      item.kind == TomlItem::Kind::kNumber || item.kind == TomlItem::Kind::kInteger;
  if (!is_number) return wrong(member, key);
  const double number =
      item.kind == TomlItem::Kind::kNumber ? item.number : static_cast<double>(item.integer);
  if (!(number >= 0 && number <= 10)) {
    return problem(item.place, fmt::format("{} must be {}", member.key, expectation(key)));
  }
  into = {number, origin_of(member.place)};
}

void ConfigValues::take(const TomlMember& member, const ConfigKeyInfo& key, ConfiguredTexts& into) {
  into = texts(member, key);
}

void ConfigValues::take(const TomlMember& member, const ConfigKeyInfo& key,
                        std::map<std::string, ConfiguredText>& into) {
  if (member.item.kind != TomlItem::Kind::kTable) return wrong(member, key);
  for (const TomlMember& one : member.item.members) {
    if (one.item.kind != TomlItem::Kind::kText || !is_one_of(one.item.text, key.words)) {
      const std::string is = one.item.kind == TomlItem::Kind::kText
                                 ? fmt::format("\"{}\"", one.item.text)
                                 : std::string(describe(one.item.kind));
      problem(one.item.place,
              fmt::format("{} of {} must be one of {}, and is {}{}", member.key, one.key, key.words,
                          is, meant(one.item.text, split(key.words))));
    } else {
      into[one.key] = {one.item.text, origin_of(one.place)};
    }
  }
}

}  // namespace keyhound
