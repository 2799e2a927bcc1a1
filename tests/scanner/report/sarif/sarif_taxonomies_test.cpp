// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_taxonomies.h"

#include <doctest/doctest.h>

using namespace keyhound;

namespace {

const Controls kControls = {{"owasp_nhi", {"NHI7:2025", "NHI2:2025"}},
                            {"iso27001", {"A.5.17"}},
                            {"cwe", {"CWE-672", "CWE-99999"}}};

}  // namespace

TEST_CASE("Relationships point at the taxon and at the taxonomy that they name") {
  SarifTaxonomies taxonomies;
  taxonomies.add(kControls);
  taxonomies.add(secret_controls());
  const Json all = taxonomies.taxonomies();
  const Json components = taxonomies.components();
  REQUIRE(all.size() == 2);
  REQUIRE(components.size() == 2);
  const Json relationships = taxonomies.relationships(kControls);
  CHECK(relationships.size() == 4);  // ISO has no taxonomy here
  for (const Json& one : relationships) {
    const Json& component = one["target"]["toolComponent"];
    const Json& taxonomy = all[component["index"].get<std::size_t>()];
    CHECK(taxonomy["name"] == component["name"]);
    CHECK(taxonomy["guid"] == component["guid"]);
    CHECK(taxonomy["taxa"][one["target"]["index"].get<std::size_t>()]["id"] == one["target"]["id"]);
  }
  CHECK(relationships[0]["kinds"][0] == "relevant");
  CHECK(relationships[2]["kinds"][0] == "superset");
}

TEST_CASE("A taxon has its title, or its id where the title is not known") {
  SarifTaxonomies taxonomies;
  taxonomies.add(kControls);
  const Json taxa = taxonomies.taxonomies()[0]["taxa"];
  CHECK(taxa[0]["id"] == "CWE-672");
  CHECK(taxa[0]["shortDescription"]["text"] ==
        "Operation on a Resource after Expiration or Release.");
  CHECK(taxa[1]["shortDescription"]["text"] == "CWE-99999.");
}

TEST_CASE("Without controls there is no taxonomy") {
  SarifTaxonomies taxonomies;
  taxonomies.add({{"iso27001", {"A.5.17"}}});
  CHECK(taxonomies.taxonomies().empty());
  CHECK(taxonomies.components().empty());
  CHECK(taxonomies.relationships(kControls).empty());
}
