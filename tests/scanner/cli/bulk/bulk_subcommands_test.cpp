// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/bulk_subcommands.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace keyhound {

TEST_CASE("The subcommands of bulk have names of their own and descriptions") {
  std::set<std::string> names;
  for (const BulkSubcommand* subcommand : bulk_subcommands()) {
    CHECK(names.insert(subcommand->name).second);
    CHECK(std::string(subcommand->description).size() > 10);
  }
  CHECK(names.count("plan") == 1);
}

}  // namespace keyhound
