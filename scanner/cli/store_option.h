// SPDX-License-Identifier: Apache-2.0
// --store: where the database of bulk scans is.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace keyhound {

void add_store_option(CLI::App& app, std::string& option);

// --store, else KEYHOUND_STORE, else keyhound-store.db in the current directory.
std::string store_location(const std::string& option);

}  // namespace keyhound
