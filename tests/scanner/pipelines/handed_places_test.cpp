// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/handed_places.h"

#include <doctest/doctest.h>

#include "tests/support/definition_set_text.h"

namespace keyhound {
namespace {

using Names = std::vector<std::string>;

DefinitionSet tree(const std::string& lines) {
  return testing::set_of(
      {{"a/action.yml", "runs:\n  using: composite\n  steps:\n    - shell: bash\n      run: |\n" +
                            lines + "    - {shell: bash, run: 'tool ${{ inputs.one }}'}\n"},
       {".github/workflows/ci.yml",
        "on: push\njobs:\n  a:\n    runs-on: u\n    steps:\n    - uses: ./a\n"
        "      with: {one: '${{ secrets.ONE }}', two: '${{ secrets.TWO }}'}\n"}});
}

// The names at a part of the first script.
Names names_at(const DefinitionSet& set, const std::string& part) {
  const Definition& action = *set.find("a/action.yml");
  const Script& script = action.scripts.front();
  PipelineFinding finding;
  finding.scope = script.scope;
  finding.key_path = script.key_path;
  const auto begin = static_cast<std::uint32_t>(action.text.find(part));
  finding.range = {begin, begin + static_cast<std::uint32_t>(part.size())};
  Names names;
  for (const SecretReference* one : HandedPlaces(action).at(finding)) names.push_back(one->name);
  return names;
}

}  // namespace

TEST_CASE("What callers hand in is found where it stands, and where a finding's script uses it") {
  const DefinitionSet set =
      tree("        x ${{ inputs.two }} ${{ inputs.one }}\n        y ${{ inputs.three }}\n");
  CHECK(names_at(set, "x ${{ inputs.two }}") == Names{"two", "two"});
  CHECK(names_at(set, "${{ inputs.two }} ${{ inputs.one }}") == Names{"two", "two", "one", "one"});
  CHECK(names_at(set, "${{ inputs.tw").empty());
  CHECK(names_at(set, "y ${{ inputs.three }}").empty());
  CHECK(HandedPlaces(*set.find(".github/workflows/ci.yml")).empty());
  CHECK_FALSE(HandedPlaces(*set.find("a/action.yml")).empty());
}

TEST_CASE("A finding about very many secrets knows the first ones") {
  std::string line;
  for (int i = 0; i < 100; ++i) line += "${{ inputs.one }}";
  CHECK(names_at(tree("        " + line + "\n"), line).size() == HandedPlaces::kMostOfFinding);
}

}  // namespace keyhound
