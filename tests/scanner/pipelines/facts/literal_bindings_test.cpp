// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/literal_bindings.h"

#include <doctest/doctest.h>

#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

Definition definition_of(std::string_view platform) {
  Definition definition;
  definition.platform = find_platform(platform);
  return definition;
}

void bind(Definition& definition, std::string name, std::string value, FactIndex job = kNoFact) {
  Binding binding;
  binding.name = std::move(name);
  binding.value.text = std::move(value);
  const auto place = static_cast<std::uint32_t>(definition.bindings.size());
  binding.value.whole = {place, place + 1};
  binding.scope.job = job;
  binding.is_literal = true;
  definition.bindings.push_back(std::move(binding));
}

bool any(const Definition&, const Binding&) { return true; }

TEST_CASE("A place counts once, encrypted values and lists of secrets not at all") {
  Definition definition = definition_of("github-actions");
  for (int i = 0; i < 4; ++i) bind(definition, "API_TOKEN", "Qm4tRz8wLkVb7Xc2");
  definition.bindings[1].value.whole = definition.bindings[0].value.whole;
  definition.bindings[2].is_encrypted = true;
  definition.bindings[3].name = "build-secrets";
  CHECK(credential_bindings(definition, any).size() == 1);
}

TEST_CASE("What the job's own database takes is a throw-away") {
  Definition definition = definition_of("github-actions");
  bind(definition, "POSTGRES_PASSWORD", "S3cretQm4t", 1);
  bind(definition, "DB_PASSWORD", "S3cretQm4t", 1);
  bind(definition, "DB_PASSWORD", "S3cretQm4t", 2);
  bind(definition, "MAIL_HOST", "localhost");
  bind(definition, "MAIL_PASSWORD", "Rz8wQm4t", 2);
  const auto found = credential_bindings(definition, any);
  REQUIRE(found.size() == 4);
  CHECK(found[0].kind == LiteralKind::kThrowAway);
  CHECK(found[1].kind == LiteralKind::kThrowAway);
  CHECK(found[2].kind == LiteralKind::kCredential);
  CHECK(found[3].kind == LiteralKind::kThrowAway);
}

TEST_CASE("Databases of clusters last, and a Secret's name there is none") {
  Definition definition = definition_of("kubernetes");
  bind(definition, "POSTGRES_PASSWORD", "S3cretQm4t");
  bind(definition, "authSecret", "gateway-auth1");
  const auto found = credential_bindings(definition, any);
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == LiteralKind::kCredential);
}

}  // namespace
}  // namespace keyhound
