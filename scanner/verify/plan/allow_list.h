// SPDX-License-Identifier: Apache-2.0
// AllowList: which hosts and providers the user lets credentials be sent to. Empty: nobody.
// Immutable, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

// "db.example.com" of "db.example.com:5432"; an IPv6 address in brackets keeps them.
std::string_view host_without_port(std::string_view host);

class AllowList {
 public:
  AllowList() = default;
  // Each entry is a host ("api.github.com"), a glob of hosts ("*.example.com", "*" for every one),
  // or a provider as rules name it, in any case ("GitHub"). kUsage for an entry that is neither,
  // naming the nearest provider.
  static Result<AllowList> create(const std::vector<std::string>& entries,
                                  const std::vector<std::string>& providers);

  // `host` without a port. For hosts that a verifier of the provider's rules names, or the user.
  [[nodiscard]] bool allows(std::string_view host, std::string_view provider) const;
  // The same where what was scanned names the host: no provider vouches for that.
  [[nodiscard]] bool allows_host(std::string_view host) const;
  [[nodiscard]] bool is_empty() const { return hosts_.empty() && providers_.empty(); }

 private:
  std::vector<std::string> hosts_;      // globs, in lower case
  std::vector<std::string> providers_;  // in lower case
};

}  // namespace keyhound
