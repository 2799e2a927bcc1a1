// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/support/postgres_server.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {

// Places for empty stores of each kind that this machine has: SQLite always, PostgreSQL where it is
// installed. One per test.
class TestStores {
 public:
  TestStores() {
    locations_.push_back(folder_ / "store.db");
    if (PostgresServer* server = PostgresServer::shared())
      locations_.push_back(server->new_database());
  }
  const std::vector<std::string>& locations() const { return locations_; }
  const TempDir& folder() const { return folder_; }

 private:
  TempDir folder_;
  std::vector<std::string> locations_;
};

}  // namespace keyhound::testing
