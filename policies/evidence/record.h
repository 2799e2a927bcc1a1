// SPDX-License-Identifier: Apache-2.0
// Recording by hand what no run can know: who decided, asked or did what, and when.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/evidence/ledger_options.h"
#include "scanner/base/result.h"

namespace keyhound {

struct RecordRequest {
  std::string type;               // one of recordable_types()
  std::string subject;            // "credential:pay-key"; empty: from the data's credential
  std::vector<std::string> data;  // key=value, or JSON objects; later ones win
};

// "finding.triaged, ...": the types that a person may record.
std::string recordable_types();

// Appends one event to the ledger at `path`; answers its number. Members that are not given are
// null, `at` is now, `credential` or `exception` is taken from the subject. kUsage, naming what
// lacks, when a member that must be known is not given (`by` always must).
Result<std::uint64_t> record_event(const std::string& path, const RecordRequest& request,
                                   const LedgerOptions& options);

// What an importer read.
struct ImportRecord {
  std::string source;  // "aws-credential-report"
  std::string digest;  // "sha256:<hex>" of the files
  std::size_t rows = 0;
};

// Appends an import.performed event to a ledger that is there.
Status record_import(const std::string& path, const ImportRecord& import, LedgerOptions options);

// A check that was gone past.
struct BypassRecord {
  std::string kind;        // the check: "pre-commit"
  std::string repository;  // "acme/pay"; empty: not known
  std::string commit;
  std::string reason;
  std::optional<std::size_t> findings;  // how many credentials it brings in; none: not known
};

// Appends a bypass.used event for each, all or none, to a ledger that is there.
Status record_bypasses(const std::string& path, const std::vector<BypassRecord>& bypasses,
                       LedgerOptions options);

}  // namespace keyhound
