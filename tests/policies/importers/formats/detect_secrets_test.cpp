// SPDX-License-Identifier: Apache-2.0
// policies/importers/formats/detect_secrets.cpp
#include "tests/policies/importers/imports.h"

namespace keyhound {
namespace {

using testing::check_damaged;
using testing::check_golden;
using testing::import_fixture;
using testing::import_options;
using testing::import_problems;
using testing::loaded;

}  // namespace

TEST_CASE("detect-secrets: the hash is dropped, and an audited false alarm is tool noise") {
  const ImportedRegistry import =
      check_golden("detect-secrets", "detect-secrets", {"secrets.baseline"});
  const std::string yaml = write_import(import, import_options());
  CHECK(yaml.find("0123456789012345") == std::string::npos);
  CHECK(yaml.find("abcdefabcdef") == std::string::npos);
  const Registry registry = loaded(import);
  CHECK(registry.credentials.size() == 3);
  std::size_t noise = 0;
  for (const Exception& exception : registry.exceptions) noise += exception.type == "tool-noise";
  CHECK(noise == 1);
  for (const Credential& credential : registry.credentials) {
    for (const Locator& locator : credential.identity.locators) {
      CHECK(locator.path.find('\\') == std::string::npos);
    }
  }
}

TEST_CASE("detect-secrets: what is no baseline is told with its place") {
  CHECK(import_problems("detect-secrets", "{\"version\": \"1\"}") ==
        "in:1: results: expected an object; is this a .secrets.baseline?");
  CHECK(import_problems("detect-secrets", "{\"results\": {\"a\": {}}}").find("in:1: results") == 0);
  CHECK(import_problems("detect-secrets", "{\"results\": {\"a\": [{\"line_number\": 1}]}}") ==
        "in:1: result 1: type: expected the name of a plugin");
  CHECK(import_problems("detect-secrets",
                        "{\"results\": {\"a\": [{\"type\": \"x\", \"is_secret\": \"no\"}]}}")
            .find("is_secret: expected true or false") != std::string::npos);
  CHECK(import_problems("detect-secrets", "[]").find("in:1: expected an object") == 0);
}

TEST_CASE("detect-secrets: damaged input is answered with problems") {
  check_damaged("detect-secrets", import_fixture("detect-secrets/secrets.baseline"));
}

}  // namespace keyhound
