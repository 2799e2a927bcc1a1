// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: keeps the user's environment from a client library for a while:
// PGSERVICE, PGSSLCERT and the like would decide where a login goes, and with whose certificate.
// For a process without other threads, such as the child of bounded_child.h: nobody else may read
// or write the environment meanwhile.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace keyhound {

class HiddenEnvironment {
 public:
  // Takes away all variables whose names begin with one of `prefixes`.
  explicit HiddenEnvironment(const std::vector<std::string_view>& prefixes);
  ~HiddenEnvironment();  // puts them back
  HiddenEnvironment(const HiddenEnvironment&) = delete;
  HiddenEnvironment& operator=(const HiddenEnvironment&) = delete;

 private:
  std::vector<std::pair<std::string, std::string>> hidden_;
};

}  // namespace keyhound
