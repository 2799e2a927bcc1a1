// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/groovy/groovy_names.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

using Paths = std::vector<std::string>;

TEST_CASE("An expression reads the names in it, without methods and strings") {
  CHECK(groovy_paths("env.X") == Paths{"env.X"});
  CHECK(groovy_paths("env['X-Y']").front() == "env");
  CHECK(groovy_paths("env[\"X\"]?.trim()") == Paths{"env.X"});
  CHECK(groovy_paths("params.A ?: 'b.c'") == Paths{"params.A"});
  CHECK(groovy_paths("URLEncoder.encode(PASS, \"UTF-8\")") == Paths{"URLEncoder", "PASS"});
  CHECK(groovy_paths("f(x).trim() + 3e5") == Paths{"x"});
  CHECK(groovy_paths("-> X") == Paths{"X"});
  CHECK(groovy_paths("new Date()").empty());
  CHECK(groovy_paths("").empty());
}

}  // namespace
}  // namespace keyhound
