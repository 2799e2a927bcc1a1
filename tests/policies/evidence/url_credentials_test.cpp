// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/url_credentials.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("What stands before the host of a URL is left out, wherever the URL stands") {
  const struct {
    const char* text;
    const char* clean;
  } rows[] = {{"https://user:word@example.com/a.git", "https://example.com/a.git"},
              {"https://word@example.com", "https://example.com"},
              {"https://user:w@rd@example.com/x", "https://example.com/x"},
              {"see ssh://git@example.com:22/a and http://a:b@c/d",
               "see ssh://example.com:22/a and http://c/d"},
              {"https://example.com/@scope/name", "https://example.com/@scope/name"},
              {"https://example.com/?mail=a@b", "https://example.com/?mail=a@b"},
              {"git@example.com:acme/a.git", "git@example.com:acme/a.git"},
              {"@acme/payments", "@acme/payments"},
              {"://@", "://"},
              {"", ""}};
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(without_url_credentials(row.text) == row.clean);
  }
}

TEST_CASE("All texts of an event are cleaned, deep ones too") {
  EvidenceEvent event{
      "x", {}, "a://b@c", "a://b@c", {{"list", {"a://b@c", 1}}, {"o", {{"t", "a://b@c"}}}}};
  remove_url_credentials(event);
  CHECK(event.run == "a://c");
  CHECK(event.subject == "a://c");
  CHECK(event.data.dump() == R"({"list":["a://c",1],"o":{"t":"a://c"}})");
}

}  // namespace keyhound
