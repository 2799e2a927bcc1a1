// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/finding_builder.h"

#include <doctest/doctest.h>

#include "tests/support/definition_text.h"

namespace keyhound {
namespace {

constexpr std::string_view kWorkflow =
    "on: push\n"
    "jobs:\n"
    "  build:\n"
    "    steps:\n"
    "      - name: Publish\n"
    "        uses: acme/Publish@v2\n"
    "        with: {Key: '${{ secrets.KEY }}', plain: x}\n"
    "      - run: a ${{ secrets.A }} ${{ github.token }} ${{ vars.V }}\n";

TEST_CASE("Findings stand at their facts, and are about their names") {
  const Definition definition = testing::read_workflow(kWorkflow);
  const PipelineFinding bound = finding_at(definition.bindings.at(0), Level::kNote, "m");
  CHECK(testing::text_at(definition, bound.range) == "'${{ secrets.KEY }}'");
  CHECK(bound.subject == "Key");
  CHECK(bound.key_path == "jobs/build/steps/0/with/Key");
  CHECK_FALSE(bound.is_literal);
  CHECK(finding_at(definition.bindings.at(1), Level::kNote, "m").is_literal);
  const PipelineFinding referred = finding_at(definition.references.at(0), Level::kError, "m");
  CHECK(testing::text_at(definition, referred.range) == "secrets.KEY");
  CHECK(referred.subject == "KEY");
  const PipelineFinding stepped = finding_at(definition.steps.at(0), 0, Level::kError, "m");
  CHECK(testing::text_at(definition, stepped.range) == "acme/Publish@v2");
  CHECK(stepped.scope == Scope{0, 0});
  const PipelineFinding written =
      finding_at(definition.scripts.at(0), {2, 18}, "s", Level::kWarning, "m");
  CHECK(testing::text_at(definition, written.range) == "${{ secrets.A }}");
  CHECK(written.subject == "s");
}

TEST_CASE("Places are named by step and job") {
  const Definition definition = testing::read_workflow(kWorkflow);
  CHECK(in_scope(definition, {0, 0}) == " in step Publish of job build");
  CHECK(in_scope(definition, {0, 1}) == " in step 2 of job build");
  CHECK(in_scope(definition, {0, kNoFact}) == " in job build");
  CHECK(in_scope(definition, {kNoFact, 0}) == " in step Publish");
  CHECK(in_scope(definition, {}).empty());
  CHECK(step_of(definition, {0, 9}) == nullptr);
  CHECK(job_of(definition, {0, 0}) == &definition.jobs[0]);
}

TEST_CASE("Names are listed once, sorted, and no more than asked for") {
  CHECK(list_names({}).empty());
  CHECK(list_names({"a"}) == "a");
  CHECK(list_names({"b", "a", "b"}) == "a and b");
  CHECK(list_names({"c", "a", "b"}) == "a, b and c");
  CHECK(list_names({"d", "c", "a", "b"}) == "a, b, c and 1 more");
  CHECK(list_names({"d", "c", "a", "b"}, 1) == "a and 3 more");
}

TEST_CASE("A secret of several fields is named with its field") {
  SecretReference reference;
  reference.name = "kv/pay";
  CHECK(name_of(reference) == "kv/pay");
  reference.field = "key";
  CHECK(name_of(reference) == "kv/pay#key");
}

TEST_CASE("Checks speak of secrets that people keep") {
  SecretReference reference;
  CHECK(is_kept_secret(reference));
  reference.confidence = Confidence::kLow;
  CHECK_FALSE(is_kept_secret(reference));
  reference.confidence = Confidence::kMedium;
  reference.kind = "input";
  CHECK(is_kept_secret(reference));
  reference.kind = "identity";
  CHECK_FALSE(is_kept_secret(reference));
  reference.kind = "secret";
  reference.is_platform_token = true;
  CHECK_FALSE(is_kept_secret(reference));
}

TEST_CASE("Kept secrets tell more than the platform's tokens, sure ones more than likely ones") {
  Definition definition = testing::read_workflow(kWorkflow);
  std::vector<const ScriptUse*> uses;
  for (const ScriptUse& use : definition.scripts.at(0).uses) uses.push_back(&use);
  REQUIRE(uses.size() == 3);
  const auto kept = telling_uses(definition, uses);
  CHECK(names_of(definition, kept) == "A");
  CHECK(level_of_uses(definition, kept, Level::kError, Level::kNote) == Level::kError);
  const auto token = telling_uses(definition, std::vector<const ScriptUse*>{uses[1], uses[2]});
  CHECK(names_of(definition, token) == "GITHUB_TOKEN");
  CHECK(level_of_uses(definition, token, Level::kError, Level::kNote) == Level::kNote);
  definition.references[uses[0]->reference].confidence = Confidence::kMedium;
  CHECK(level_of_uses(definition, kept, Level::kError, Level::kNote) == Level::kWarning);
}

TEST_CASE("The parts of what a step calls") {
  CHECK(action_name("Actions/Checkout@v4") == "actions/checkout");
  CHECK(action_name("./local") == "./local");
  CHECK(action_revision("a/b@v4.1") == "v4.1");
  CHECK(action_revision("a/b").empty());
  CHECK(major_version("v4.1.2") == 4);
  CHECK(major_version("12") == 12);
  CHECK(major_version("release-4") == 0);
  CHECK(major_version("") == 0);
  CHECK(major_version("v99999999999999999999") == 0);
  CHECK(is_pinned_revision(std::string(40, 'a')));
  CHECK(is_pinned_revision("sha256:abc"));
  CHECK_FALSE(is_pinned_revision("v4"));
  CHECK_FALSE(is_pinned_revision(std::string(40, 'g')));
}

TEST_CASE("Inputs are found in any case, one by one or by an index") {
  const Definition definition = testing::read_workflow(kWorkflow);
  const InputIndex index(definition);
  for (const Binding* found : {input_of(definition, 0, "key"), index.find(0, "KEY")}) {
    REQUIRE(found != nullptr);
    CHECK(found->name == "Key");
  }
  CHECK(input_of(definition, 1, "key") == nullptr);
  CHECK(index.find(0, "other") == nullptr);
}

}  // namespace
}  // namespace keyhound
