// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/uniqueness.h"

#include <string_view>
#include <unordered_map>

namespace keyhound {
namespace {

// The values seen so far of one kind, with who uses each.
class SeenValues {
 public:
  SeenValues(std::string_view what, std::vector<RegistryProblem>& problems)
      : what_(what), problems_(problems) {}

  // Values of the same user may repeat.
  void add(std::string_view value, const RegistryPlace& place, std::size_t user) {
    if (value.empty()) return;
    const auto [first, is_new] = seen_.try_emplace(value, Use{&place, user});
    if (is_new || first->second.user == user) return;
    problems_.push_back(
        {place, std::string(what_) + "; first at " + to_string(*first->second.place)});
  }

 private:
  struct Use {
    const RegistryPlace* place;
    std::size_t user;
  };
  std::string_view what_;
  std::vector<RegistryProblem>& problems_;
  std::unordered_map<std::string_view, Use> seen_;
};

template <class Entry>
void find_repeated_ids(const std::vector<Entry>& entries, std::string_view what,
                       std::vector<RegistryProblem>& problems) {
  SeenValues ids(what, problems);
  for (std::size_t i = 0; i < entries.size(); ++i) ids.add(entries[i].id, entries[i].place, i);
}

}  // namespace

std::vector<RegistryProblem> find_repetitions(const Registry& registry) {
  std::vector<RegistryProblem> problems;
  find_repeated_ids(registry.parties, "duplicate party id", problems);
  find_repeated_ids(registry.credentials, "duplicate credential id", problems);
  find_repeated_ids(registry.exceptions, "duplicate exception id", problems);

  SeenValues fingerprints("fingerprint of another credential", problems);
  SeenValues provider_ids("provider id of another credential", problems);
  SeenValues public_keys("public key of another credential", problems);
  SeenValues secret_refs("secret reference of another credential", problems);
  for (std::size_t i = 0; i < registry.credentials.size(); ++i) {
    const Identity& identity = registry.credentials[i].identity;
    for (const auto& entry : identity.fingerprints) fingerprints.add(entry.value, entry.place, i);
    for (const auto& id : identity.provider_ids) provider_ids.add(id.value, id.place, i);
    for (const auto& key : identity.public_keys) public_keys.add(key.value, key.place, i);
    for (const auto& ref : identity.secret_refs) secret_refs.add(ref.value, ref.place, i);
  }
  return problems;
}

}  // namespace keyhound
