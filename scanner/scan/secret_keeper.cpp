// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/secret_keeper.h"

#include <algorithm>

namespace keyhound {
namespace {

std::size_t size_of(const CredentialParts& parts) {
  std::size_t size = parts.secret.size();
  for (const auto* values : {&parts.parts, &parts.identity}) {
    for (const auto& [name, value] : *values) size += name.size() + value.size();
  }
  return size;
}

std::pair<std::string, std::string> key_of(const Finding& finding) {
  return {finding.rule_id, finding.fingerprint.short_form()};
}

}  // namespace

void SecretKeeper::keep(std::string_view rule_id, const Fingerprint& fingerprint,
                        CredentialParts parts) {
  Key key(rule_id, fingerprint.short_form());
  const MutexLock lock(mutex_);
  const auto known = kept_.find(key);
  const std::size_t before = known == kept_.end() ? 0 : size_of(known->second);
  if (known != kept_.end() && parts.parts.size() <= known->second.parts.size()) return;
  const std::size_t after = held_ - before + size_of(parts);
  if (after > bytes_) {
    if (known == kept_.end()) ++lost_;
    return;
  }
  held_ = after;
  kept_.insert_or_assign(std::move(key), std::move(parts));
}

const CredentialParts* SecretKeeper::find(const Finding& finding) const {
  const MutexLock lock(mutex_);
  const auto found = kept_.find(key_of(finding));
  return found == kept_.end() ? nullptr : &found->second;
}

CredentialParts SecretKeeper::take(const Finding& finding) {
  const MutexLock lock(mutex_);
  const auto found = kept_.find(key_of(finding));
  if (found == kept_.end()) return {};
  CredentialParts parts = std::move(found->second);
  held_ -= std::min(held_, size_of(parts));
  kept_.erase(found);
  return parts;
}

std::uint64_t SecretKeeper::lost() const {
  const MutexLock lock(mutex_);
  return lost_;
}

}  // namespace keyhound
