// SPDX-License-Identifier: Apache-2.0
// Runs importers over texts and over fixtures/importers, and checks what must hold for all of them:
// what they write loads and lints, and nothing that must not be taken over stands in it.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "policies/evaluation/judge.h"
#include "policies/importers/import_run.h"
#include "policies/registry/registry_lint.h"
#include "tests/policies/hostile_names.h"
#include "tests/support/build_places.h"

namespace keyhound::testing {

constexpr Timestamp kImportTime{1'795'392'000};  // 2026-11-23

inline ImportOptions import_options() {
  ImportOptions options;
  options.now = kImportTime;
  return options;
}

inline std::string import_fixture(const std::string& name) {
  std::ifstream file(std::string(testing::kSourceDir) + "/fixtures/importers/" + name,
                     std::ios::binary);
  REQUIRE_MESSAGE(file.good(), name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

using NamedTexts = std::vector<std::pair<std::string, std::string>>;

inline Result<ImportedRegistry> try_import(const std::string& format, const NamedTexts& texts,
                                           const ImportOptions& options = import_options()) {
  const Importer* importer = find_importer(format);
  REQUIRE_MESSAGE(importer != nullptr, format);
  std::vector<ImportFile> files;
  for (const auto& [name, text] : texts) files.push_back(make_import_file(name, text));
  return run_import(*importer, files, options);
}

// Fails the test where the import does.
inline ImportedRegistry imported(const std::string& format, const NamedTexts& texts,
                                 const ImportOptions& options = import_options()) {
  Result<ImportedRegistry> result = try_import(format, texts, options);
  if (!result) FAIL(result.error().message);
  return std::move(*result);
}

// The problems of an import; empty: it succeeded.
inline std::string import_problems(const std::string& format, const std::string& text,
                                   const ImportOptions& options = import_options()) {
  const Result<ImportedRegistry> result = try_import(format, {{"in", text}}, options);
  return result ? std::string() : result.error().message;
}

// The written registry, read back. Lint may only miss what a person adds to an exception.
inline Registry loaded(const ImportedRegistry& import,
                       const ImportOptions& options = import_options()) {
  const std::string yaml = write_import(import, options);
  CHECK(yaml.find("not-to-be-read") == std::string::npos);
  Result<Registry> registry = parse_registry(yaml, "imported.yaml");
  if (!registry) FAIL((registry.error().message + "\n" + yaml));
  for (const RegistryProblem& problem : lint_registry(*registry, {options.now, {}})) {
    const bool is_for_a_person = problem.message.find("waives nothing") != std::string::npos;
    CHECK_MESSAGE((!problem.is_error || is_for_a_person), to_string(problem));
  }
  return std::move(*registry);
}

// Imports files of fixtures/importers/<folder> and compares what is written with its expected.yaml
// (KEYHOUND_UPDATE_GOLDEN=1 rewrites it).
inline ImportedRegistry check_golden(const std::string& format, const std::string& folder,
                                     const std::vector<std::string>& names,
                                     const ImportOptions& options = import_options(),
                                     const std::string& golden = "expected.yaml") {
  NamedTexts texts;
  for (const std::string& name : names) {
    const std::string file = name.substr(name.rfind('/') + 1);
    texts.emplace_back(
        file, import_fixture(name.find('/') == std::string::npos ? folder + "/" + name : name));
  }
  ImportedRegistry import = imported(format, texts, options);
  const std::string yaml = write_import(import, options);
  if (std::getenv("KEYHOUND_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(std::string(testing::kSourceDir) + "/fixtures/importers/" + folder + "/" + golden)
        << yaml;
  }
  CHECK(yaml == import_fixture(folder + "/" + golden));
  loaded(import, options);
  return import;
}

// However an input is damaged, the import answers with entries that load, or with problems that
// name the file; and what must not be taken over stands in neither.
inline void check_damaged(const std::string& format, const std::string& text,
                          const ImportOptions& options = import_options()) {
  std::vector<std::string> inputs = {
      "",      "\xEF\xBB\xBF" + text, text + text, "\xFF\xFE" + text, "null", "[]", "{}", "[[[]]]",
      "\"x\"", "---\n---\n",          "0"};
  const std::size_t step = text.size() / 200 + 1;
  for (std::size_t at = 0; at < text.size(); at += step) {
    inputs.push_back(text.substr(0, at));
    inputs.push_back(text.substr(0, at) + '\0' + text.substr(at));
    inputs.push_back(text.substr(0, at) + '\xFF' + text.substr(at + 1));
    inputs.push_back(text.substr(0, at) + '"' + text.substr(at + 1));
    inputs.push_back(text.substr(0, at) + "7" + text.substr(at + 1));
  }
  inputs.push_back(std::string(100'000, '['));
  inputs.push_back(std::string(100'000, '{'));
  std::string deep = text;
  for (int i = 0; i < 1000; ++i) deep = "[" + deep + "]";
  inputs.push_back(deep);
  for (const std::string& input : inputs) {
    const Result<ImportedRegistry> result = try_import(format, {{"in", input}}, options);
    if (result) {
      const std::string yaml = write_import(*result, options);
      const Result<Registry> registry = parse_registry(yaml, "out.yaml");
      if (!registry) FAIL_CHECK((registry.error().message + "\n" + yaml));
      CHECK(yaml.find("not-to-be-read") == std::string::npos);
      continue;
    }
    CHECK(result.error().kind == ErrorKind::kConfiguration);
    CHECK(result.error().message.rfind("in:", 0) == 0);
    CHECK(result.error().message.find("not-to-be-read") == std::string::npos);
  }
}

}  // namespace keyhound::testing
