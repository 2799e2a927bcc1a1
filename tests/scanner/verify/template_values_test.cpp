// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/template_values.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("A public part may have a default, a part of the credential may not") {
  CredentialParts parts;
  const auto value = [&parts](const std::string& text) {
    const auto pieces = parse_template(text);
    REQUIRE(pieces.has_value());
    const auto made = template_value(pieces->front(), {&parts, {}, nullptr, {}});
    return made ? *made : "error: " + made.error().message;
  };
  CHECK(value("{identity:cloud=core.windows.net}") == "core.windows.net");
  parts.identity["cloud"] = "core.usgovcloudapi.net";
  CHECK(value("{identity:cloud=core.windows.net}") == "core.usgovcloudapi.net");
  CHECK(value("{identity:other}") == "error: the credential does not tell its other");
  CHECK(value("{part:other}") == "error: the part other was not found beside the secret");
  CHECK_FALSE(parse_template("{part:other=x}").has_value());
  CHECK_FALSE(parse_template("{identity:other=}").has_value());
}

TEST_CASE("A piece of the request has no value where nothing is signed") {
  const CredentialParts parts;
  const auto pieces = parse_template("{request:path}");
  REQUIRE(pieces.has_value());
  const auto made = template_value(pieces->front(), {&parts, {}, nullptr, {}});
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().kind == ErrorKind::kInternal);
}

}  // namespace keyhound
