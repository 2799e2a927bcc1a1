// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/github/github_values.h"

#include <doctest/doctest.h>

#include "tests/support/definition_text.h"

namespace keyhound {
namespace {

struct Value {
  Definition definition;
  [[nodiscard]] const Binding& binding() const { return definition.bindings.at(0); }
  [[nodiscard]] const SecretReference& reference(std::size_t i = 0) const {
    return definition.references.at(i);
  }
};

Value value(std::string_view text) {
  return {testing::read_workflow("on: push\nenv:\n  A: \"" + std::string(text) + "\"\njobs: {}\n")};
}

TEST_CASE("A secret is named, with its place, in any case of its letters") {
  for (const char* text : {"${{ secrets.Key }}", "${{ Secrets['Key'] }}", "x${{secrets.Key}}y"}) {
    const Value read = value(text);
    REQUIRE(read.definition.references.size() == 1);
    CHECK(read.reference().store == "github-secrets");
    CHECK(read.reference().name == "Key");
    CHECK(read.reference().id == "KEY");
    CHECK(read.reference().bound_as == "A");
    CHECK(testing::text_at(read.definition, read.reference().range).find("Key") !=
          std::string::npos);
    CHECK_FALSE(read.binding().is_literal);
    CHECK(read.binding().references.size() == 1);
  }
}

TEST_CASE("An expression that is nested too deep is told, and so are its place and the others") {
  const std::string deep = std::string(10'000, '(') + "secrets.A" + std::string(10'000, ')');
  std::vector<Diagnostic> told;
  const auto definition =
      read_definition(".github/workflows/ci.yml",
                      "on: push\nenv:\n  A: ${{ " + deep + " }}\n  B: ${{ secrets.B }}\n  C: ${{ " +
                          deep + " }}\njobs: {}\n",
                      nullptr, told);
  REQUIRE(definition);
  REQUIRE(definition->references.size() == 1);
  CHECK(definition->references.front().name == "B");
  REQUIRE(told.size() == 1);
  CHECK(told.front().kind == "expression-limit");
  CHECK(told.front().incomplete);
  CHECK(told.front().message.starts_with("3:6: this expression and 1 more are longer or nested"));
}

TEST_CASE("What only looks like a secret is none") {
  for (const char* text :
       {"secrets.KEY", "${{ needs.secrets.outputs.x }}", "${{ 'secrets.KEY' }}",
        "${{ inputs.token }}", "${{ steps.secrets }}", "$KEY", "${{ github.ref }}"}) {
    CAPTURE(text);
    CHECK(value(text).definition.references.empty());
  }
  CHECK(value("secrets.KEY").binding().is_literal);
}

TEST_CASE("The token of the run is nobody's secret") {
  for (const char* text : {"${{ github.token }}", "${{ secrets.GITHUB_TOKEN }}"}) {
    CHECK(value(text).reference().is_platform_token);
    CHECK(value(text).reference().kind == "platform-token");
  }
}

TEST_CASE("Variables of the repository are listed, and are no secrets") {
  CHECK(value("${{ vars.NAME }}").reference().kind == "variable");
  CHECK(value("${{ vars.NAME }}").reference().confidence == Confidence::kLow);
}

TEST_CASE("All secrets at once, or one that only the run knows") {
  CHECK(value("${{ toJSON(secrets) }}").reference().is_whole_store);
  CHECK(value("${{ toJSON(secrets) }}").reference().resolution == Resolution::kDynamic);
  CHECK(value("${{ secrets[matrix.key] }}").reference().resolution == Resolution::kDynamic);
  CHECK(value("${{ fromJSON(secrets.X).y }}").reference().is_derived);
}

TEST_CASE("A secret that is only compared is tested, not used") {
  CHECK(value("${{ secrets.X != '' }}").reference().is_tested);
  CHECK_FALSE(value("${{ secrets.X || 'a' }}").reference().is_tested);
  const Value both = value("${{ secrets.X && secrets.Y }}");
  CHECK(both.reference(0).is_tested);
  CHECK_FALSE(both.reference(1).is_tested);
}

TEST_CASE("A broken expression is no literal, and names nothing") {
  for (const char* text : {"${{ secrets. }}", "${{ secrets.X", "${{ }}", "${{ (secrets.X }}"}) {
    CAPTURE(text);
    CHECK(value(text).definition.references.empty());
    CHECK_FALSE(value(text).binding().is_literal);
  }
}

}  // namespace
}  // namespace keyhound
