// SPDX-License-Identifier: Apache-2.0
// ImportBuilder: collects what an importer reads: entries, what is left out, and problems. Entries
// that say the same are joined; a strong key in two entries is a problem. One per import, one
// thread; borrows the options.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policies/importers/import_input.h"
#include "policies/importers/imported_registry.h"
#include "policies/importers/importer.h"

namespace keyhound {

// Where an entry stands in its file: "report.csv:3:1", "alerts.json: entry 2".
using ImportPlace = std::string;

class ImportBuilder {
 public:
  ImportBuilder(const Importer& importer, const ImportOptions& options)
      : importer_(importer), options_(options) {}

  [[nodiscard]] const ImportOptions& options() const { return options_; }
  // When the files were exported, unless they say so themselves.
  [[nodiscard]] Timestamp exported() const { return options_.exported.value_or(options_.now); }
  // A fact that a system saw, or that people declare, with the file as its evidence.
  [[nodiscard]] DatedFact observed(Timestamp at, const ImportFile& file) const;
  [[nodiscard]] DatedFact declared(Timestamp at, const ImportFile& file) const;
  [[nodiscard]] Observation observation(const ImportFile& file) const;

  void count_rows(std::size_t rows = 1) { imported_.rows += rows; }
  // Nothing is lost silently: each row that becomes no entry has its reason, "2 rows: <reason>".
  void leave_out(const std::string& reason, std::size_t rows = 1);
  // What somebody who reads the entries should know: "3 <what>".
  void remark(const std::string& what, std::size_t count = 1);
  void error(const ImportPlace& place, std::string_view reason);
  void problem(std::string placed_reason) { problems_.push_back(std::move(placed_reason)); }

  // A party that entries name; its type is told by its id. Empty ids, and ids that the existing
  // registry has, are passed over.
  void add_party(std::string_view id) { add_party(party_with(id)); }
  void add_party(Party party);
  // Becomes a proposal of today. An entry of the same id is joined with it. `rank`: those of lower
  // ranks are written first, which counts for locators; within a rank by id.
  void add_credential(Credential credential, const ImportPlace& place,
                      std::vector<std::string> notes = {}, std::size_t rank = 0);
  // Names a credential (by its id, also of one that is imported) or a party.
  void add_observation(Observation row);
  // Gets its end and what the options say of requester, approver and ticket.
  void add_exception(Exception exception, std::vector<std::string> notes = {});

  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }
  [[nodiscard]] bool has_party(std::string_view id) const;
  // Ties the entries to the existing registry and sorts them. The builder is done then.
  ImportedRegistry finish();

 private:
  struct Proposed {
    Noted<Credential> noted;
    std::size_t rank = 0;
    ImportPlace place;
  };
  static Party party_with(std::string_view id);
  void claim_keys(const Credential& credential, const ImportPlace& place);
  void settle_credentials();
  void settle_observations(const std::map<std::string, std::vector<std::string>>& known);
  void settle_exceptions(const std::map<std::string, std::vector<std::string>>& known);

  const Importer& importer_;
  const ImportOptions& options_;
  ImportedRegistry imported_;
  std::map<std::string, Party, std::less<>> parties_;
  std::map<std::string, Proposed> credentials_;
  std::map<std::string, std::pair<std::string, ImportPlace>> keys_;  // strong key to id and place
  std::map<std::string, Noted<Exception>> exceptions_;
  std::vector<Observation> observations_;
  std::vector<std::string> problems_;
};

}  // namespace keyhound
