// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/store_option.h"

#include <cstdlib>

#include "scanner/cli/cli11.h"

namespace keyhound {

void add_store_option(CLI::App& app, std::string& option) {
  app.add_option("--store", option,
                 "Store: a file, or postgresql://[user@]host/database (default: KEYHOUND_STORE, "
                 "else keyhound-store.db)")
      ->type_name("STORE");
}

std::string store_location(const std::string& option) {
  if (!option.empty()) return option;
  const char* variable = std::getenv("KEYHOUND_STORE");
  return variable != nullptr && *variable != '\0' ? variable : "keyhound-store.db";
}

}  // namespace keyhound
