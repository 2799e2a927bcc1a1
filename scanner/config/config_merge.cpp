// SPDX-License-Identifier: Apache-2.0
#include "scanner/config/config_merge.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "scanner/config/config_key.h"

namespace keyhound {
namespace {

template <class T>
void lay_over(std::vector<T>& nearer, std::vector<T>& into) {
  std::move(nearer.begin(), nearer.end(), std::back_inserter(into));
}

template <class T>
void lay_over(std::optional<T>& nearer, std::optional<T>& into) {
  if (nearer) into = std::move(nearer);
}

void lay_over(std::map<std::string, ConfiguredText>& nearer,
              std::map<std::string, ConfiguredText>& into) {
  for (auto& [id, severity] : nearer) into[id] = std::move(severity);
}

void remove_named(const ConfiguredTexts& names, ConfiguredTexts& from) {
  for (const ConfiguredText& name : names)
    std::erase_if(from, [&](const ConfiguredText& one) { return one.value == name.value; });
}

}  // namespace

void merge_configuration(Configuration nearer, Configuration& into) {
  remove_named(nearer.enabled, into.disabled);
  remove_named(nearer.disabled, into.enabled);
  for (const ConfigSection& section : config_sections()) {
    for (const auto& key : section.keys) {
      std::visit(
          [&](const auto& member) {
            using Member = std::decay_t<decltype(member)>;
            if constexpr (!std::is_same_v<Member, std::monostate>)
              lay_over(nearer.*member, into.*member);
          },
          key.member);
    }
  }
  lay_over(nearer.allowlists, into.allowlists);
  lay_over(nearer.policy_entries, into.policy_entries);
}

}  // namespace keyhound
