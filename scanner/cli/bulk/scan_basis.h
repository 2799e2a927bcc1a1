// SPDX-License-Identifier: Apache-2.0
// The basis of a scan: everything beside the refs that decides what it finds. Where refs and basis
// are those of the last scan, another one would find the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/time.h"
#include "scanner/cli/bulk/scan_arguments.h"
#include "scanner/config/configuration.h"
#include "scanner/model/scan_result.h"

namespace keyhound {

// Digest of version, rules, fingerprint keys, configuration, baseline, limits, the checks that
// policies raise, and the repository's name, each as it counts for this target; registry and
// policies are not part of it else, since all repositories are judged anew at the end of every run.
// No database of rules is loaded.
// `options` as apply_configuration() left them.
Result<std::string> basis_digest(const BulkScanOptions& options, const Configuration& configuration,
                                 const std::string& name);

// The first time from `now` on at which something ends that silences a finding: a comment, an entry
// of a baseline or of the configuration. From then on the same refs give another result.
std::optional<Timestamp> first_end(const ScanResult& result, const Configuration& configuration,
                                   Timestamp now);

// "sha256:..." or "sha256:... until 2027-01-01T00:00:00Z".
std::string write_basis(const std::string& digest, std::optional<Timestamp> until);
// Whether a scan of that basis still stands for one of `digest` at `now`.
bool holds_basis(std::string_view written, const std::string& digest, Timestamp now);

}  // namespace keyhound
