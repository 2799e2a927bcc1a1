// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/reference_index.h"

#include "tests/policies/evaluation/judged.h"

namespace keyhound::testing {
namespace {

Reference reference_to(const std::string& secret_ref, const std::string& repository,
                       const std::string& path = "ci.yml") {
  Reference reference;
  reference.secret_ref = secret_ref;
  reference.name = secret_ref.substr(secret_ref.rfind(':') + 1);
  reference.platform = "github-actions";
  reference.repository = repository;
  reference.location.path = path;
  return reference;
}

// A registry, references and their join.
struct World {
  World(const std::string& yaml, std::vector<Reference> given, std::size_t results = 1,
        std::vector<std::string> inventoried = {})
      : registry(registry_of(yaml)), references(std::move(given)), matcher(registry) {
    input = input_of(&registry, {1'800'000'000});
    input.repository = results == 1 ? "acme/pay" : "";
    input.results = results;
    input.references = &references;
    input.inventoried = std::move(inventoried);
    index.emplace(input, &matcher);
  }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  bool is_complete(std::size_t credential = 0) const {
    return index->coverage_of(registry.credentials[credential])->is_complete;
  }

  Registry registry;
  std::vector<Reference> references;
  CredentialMatcher matcher;
  JudgeInput input;
  std::optional<ReferenceIndex> index;
};

constexpr const char* kOrganisation =
    "credentials: [{id: npm, identity: {secret_refs: ['github:acme:NPM']}}]\n";
constexpr const char* kProject =
    "credentials: [{id: pay, identity: {secret_refs: ['github:acme/pay:KEY']}}]\n";

}  // namespace

TEST_CASE("References that name one entry are uses of one secret, wherever they stand") {
  const World world(kOrganisation, {reference_to("github:acme/pay:NPM", "acme/pay"),
                                    reference_to("github:acme/pay:npm", "acme/pay"),
                                    reference_to("github:acme/web:NPM", "Acme/Web")});
  REQUIRE(world.index->tie(world.references[2]) != nullptr);
  CHECK(world.index->naming(world.registry.credentials[0]).size() == 3);
  const ReferenceUse first = world.index->use_of(world.references[0]);
  CHECK(first.repositories == std::vector<std::string>{"acme/pay", "acme/web"});
  CHECK(first.is_first);
  CHECK(first.is_first_in_file);
  const ReferenceUse second = world.index->use_of(world.references[1]);
  CHECK_FALSE(second.is_first);
  CHECK_FALSE(second.is_first_in_file);
  const ReferenceUse third = world.index->use_of(world.references[2]);
  CHECK_FALSE(third.is_first);
  CHECK(third.is_first_in_file);
}

TEST_CASE("Without an entry the same name in two repositories is two secrets") {
  const World world("credentials: []", {reference_to("github:acme/pay:K", "acme/pay"),
                                        reference_to("github:acme/web:K", "acme/web")});
  CHECK(world.index->tie(world.references[0]) == nullptr);
  CHECK(world.index->use_of(world.references[0]).repositories.size() == 1);
  CHECK(world.index->use_of(world.references[1]).is_first);
}

TEST_CASE("A reference that is resolved at run time is tied to nothing, and may mean its store") {
  Reference dynamic = reference_to("", "acme/pay");
  dynamic.name = "secrets[x]";
  dynamic.resolution = Resolution::kDynamic;
  const World world(
      "credentials:\n  - {id: pay, identity: {secret_refs: ['github:acme/pay:KEY']}}\n"
      "  - {id: npm, identity: {secret_refs: ['github:acme:NPM']}}\n"
      "  - {id: web, identity: {secret_refs: ['github:acme/web:KEY']}}\n"
      "  - {id: vault, identity: {secret_refs: ['vault:kv/x']}}\n",
      {dynamic});
  CHECK(world.index->tie(world.references[0]) == nullptr);
  const auto unresolved = [&](std::size_t i) {
    return world.index->coverage_of(world.registry.credentials[i])->unresolved;
  };
  CHECK(unresolved(0) == 1);
  CHECK(unresolved(1) == 1);
  CHECK(unresolved(2) == 0);
  CHECK(unresolved(3) == 0);
}

TEST_CASE("An entry is covered when every repository that can use it was looked at") {
  CHECK(World(kProject, {}).is_complete());
  CHECK(World(kProject, {}, 2, {"Acme/Pay"}).is_complete());
  CHECK_FALSE(World(kProject, {}, 2, {"acme/web"}).is_complete());
  CHECK(World(kProject, {reference_to("github:acme/pay:X", "acme/pay")}, 2).is_complete());
  CHECK_FALSE(World(kOrganisation, {}).is_complete());
  const std::string consumers =
      "credentials: [{id: npm, identity: {secret_refs: ['github:acme:NPM']}, locations: "
      "{consumers: ['repo:acme/pay', 'repo:acme/web']}}]\n";
  CHECK_FALSE(World(consumers, {}).is_complete());
  CHECK(World(consumers, {}, 2, {"acme/pay", "acme/web"}).is_complete());
  CHECK_FALSE(World("credentials: [{id: a}]", {}).is_complete());
}

TEST_CASE("Without references nothing is known about entries") {
  const Registry registry = registry_of(kProject);
  const CredentialMatcher matcher(registry);
  const JudgeInput input = input_of(&registry, {1'800'000'000});
  const ReferenceIndex index(input, &matcher);
  CHECK_FALSE(index.coverage_of(registry.credentials[0]));
  CHECK(index.naming(registry.credentials[0]).empty());
}

TEST_CASE("Without a registry references are joined with nothing and still counted") {
  JudgeInput input = input_of(nullptr, {1'800'000'000});
  const std::vector<Reference> references = {reference_to("github:acme/pay:K", "acme/pay")};
  input.references = &references;
  const ReferenceIndex index(input, nullptr);
  CHECK(index.tie(references[0]) == nullptr);
  CHECK(index.use_of(references[0]).repositories.size() == 1);
}

}  // namespace keyhound::testing
