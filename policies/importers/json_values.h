// SPDX-License-Identifier: Apache-2.0
// Private to policies/importers/: the JSON values of a file: one, one a line, or one behind the
// other, as exporting commands and jq write them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "policies/importers/import_builder.h"
#include "policies/input/json_fields.h"
#include "policies/json.h"

namespace keyhound {

struct JsonEntry {
  Json value;
  ImportPlace place;  // "alerts.json:1: entry 2"
};

// The entries of a file: each value, and for a value that is a list each of its items (and of
// theirs, once: pages that were put into one list). Problems go to the builder; what was read
// before one is answered all the same. Bounded to 200000 entries.
std::vector<JsonEntry> read_json_entries(const ImportFile& file, ImportBuilder& builder);

// The values as they stand, lists undivided.
std::vector<JsonEntry> read_json_values(const ImportFile& file, ImportBuilder& builder);

// The members of an entry; a problem, and an empty object, where it is no object. Borrows both.
class EntryFields : public JsonFields {
 public:
  EntryFields(const JsonEntry& entry, ImportBuilder& builder)
      : EntryFields(entry.value, entry.place, builder) {}
  EntryFields(const Json& object, ImportPlace place, ImportBuilder& builder);
  ~EntryFields();  // tells the builder of the first problem
  EntryFields(const EntryFields&) = delete;
  EntryFields& operator=(const EntryFields&) = delete;

  // A text for paths and names: without NUL, at most 4096 bytes.
  std::string name(const char* key);
  [[nodiscard]] bool has_problem() const { return !problem().empty(); }

 private:
  ImportBuilder& builder_;
};

}  // namespace keyhound
