// SPDX-License-Identifier: Apache-2.0
// Every check on its fixtures (tests/support/pipeline_cases.h).
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "scanner/base/source_position.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/definition_reader.h"
#include "scanner/pipelines/included_definitions.h"
#include "tests/support/pipeline_cases.h"
#include "tests/support/text_tree.h"

namespace keyhound {
namespace {

struct CaseResult {
  DefinitionSet set;
  std::vector<PipelineFinding> findings;
};

// Stands for what a scan finds: fixtures hold no real-looking credential.
void find_credentials(Definition& definition) {
  constexpr std::string_view kStandIn = "STAND-IN-FOR-A-CREDENTIAL";
  const std::string_view text = definition.text;
  for (std::size_t at = text.find(kStandIn); at != std::string_view::npos;
       at = text.find(kStandIn, at + 1)) {
    const auto begin = static_cast<std::uint32_t>(at);
    const auto end = static_cast<std::uint32_t>(at + kStandIn.size());
    definition.credentials.push_back({{begin, end}, "Example token", 0});
  }
}

CaseResult run(const testing::PipelineCase& one, bool strict) {
  const testing::TextTree tree(one.files);
  std::vector<Definition> definitions;
  std::vector<Diagnostic> diagnostics;
  for (const auto& [path, text] : one.files)
    if (auto definition = read_definition(path, text, &tree, diagnostics))
      definitions.push_back(std::move(*definition));
  read_included_definitions(definitions, tree, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics) CHECK_MESSAGE(false, diagnostic.message);
  for (Definition& definition : definitions) find_credentials(definition);
  CaseResult result{DefinitionSet(std::move(definitions)), {}};
  CheckOptions options;
  options.strict = strict;
  options.owner = one.owner;
  result.findings = run_checks(result.set, options);
  return result;
}

std::string place_of(const PipelineFinding& finding) {
  const std::string_view before =
      std::string_view(finding.definition->text).substr(0, finding.range.begin);
  return finding.definition->path + ":" + std::to_string(advance({}, before).line) + " " +
         std::string(to_string(finding.level));
}

TEST_CASE("Every check finds what its bad fixtures name, and nothing in good ones") {
  for (const testing::PipelineCase& one : testing::read_pipeline_cases()) {
    const std::string title = one.check + "/" + one.platform + ": " + one.title;
    CAPTURE(title);
    const Check* check = find_check(one.check);
    REQUIRE(check != nullptr);
    CHECK(one.is_bad == !one.expected.empty());
    const CaseResult result = run(one, !one.is_bad || check->info.strict_only);
    CHECK_FALSE(result.set.definitions().empty());
    std::vector<std::string> found;
    for (const PipelineFinding& finding : result.findings) {
      const bool counts = finding.check == check;
      if (!counts && !one.is_bad)
        CHECK_MESSAGE(false, finding.check->info.id << " at " << place_of(finding) << ": "
                                                    << finding.message);
      if (counts) found.push_back(place_of(finding));
    }
    std::sort(found.begin(), found.end());
    CHECK(found == one.expected);
  }
}

TEST_CASE("Every check has a bad and a good fixture, for each platform that it has any of") {
  std::set<std::pair<std::string, bool>> seen;
  std::set<std::pair<std::string, std::string>> kinds[2];
  for (const testing::PipelineCase& one : testing::read_pipeline_cases()) {
    seen.insert({one.check, one.is_bad});
    kinds[one.is_bad ? 1 : 0].insert({one.check, one.platform});
  }
  CHECK(kinds[0] == kinds[1]);
  for (const Check* check : checks()) {
    CAPTURE(check->info.id);
    CHECK(seen.contains({std::string(check->info.id), true}));
    CHECK(seen.contains({std::string(check->info.id), false}));
  }
}

TEST_CASE("No message of a check shows the value that it is about") {
  for (const testing::PipelineCase& one : testing::read_pipeline_cases()) {
    const CaseResult result = run(one, true);
    for (const PipelineFinding& finding : result.findings) {
      if (!finding.is_literal) continue;
      const std::string value =
          finding.definition->text.substr(finding.range.begin, finding.range.size());
      CAPTURE(finding.message);
      CHECK(finding.message.find(value) == std::string::npos);
    }
  }
}

}  // namespace
}  // namespace keyhound
