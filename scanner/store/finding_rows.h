// SPDX-License-Identifier: Apache-2.0
// Private to scanner/store/: rows of credentials and findings of one repository.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scanner/model/finding.h"
#include "scanner/store/database.h"
#include "scanner/store/finding_life.h"

namespace keyhound {

// Fingerprint (short form) and rule: what makes a finding of a repository one across scans.
using FindingKey = std::pair<std::string, std::string>;

struct KnownFinding {
  std::int64_t id = 0;
  std::int64_t credential_id = 0;
  std::int64_t first_scan_id = 0;
  FindingLife life;
};

// What the store knows of a repository's findings, fixed ones too.
Result<std::map<FindingKey, KnownFinding>> known_findings(Database& database,
                                                          std::int64_t repository_id);

// A finding of a scan, and what becomes of it.
struct SeenFinding {
  const Finding* finding = nullptr;  // borrowed
  std::vector<const Occurrence*> occurrences;
  FindingLife life;
  std::int64_t first_scan_id = 0;
  std::int64_t id = 0;  // write_findings() sets it
  std::int64_t credential_id = 0;
  bool was_open = false;
};
using SeenFindings = std::map<FindingKey, SeenFinding>;

// The row's columns of a life, in the order of kLifeColumns.
inline constexpr std::string_view kLifeColumns =
    "state, closed_reason, waiver, waiver_reason, waiver_until, first_run_id, regressed_run_id, "
    "fixed_run_id, first_seen, last_seen, fixed, regressed";
FindingLife life_in(const SqlRow& row, std::size_t first);

struct ScanPlace {
  std::int64_t run_id = 0;
  std::int64_t scan_id = 0;
  std::int64_t repository_id = 0;
  std::string time;  // RFC 3339
};

// Writes credentials and findings, new ones and known ones.
Status write_findings(Database& database, const ScanPlace& place, SeenFindings& findings);
// Writes the ends of findings.
Status write_missed(Database& database, std::vector<std::int64_t> ids, const ScanPlace& place,
                    std::string_view reason);
// Counts anew in how many repositories these credentials stand.
Status count_repositories(Database& database, std::vector<std::int64_t> credential_ids);

}  // namespace keyhound
