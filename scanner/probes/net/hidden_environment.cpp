// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/net/hidden_environment.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace keyhound {

HiddenEnvironment::HiddenEnvironment(const std::vector<std::string_view>& prefixes) {
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const auto begins = [text](std::string_view prefix) { return text.starts_with(prefix); };
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || std::none_of(prefixes.begin(), prefixes.end(), begins))
      continue;
    hidden_.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  for (const auto& [name, value] : hidden_) ::unsetenv(name.c_str());
}

HiddenEnvironment::~HiddenEnvironment() {
  for (const auto& [name, value] : hidden_) ::setenv(name.c_str(), value.c_str(), 1);
}

}  // namespace keyhound
