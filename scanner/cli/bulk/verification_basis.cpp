// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/verification_basis.h"

#include <algorithm>
#include <vector>

#include "scanner/base/field_codec.h"
#include "scanner/base/file.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"

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

}  // namespace

std::string verification_digest(const VerifyOptions& options) {
  FieldWriter basis("keyhound bulk verification 1\n");
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
