// SPDX-License-Identifier: Apache-2.0
// CSV of people who leave: `id` and `end_date`, the last day. The staff office's system says so,
// which is observed. Nothing else of a person is taken over.
#include <array>
#include <map>
#include <optional>

#include "policies/importers/csv_input.h"
#include "policies/importers/names.h"

namespace keyhound {
namespace {

constexpr std::array<std::string_view, 2> kFields = {"id", "end_date"};
constexpr Duration kDay{86'400};

// The parties of the existing registry by their ids and by where they are reached.
using KnownParties = std::map<std::string, std::string, std::less<>>;

KnownParties known_parties(const Registry* registry) {
  KnownParties known;
  if (registry == nullptr) return known;
  for (const Party& party : registry->parties) {
    if (!party.contact.empty()) known.try_emplace(party.contact, party.id);
  }
  for (const Party& party : registry->parties) known[party.id] = party.id;
  return known;
}

void read_row(CsvRow& row, const ImportFile& file, const KnownParties& parties,
              ImportBuilder& builder) {
  const std::string name = row.text("id");
  const std::string id = party_of("user", name);
  const std::optional<Timestamp> last_day = row.time("end_date");
  if (id.empty()) row.complain("id", "an id is a text without white space, of at most 200 bytes");
  if (!last_day && row.text("end_date").empty()) row.complain("end_date", "expected a date");
  if (row.has_problem()) return;
  auto known = parties.find(id);
  if (known == parties.end()) known = parties.find(name);
  if (builder.options().existing != nullptr && known == parties.end()) {
    builder.leave_out("people who are no party of the registry");
    return;
  }
  Observation observation = builder.observation(file);
  observation.party = known == parties.end() ? id : known->second;
  // A date is midnight at its start, and the last day still counts.
  const bool is_day = row.text("end_date").size() == 10;
  const Timestamp end = is_day ? *last_day + kDay : *last_day;
  observation.facts.valid_until = builder.observed(end, file);
  if (end <= builder.exported()) observation.facts.status = "left";
  builder.add_observation(std::move(observation));
}

void read_leavers(std::span<const ImportFile> files, ImportBuilder& builder) {
  const KnownParties parties = known_parties(builder.options().existing);
  for (const ImportFile& file : files) {
    const std::optional<CsvTable> table = read_csv(file, builder);
    if (!table) continue;
    const CsvColumns columns(*table, file, builder, kFields, kFields);
    if (!columns.is_complete()) continue;
    std::map<std::string, ImportPlace> ids;
    for (const std::vector<CsvField>& fields : table->rows()) {
      builder.count_rows();
      CsvRow row(fields, columns, file, builder);
      const auto [first, is_new] = ids.try_emplace(row.text("id"), row.place("id"));
      if (is_new) {
        read_row(row, file, parties, builder);
      } else {
        row.complain("id", "another row has this id; the first is at " + first->second);
      }
    }
  }
}

}  // namespace

extern const Importer kHrLeaversImporter;
const Importer kHrLeaversImporter{"hr-leavers", "a CSV of people who leave: id, end_date",
                                  "hr-leaver-list", true, read_leavers};

}  // namespace keyhound
