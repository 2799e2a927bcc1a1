// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/canary.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "scanner/base/embedded_text.h"
#include "scanner/decode/identity.h"

namespace keyhound {

// Made by the build of scanner/verify/data.
std::span<const EmbeddedText> canary_files();

namespace {

using Accounts = std::map<std::string_view, std::string_view>;  // id, whose

const Accounts& canary_accounts() {
  static const Accounts kAccounts = [] {
    Accounts accounts;
    for (const EmbeddedText& file : canary_files()) {
      for (std::string_view rest = file.content; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const std::size_t blank = line.find(' ');
        if (line.starts_with('#') || blank == std::string_view::npos) continue;
        accounts.emplace(line.substr(0, blank), line.substr(blank + 1));
      }
    }
    return accounts;
  }();
  return kAccounts;
}

// The accounts that the credential names, and those of the key ids in it.
std::vector<std::string> accounts_of(const CredentialParts& parts) {
  std::vector<std::string> accounts;
  std::vector<std::string_view> key_ids = {parts.secret};
  for (const auto& [rule, part] : parts.parts) key_ids.emplace_back(part);
  for (const auto& [name, value] : parts.identity) {
    if (name == "account") accounts.push_back(value);
    if (name == "key_id") key_ids.emplace_back(value);
  }
  for (const std::string_view key_id : key_ids) {
    if (!key_id.starts_with("AKIA") && !key_id.starts_with("ASIA")) continue;
    for (auto& [name, value] : revealed_identity("aws-key-id", {key_id, key_id, key_id}))
      accounts.push_back(std::move(value));
  }
  return accounts;
}

}  // namespace

std::optional<std::string> canary_of(const CredentialParts& parts) {
  for (const std::string& account : accounts_of(parts)) {
    const auto found = canary_accounts().find(account);
    if (found != canary_accounts().end())
      return fmt::format("AWS account {} of {}", found->first, found->second);
  }
  return std::nullopt;
}

}  // namespace keyhound
