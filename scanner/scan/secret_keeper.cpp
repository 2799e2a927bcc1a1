// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/secret_keeper.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace keyhound {
namespace {

std::size_t size_of(const CredentialParts& parts) {
  std::size_t size = parts.secret.size();
  for (const auto* values : {&parts.parts, &parts.identity}) {
    for (const auto& [name, value] : *values) size += name.size() + value.size();
  }
  return size;
}

std::size_t size_of(const std::set<KeptPlace>& places) {
  std::size_t size = 0;
  for (const KeptPlace& place : places) size += place.text.size();
  return size;
}

// The first by their values stay.
void add_place(std::set<KeptPlace>& places, const KeptPlace& place) {
  places.insert(place);
  if (places.size() > SecretKeeper::kMostPlaces) places.erase(std::prev(places.end()));
}

std::pair<std::string, std::string> key_of(const Finding& finding) {
  return {finding.rule_id, finding.fingerprint.short_form()};
}

}  // namespace

bool SecretKeeper::ByValue::operator()(const CredentialParts& a, const CredentialParts& b) const {
  // More parts first, so that those that say more are the ones that stay.
  if (a.parts.size() != b.parts.size()) return a.parts.size() > b.parts.size();
  return std::tie(a.parts, a.identity, a.secret) < std::tie(b.parts, b.identity, b.secret);
}

void SecretKeeper::keep(std::string_view rule_id, const Fingerprint& fingerprint,
                        CredentialParts parts, const KeptPlace& place) {
  Key key(rule_id, fingerprint.short_form());
  const std::size_t size = size_of(parts);
  const MutexLock lock(mutex_);
  if (held_ + size > bytes_) {
    const auto known = kept_.find(key);
    if (known == kept_.end() || !known->second.contains(parts)) ++lost_;
    return;
  }
  Variants& variants = kept_[std::move(key)];
  const auto [variant, is_new] = variants.try_emplace(std::move(parts));
  // Places only tell where to look: one for which there is no room is no loss.
  if (!place.text.empty() && held_ + size + place.text.size() <= bytes_) {
    held_ -= std::min(held_, size_of(variant->second));
    add_place(variant->second, place);
    held_ += size_of(variant->second);
  }
  if (!is_new) return;
  held_ += size;
  if (variants.size() <= kMostVariants) return;
  const auto last = std::prev(variants.end());
  held_ -= std::min(held_, size_of(last->first) + size_of(last->second));
  variants.erase(last);
  ++lost_;
}

bool SecretKeeper::has(const Finding& finding) const {
  const MutexLock lock(mutex_);
  return kept_.contains(key_of(finding));
}

std::vector<KeptCredential> SecretKeeper::take(const Finding& finding) {
  std::vector<KeptCredential> taken;
  const MutexLock lock(mutex_);
  const auto found = kept_.find(key_of(finding));
  if (found == kept_.end()) return taken;
  Variants& variants = found->second;
  const std::size_t most = variants.begin()->first.parts.size();
  while (!variants.empty()) {
    auto node = variants.extract(variants.begin());
    held_ -= std::min(held_, size_of(node.key()) + size_of(node.mapped()));
    if (node.key().parts.size() != most) continue;
    taken.push_back({std::move(node.key()), {node.mapped().begin(), node.mapped().end()}});
  }
  kept_.erase(found);
  return taken;
}

std::uint64_t SecretKeeper::lost() const {
  const MutexLock lock(mutex_);
  return lost_;
}

}  // namespace keyhound
