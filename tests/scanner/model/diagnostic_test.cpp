// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/diagnostic.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("A diagnostic of an error tells what failed and makes the run incomplete") {
  const Error error{ErrorKind::kUnreadable, "permission denied"};
  const Diagnostic diagnostic = diagnose("unreadable-file", "a/b", error.within("opening"));
  CHECK(diagnostic.kind == "unreadable-file");
  CHECK(diagnostic.subject == "a/b");
  CHECK(diagnostic.message == "opening: permission denied");
  CHECK(diagnostic.incomplete);
}

TEST_CASE("Diagnostics are ordered by kind, subject and message") {
  CHECK(Diagnostic{"a", "z", "z", true} < Diagnostic{"b", "a", "a", true});
  CHECK(Diagnostic{"a", "a", "z", true} < Diagnostic{"a", "b", "a", true});
  CHECK(Diagnostic{"a", "a", "a", true} == Diagnostic{"a", "a", "a", true});
}

}  // namespace keyhound
