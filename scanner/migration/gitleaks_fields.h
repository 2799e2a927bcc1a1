// SPDX-License-Identifier: Apache-2.0
// GitleaksTable: the members of a TOML table as gitleaks reads them: its configuration library
// compares keys without their case and converts values to the type that is wanted. Borrows the
// node.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/migration/migration_note.h"
#include "scanner/rules/toml_document.h"

namespace keyhound {

// Where the tables stand, and who hears of what is odd in them. Borrows both.
struct GitleaksSource {
  const std::string& origin;
  MigrationNotes& notes;

  [[nodiscard]] std::string place_of(const TomlItem& node) const;  // "<file>:<line>"
  [[nodiscard]] tl::unexpected<Error> error_at(const TomlItem& node,
                                               const std::string& message) const;
};

class GitleaksTable {
 public:
  // `name` is for errors: "rules". kConfiguration when `node` is no table, or a key stands in it
  // twice in different case.
  static Result<GitleaksTable> open(const GitleaksSource& source, const TomlItem& node,
                                    const std::string& name);

  [[nodiscard]] bool has(std::string_view key) { return find(key) != nullptr; }
  // Empty, 0 or false where there is no such key. kConfiguration for what cannot be converted.
  Result<std::string> text(std::string_view key);
  Result<std::vector<std::string>> texts(std::string_view key);
  Result<double> number(std::string_view key);
  Result<std::optional<std::int64_t>> integer(std::string_view key);
  Result<bool> flag(std::string_view key);
  // The tables of an array of tables, or the only one.
  Result<std::vector<const TomlItem*>> tables(std::string_view key);

  // Notes for the keys that nobody asked for.
  void note_unknown() const;

 private:
  GitleaksTable(const GitleaksSource& source, std::string name)
      : source_(&source), name_(std::move(name)) {}
  const TomlItem* find(std::string_view key);
  [[nodiscard]] tl::unexpected<Error> wrong(const TomlItem& node, std::string_view key,
                                            const std::string& what) const;
  [[nodiscard]] Result<std::string> text_of(const TomlItem& node, std::string_view key) const;
  [[nodiscard]] std::vector<std::string> split(const TomlItem& node, std::string_view key) const;

  struct Member {
    const TomlItem* node = nullptr;
    std::string spelling;
    bool is_known = false;
  };
  const GitleaksSource* source_;
  std::string name_;
  std::map<std::string, Member, std::less<>> members_;  // by key in lower case
};

}  // namespace keyhound
