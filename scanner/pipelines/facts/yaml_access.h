// SPDX-License-Identifier: Apache-2.0
// Tolerant access to YAML nodes for platform readers: what is not there, or of another kind than
// expected, reads as nothing. Aliases are followed. Pure, thread-safe.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/pipelines/source_text.h"
#include "scanner/yaml/document.h"

namespace keyhound {

// The node at a path of keys below `node`; nullptr: there is none. `node` may be null.
const YamlNode* at(const YamlNode* node, std::string_view key);
const YamlNode* at(const YamlNode* node, std::initializer_list<std::string_view> keys);

bool is_mapping(const YamlNode* node);
bool is_sequence(const YamlNode* node);
bool is_scalar(const YamlNode* node);  // a null is none

// The text of a scalar; empty: another node, or none.
std::string_view text_of(const YamlNode* node);
// Whether it is a scalar that says yes: true, yes, on, 1.
bool is_true(const YamlNode* node);
bool is_false(const YamlNode* node);

// A mapping's entry; `value` is resolved, `key` is as written.
struct MappingEntry {
  std::string_view name;  // of the key; empty where it is no scalar
  const YamlNode* key = nullptr;
  const YamlNode* value = nullptr;
};

// The entries of a mapping; none of any other node. `merged`: with those of its `<<` keys.
std::vector<MappingEntry> entries_of(const YamlNode* node, bool merged = false);
// All entries of a mapping, with merged ones; none once the budget is spent, which pays for each.
std::vector<MappingEntry> entries_within(YamlWalkBudget& budget, const YamlNode* node);
// Of a walk that makes facts of what it visits: five times the nodes that a file may have, so that
// aliases to large nodes cost no more than seconds.
inline constexpr std::size_t kMostFactVisits = 1'000'000;
// The items of a sequence, resolved; of a scalar or mapping the node itself; none of a null.
std::vector<const YamlNode*> items_of(const YamlNode* node);

// The first root of a document; nullptr: it is empty.
const YamlNode* root_of(const YamlDocument* document);

// The bytes of the file that a node stands at: of an alias, the alias; of a block scalar or
// collection without the blank lines and comments behind it.
TextRange range_of(const YamlNode& node, std::string_view source);

// A scalar's value with where its bytes stand.
SourceText source_text_of(const YamlNode& node, std::string_view source);

// "jobs/build" and "steps" are "jobs/build/steps".
std::string key_path(std::string_view parent, std::string_view key);
std::string key_path(std::string_view parent, std::size_t index);

}  // namespace keyhound
