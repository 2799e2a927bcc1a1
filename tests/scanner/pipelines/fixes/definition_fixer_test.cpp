// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/definition_fixer.h"

#include "tests/scanner/pipelines/fixes/fixed_text.h"
#include "tests/support/pipeline_cases.h"

namespace keyhound {
namespace {

constexpr const char* kPath = ".github/workflows/ci.yml";

std::vector<FixedDefinition> fixed(const std::map<std::string, std::string>& files,
                                   const FixOptions& options) {
  DefinitionSet set = testing::set_of(files);
  return fix_definitions(set, options);
}

// Those of the files that are definitions, whatever else is told about them.
DefinitionSet definitions_among(const std::map<std::string, std::string>& files) {
  std::vector<Definition> definitions;
  std::vector<Diagnostic> told;
  for (const auto& [path, content] : files)
    if (auto one = read_definition(path, content, nullptr, told))
      definitions.push_back(std::move(*one));
  return DefinitionSet(std::move(definitions));
}

const std::string text =
    "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
    "    - uses: actions/checkout@v4\n    - uses: actions/checkout@v4\n    - run: git push\n"
    "  b:\n    runs-on: ubuntu-latest\n    steps:\n    - uses: actions/checkout@v4\n"
    "    - run: make\n";

}  // namespace

TEST_CASE("What was fixed and what was not is told by line of the text before") {
  const auto all = fixed({{kPath, text}}, {.strict = true, .checks = {}, .paths = {}});
  REQUIRE(all.size() == 1);
  REQUIRE(all[0].outcomes.size() == 3);
  CHECK(all[0].fixed() == 1);
  const std::uint32_t lines[] = {6, 7, 12};
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(all[0].outcomes[i].line == lines[i]);
    CHECK(all[0].outcomes[i].check->info.id == "checkout-persists-credentials");
    CHECK(all[0].outcomes[i].reason == (i < 2 ? "step 3 runs git push" : ""));
  }
}

TEST_CASE("Checks that are asked for are fixed with --strict or by name, and only at the paths") {
  const std::set<std::string> named = {"checkout-persists-credentials"};
  CHECK(fixed({{kPath, text}}, {}).empty());
  CHECK(fixed({{kPath, text}}, {.strict = false, .checks = named, .paths = {}}).size() == 1);
  CHECK(
      fixed({{kPath, text}}, {.strict = true, .checks = {"secrets-inherit"}, .paths = {}}).empty());
  const std::map<std::string, std::string> two = {{kPath, text}, {".github/workflows/b.yml", text}};
  const auto one = fixed(two, {.strict = true, .checks = {}, .paths = {kPath}});
  REQUIRE(one.size() == 1);
  CHECK(one[0].path == kPath);
}

TEST_CASE("Where the limit of a file's size lets only some be fixed, these are, in bounded time") {
  std::string large = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n";
  const std::string filler = "    # " + std::string(90, '-') + "\n";
  for (int i = 0; i < 40; ++i)
    large += "    - run: tell ${{ secrets.NAME_" + std::to_string(i) + " }}\n";
  while (large.size() + filler.size() < kPipelineYamlLimits.bytes - 600) large += filler;
  const auto once = fixed({{kPath, large}},
                          {.strict = false, .checks = {"secret-in-script-template"}, .paths = {}});
  REQUIRE(once.size() == 1);
  CHECK(once[0].fixed() > 0);
  CHECK(once[0].fixed() < 40);
  CHECK(once[0].outcomes.size() == 40);
  CHECK(once[0].after.size() <= kPipelineYamlLimits.bytes);
}

TEST_CASE("A file that repeats keys is left as it is") {
  DefinitionSet set = definitions_among({{kPath, text + "on: push\n"}});
  const auto all = fix_definitions(set, {.strict = true, .checks = {}, .paths = {}});
  REQUIRE(all.size() == 1);
  CHECK(all[0].fixed() == 0);
  CHECK(all[0].after == all[0].before);
}

TEST_CASE("Of every fixture, what fixes make is stable, and has fewer findings and no new ones") {
  std::size_t changed = 0;
  for (const testing::PipelineCase& one : testing::read_pipeline_cases()) {
    CAPTURE(one.check);
    CAPTURE(one.title);
    std::map<std::string, std::string> files = one.files;
    const FixOptions options = {.strict = true, .checks = {}, .paths = {}};
    DefinitionSet before = definitions_among(files);
    const std::size_t findings = run_checks(before, {.strict = true}).size();
    std::size_t gone = 0;
    for (const FixedDefinition& file : fix_definitions(before, options)) {
      files[file.path] = file.after;
      gone += file.fixed();
      if (file.after != file.before) ++changed;
    }
    DefinitionSet after = definitions_among(files);
    CHECK(run_checks(after, {.strict = true}).size() + gone <= findings);
    for (const FixedDefinition& file : fix_definitions(after, options))
      CHECK(file.after == file.before);
  }
  CHECK(changed >= 8);
}

TEST_CASE("One run fixes thousands of findings of a file, also those of one step") {
  const auto key = [](int number) { return "${{ secrets.KEY_" + std::to_string(number) + " }}"; };
  std::string wide = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n";
  for (int i = 0; i < 2'100; ++i) wide += "      - run: deploy --key " + key(i) + "\n";
  std::string deep =
      "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n";
  for (int i = 0; i < 70; ++i) deep += "          deploy --key " + key(i) + "\n";
  for (const auto& [content, count] : {std::pair(wide, 2'100U), std::pair(deep, 70U)}) {
    const auto first = fixed({{kPath, content}}, {});
    REQUIRE(first.size() == 1);
    CHECK(first[0].fixed() == count);
    CHECK(first[0].outcomes.size() == count);
    CHECK(fixed({{kPath, first[0].after}}, {}).empty());
  }
}

}  // namespace keyhound
