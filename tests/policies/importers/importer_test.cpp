// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/importer.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "policies/registry/dated_fact.h"

namespace keyhound {

TEST_CASE("Every format has one importer, found by its name, in the order of the names") {
  std::set<std::string_view> names;
  std::string_view last;
  for (const Importer* importer : importers()) {
    CAPTURE(importer->name);
    CHECK(find_importer(importer->name) == importer);
    CHECK(last < importer->name);
    CHECK_FALSE(importer->description.empty());
    last = importer->name;
    names.insert(importer->name);
  }
  CHECK(names == std::set<std::string_view>{"aws", "backstage", "codeowners", "csv",
                                            "detect-secrets", "github-alerts", "gitlab-report",
                                            "gitleaks", "hr-leavers", "trufflehog", "vault"});
  CHECK(find_importer("nothing") == nullptr);
  CHECK(find_importer("") == nullptr);
}

TEST_CASE("What people write is never named as a system") {
  CHECK_FALSE(is_observing_source(find_importer("csv")->source));
  CHECK(is_observing_source(find_importer("aws")->source));
  CHECK(is_observing_source(find_importer("vault")->source));
}

}  // namespace keyhound
