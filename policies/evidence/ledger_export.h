// SPDX-License-Identifier: Apache-2.0
// Events of a ledger for other programs: JSON, CSV, or an in-toto statement in a DSSE envelope.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "policies/evidence/ledger_options.h"
#include "policies/evidence/ledger_text.h"
#include "scanner/base/result.h"
#include "scanner/base/signature.h"

namespace keyhound {

struct ExportRequest {
  std::string format;             // json, csv or in-toto
  EventFilter filter;             // in-toto: with one, a proof for each such event, at most 256
  std::optional<SigningKey> key;  // for in-toto, which needs it
};

// Writes nothing when the ledger does not verify (kCorrupt).
Status export_ledger(const std::string& path, const ExportRequest& request, const TextSink& sink);

// Appends an export.created event with the digest of the file that was written.
Status record_export(const std::string& path, const std::string& format, const std::string& file,
                     LedgerOptions options);

}  // namespace keyhound
