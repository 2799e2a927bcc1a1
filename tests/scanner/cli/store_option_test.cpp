// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/store_option.h"

#include <doctest/doctest.h>

#include <cstdlib>

namespace keyhound::testing {

TEST_CASE("The store is that of --store, else of the environment, else a file here") {
  const char* before = std::getenv("KEYHOUND_STORE");
  const std::string kept = before != nullptr ? before : "";
  ::setenv("KEYHOUND_STORE", "postgresql://db.example/keyhound", 1);
  CHECK(store_location("other.db") == "other.db");
  CHECK(store_location("") == "postgresql://db.example/keyhound");
  ::setenv("KEYHOUND_STORE", "", 1);
  CHECK(store_location("") == "keyhound-store.db");
  ::unsetenv("KEYHOUND_STORE");
  CHECK(store_location("") == "keyhound-store.db");
  if (before != nullptr) ::setenv("KEYHOUND_STORE", kept.c_str(), 1);
}

}  // namespace keyhound::testing
