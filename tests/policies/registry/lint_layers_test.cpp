// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/policies/registry/lint_lines.h"

namespace keyhound {

using testing::kParties;
using testing::lint;

TEST_CASE("Lint finds what a change of the fingerprint key has left behind") {
  const auto with = [](const std::string& id, const std::string& values, const char* rest = "") {
    return "  - {id: " + id + ", owner: {accountable: 'group:x'}, identity: {fingerprints: [" +
           values + "]}" + rest + "}\n";
  };
  const std::string old = "'kh1:k9:aaaaaaaaaaaaaaaaaaaaaaaaa";
  const std::string current = "'kh1:k10:aaaaaaaaaaaaaaaaaaaaaaaaa";
  const std::string head = std::string(kParties) + "credentials:\n";
  CHECK(lint(head + with("a", old + "a'," + current + "a'") + with("b", old + "b'") +
             with("c", current + "c'") + with("d", old + "d'", ", status: retired")) ==
        "W r:4:72: 'b' has no fingerprint under the newest key, 'k10'; a scan with that key does "
        "not find it by its value\n");
  CHECK(lint(head + with("a", old + "a'") + with("b", old + "b'")).empty());
}

TEST_CASE("Lint finds maxima that another one makes useless") {
  CHECK(lint("maxima:\n"
             "  - {rotation: P90D}\n"
             "  - {kind: x, rotation: P180D}\n"
             "  - {kind: x, rotation: P180D, grace: P1D}\n"
             "  - {kind: y, rotation: P30D}\n") ==
        "W r:3:5: this maximum has no effect; the one at r:2:5 allows less\n");
}

}  // namespace keyhound
