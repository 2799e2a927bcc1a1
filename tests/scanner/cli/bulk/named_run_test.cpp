// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/named_run.h"

#include <doctest/doctest.h>

#include "scanner/store/process_identity.h"
#include "tests/support/stored_scans.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

TEST_CASE("A run is found by its name, the last one without, and none is told with the next step") {
  const TempDir dir;
  auto store = Store::open(dir / "s.db", StoreAccess::kWrite);
  REQUIRE(store.has_value());
  auto none = find_named_run(*store, "");
  REQUIRE(!none.has_value());
  CHECK(none.error().message.find("no run yet") != std::string::npos);
  REQUIRE(store->join_run(plan_of("r1", {planned("h/a")}), this_coordinator(1), kMorning));
  CHECK(find_named_run(*store, "")->run_key == "r1");
  CHECK(find_named_run(*store, "r1")->run_key == "r1");
  none = find_named_run(*store, "r\x1b");
  REQUIRE(!none.has_value());
  CHECK(none.error().kind == ErrorKind::kUsage);
  CHECK(none.error().message.find('\x1b') == std::string::npos);
}

}  // namespace
}  // namespace keyhound::testing
