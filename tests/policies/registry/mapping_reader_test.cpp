// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/mapping_reader.h"

#include <doctest/doctest.h>

#include "policies/registry/value_readers.h"

namespace keyhound {
namespace {

struct Pet {
  std::string name;
  std::string kind;
};

constexpr std::array<KeyReader<Pet>, 2> kPetKeys = {{
    {"name", member<&Pet::name>, Need::kRequired},
    {"kind", member<&Pet::kind>},
}};

// The problems of reading `yaml` as a pet, one a line.
std::string problems_of(std::string_view yaml, Pet& pet) {
  const Result<YamlDocument> document = YamlDocument::parse(yaml);
  REQUIRE(document);
  std::vector<RegistryProblem> problems;
  ReadContext context("pets.yaml", *document, problems);
  read_mapping(context, *document->roots().at(0), "a pet", kPetKeys, pet);
  std::string all;
  for (const RegistryProblem& problem : problems) all += to_string(problem) + "\n";
  return all;
}

}  // namespace

TEST_CASE("A mapping is read by its table") {
  Pet pet;
  CHECK(problems_of("kind: dog\nname: Rex\n", pet).empty());
  CHECK(pet.name == "Rex");
  CHECK(pet.kind == "dog");
}

TEST_CASE("Every problem of a mapping is told with its place, and reading goes on") {
  Pet pet;
  CHECK(problems_of("nam: Rex\ncolour: red\nkind: [a]\n", pet) ==
        "pets.yaml:1:1: unknown key; did you mean 'name'?\n"
        "pets.yaml:2:1: unknown key; known here: name, kind\n"
        "pets.yaml:3:7: expected a text\n"
        "pets.yaml:1:1: a pet needs 'name'\n");
  CHECK(problems_of("- 1\n", pet) == "pets.yaml:1:1: expected a mapping for a pet\n");
  CHECK(problems_of("name:\n", pet) == "pets.yaml:1:1: a pet needs 'name'\n");
  CHECK(problems_of("name: x\n[a]: b\n", pet).find("2:1: unknown key") != std::string::npos);
}

}  // namespace keyhound
