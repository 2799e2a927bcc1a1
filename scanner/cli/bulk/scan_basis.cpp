// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/scan_basis.h"

#include <algorithm>

#include "scanner/base/field_codec.h"
#include "scanner/base/file.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/cli/bulk/verification_basis.h"
#include "scanner/cli/embedded_rules.h"
#include "scanner/cli/raised_checks.h"
#include "scanner/cli/scan_run.h"
#include "scanner/config/config_listing.h"

namespace keyhound {
namespace {

constexpr std::string_view kUntil = " until ";
constexpr std::uint64_t kLargestSettings = std::uint64_t{64} << 20U;  // bytes of a file

// Of the default rules alone their encoded form is as good as what it decodes to, in a fraction of
// the time.
Result<std::string> rules_digest(const RuleOptions& options) {
  const bool has_only_defaults = options.files.empty() && options.configured.empty() &&
                                 !options.no_default_rules && options.gitleaks == nullptr;
  if (has_only_defaults) return "pack:" + to_hex(sha256(embedded_rule_pack()));
  KEYHOUND_TRY(const RuleSet rules, load_rule_set(options));
  return rules.digest;
}

Status add_keys(FieldWriter& basis) {
  KEYHOUND_TRY(const FingerprintKeys keys, fingerprint_keys());
  const auto add = [&basis](const FingerprintKey& key) {
    basis.field(fingerprint(key, "keyhound bulk", "key check").long_form());
  };
  add(keys.key);
  basis.number(keys.previous.size());
  for (const FingerprintKey& key : keys.previous) add(key);
  return {};
}

// A file that cannot be read is the scan's to complain of; what it says then is not known.
void add_file(FieldWriter& basis, const std::string& path) {
  const auto content = read_file(path, kLargestSettings);
  basis.field(content ? to_hex(sha256(*content)) : std::string());
}

void add_configuration(FieldWriter& basis, const Configuration& configuration) {
  const auto rows = list_configuration(configuration);
  basis.number(rows.size());
  for (const ConfigRow& row : rows) {
    basis.field(row.key);
    basis.field(row.value);
  }
}

void add_options(FieldWriter& basis, const BulkScanOptions& options) {
  const ScanOptions& scan = options.scan;
  basis.number(options.trusts_configuration ? 1 : 0);
  basis.number(scan.unreachable ? 1 : 0);
  basis.number(scan.strict ? 1 : 0);
  basis.number(scan.no_pipelines ? 1 : 0);
  basis.number(scan.no_inline_comments ? 1 : 0);
  basis.number(scan.archives ? 1 : 0);
  basis.number(scan.archive_limit);
  basis.number(scan.archive_entries);
  basis.number(scan.memory_limit);
  basis.number(scan.max_occurrences);
  basis.field(scan.min_confidence);
  if (!scan.gitleaks_config.empty()) add_file(basis, scan.gitleaks_config);
  basis.number(scan.baseline.is_off ? 1 : 0);
  if (!scan.baseline.is_off && !scan.baseline.file.empty()) add_file(basis, scan.baseline.file);
}

// What policies make of the checks is part of a scan, unlike what they say of its findings.
Status add_raised_checks(FieldWriter& basis, const ScanOptions& scan) {
  if (scan.no_pipelines) return {};
  KEYHOUND_TRY(const RaisedChecks raised, load_raised_checks(scan.judge.policies));
  basis.number(raised.size());
  for (const auto& [id, check] : raised) {
    basis.field(id);
    basis.number(static_cast<std::uint64_t>(check.least));
  }
  return {};
}

void take_earlier(std::optional<Timestamp>& first, const std::optional<Timestamp>& time,
                  Timestamp now) {
  if (!time || *time < now) return;
  if (!first || *time < *first) first = time;
}

}  // namespace

Result<std::string> basis_digest(const BulkScanOptions& options, const Configuration& configuration,
                                 const std::string& name) {
  FieldWriter basis("keyhound bulk basis 1\n");
  basis.field(std::string(KEYHOUND_VERSION));
  KEYHOUND_TRY(const std::string rules, rules_digest(options.scan.rules));
  basis.field(rules);
  KEYHOUND_TRY_STATUS(add_keys(basis));
  add_configuration(basis, configuration);
  add_options(basis, options);
  KEYHOUND_TRY_STATUS(add_raised_checks(basis, options.scan));
  basis.field(name);
  return "sha256:" + to_hex(sha256(basis.bytes()));
}

std::optional<Timestamp> first_end(const ScanResult& result, const Configuration& configuration,
                                   Timestamp now) {
  std::optional<Timestamp> first;
  for (const AllowlistEntry& entry : configuration.allowlists)
    if (entry.until) take_earlier(first, entry.until->value, now);
  if (result.suppressions) {
    for (const Suppression& one : *result.suppressions) take_earlier(first, one.until, now);
  }
  for (const Finding& finding : result.findings)
    if (finding.accepted) take_earlier(first, finding.accepted->until, now);
  return first;
}

std::string write_basis(const std::string& digest, std::optional<Timestamp> until) {
  return until ? digest + std::string(kUntil) + format_timestamp(*until) : digest;
}

bool holds_basis(std::string_view written, const std::string& digest, Timestamp now) {
  written = without_verification(written);
  const std::size_t end = std::min(written.find(kUntil), written.size());
  if (written.substr(0, end) != digest) return false;
  if (end == written.size()) return true;
  const auto until = parse_timestamp(written.substr(end + kUntil.size()));
  return until && now <= *until;
}

}  // namespace keyhound
