// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/verification_basis.h"

#include <algorithm>
#include <vector>

#include "scanner/base/field_codec.h"
#include "scanner/base/file.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/cli/embedded_rules.h"

namespace keyhound {
namespace {

constexpr std::string_view kVerified = " verified ";
constexpr std::string_view kUntil = " until ";
constexpr std::uint64_t kLargestFile = std::uint64_t{16} << 20U;  // bytes

void add_file(FieldWriter& basis, const std::string& path) {
  const auto content =
      path.empty() ? Result<std::string>(std::string()) : read_file(path, kLargestFile);
  basis.field(content ? to_hex(sha256(*content)) : std::string());
}

void add_list(FieldWriter& basis, std::vector<std::string> values) {
  std::sort(values.begin(), values.end());
  basis.number(values.size());
  for (const std::string& value : values) basis.field(value);
}

// Of the default ones alone their encoded form is as good, in a fraction of the time. Where the
// file of a verifier stands does not matter.
Result<std::string> encoded_verifiers(RuleOptions rules) {
  rules.configured.clear();
  if (rules.files.empty() && !rules.no_default_rules && rules.gitleaks == nullptr)
    return std::string(embedded_verifiers());
  KEYHOUND_TRY(const RuleSet set, load_rule_set(rules));
  KEYHOUND_TRY(const VerifierSet verifiers, load_verifiers(rules, set));
  std::vector<Verifier> all = verifiers.all();
  for (Verifier& verifier : all) verifier.origin.clear();
  return encode_verifiers(all);
}

}  // namespace

Result<std::string> verification_digest(const VerifyOptions& options, const RuleOptions& rules) {
  FieldWriter basis("keyhound bulk verification 2\n");
  KEYHOUND_TRY(const std::string verifiers, encoded_verifiers(rules));
  basis.field(to_hex(sha256(verifiers)));
  add_list(basis, options.allowed);
  basis.number(options.allow_internal ? 1 : 0);
  basis.field(options.max_age);
  add_file(basis, options.ca_file);
  add_list(basis, options.connect_to);
  add_list(basis, options.endpoints);
  add_list(basis, options.ssh_hosts);
  add_file(basis, options.known_hosts);
  add_list(basis, options.tls_hosts);
  basis.number(options.certificates.size());
  for (const std::string& path : options.certificates) add_file(basis, path);
  return "sha256:" + to_hex(sha256(basis.bytes()));
}

std::string with_verification(const std::string& basis, const std::string& digest,
                              std::optional<Timestamp> until) {
  std::string text = basis;
  text.append(kVerified).append(digest);
  if (until) text.append(kUntil).append(format_timestamp(*until));
  return text;
}

std::string_view without_verification(std::string_view basis) {
  return basis.substr(0, basis.find(kVerified));
}

bool holds_verification(std::string_view basis, const std::string& digest, Timestamp now) {
  const std::size_t start = basis.find(kVerified);
  if (start == std::string_view::npos) return false;
  const std::string_view verified = basis.substr(start + kVerified.size());
  const std::size_t end = std::min(verified.find(kUntil), verified.size());
  if (verified.substr(0, end) != digest) return false;
  if (end == verified.size()) return true;
  const auto until = parse_timestamp(verified.substr(end + kUntil.size()));
  return until && now < *until;
}

}  // namespace keyhound
