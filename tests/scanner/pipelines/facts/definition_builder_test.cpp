// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/definition_builder.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

// A `%` is a template that refers to a secret.
ValueReading read_percent(DefinitionBuilder& builder, const SourceText& value,
                          const ValuePlace& place) {
  ValueReading reading;
  const std::size_t at = value.text.find('%');
  if (at == std::string::npos) return reading;
  SecretReference reference;
  reference.scope = place.scope;
  reference.sink = place.sink;
  reference.bound_as = place.bound_as;
  reference.key_path = place.key_path;
  const auto begin = static_cast<std::uint32_t>(at);
  reading.is_literal = false;
  reading.templates.push_back({{begin, begin + 1}, {builder.add(std::move(reference))}, {}});
  return reading;
}

struct Built {
  explicit Built(std::string yaml) : text(std::move(yaml)) {
    auto parsed = YamlDocument::parse(text);
    REQUIRE(parsed);
    document.emplace(std::move(*parsed));
    source = {"file", text, &*document, nullptr};
  }
  [[nodiscard]] const YamlNode* at(std::string_view key) const {
    return keyhound::at(root_of(&*document), key);
  }
  [[nodiscard]] std::string at_range(TextRange range) const {
    return text.substr(range.begin, range.size());
  }

  std::string text;
  std::optional<YamlDocument> document;
  DefinitionSource source;
  Definition definition;
};

TEST_CASE("A binding knows its name, value, place and references") {
  Built built("env:\n  A: x\n  B: 'y %'\n  C: ''\n  D: [1]\n");
  DefinitionBuilder builder(built.source, read_percent, built.definition);
  builder.bind_all(BindingKind::kEnvironment, {2, 3}, built.at("env"), "jobs/a/env");
  const auto& bindings = built.definition.bindings;
  REQUIRE(bindings.size() == 3);
  CHECK(bindings[0].name == "A");
  CHECK(bindings[0].key_path == "jobs/a/env/A");
  CHECK(bindings[0].is_literal);
  CHECK(bindings[0].scope == Scope{2, 3});
  CHECK(built.at_range(bindings[1].name_range) == "B");
  CHECK(built.at_range(bindings[1].value.whole) == "'y %'");
  CHECK_FALSE(bindings[1].is_literal);
  REQUIRE(bindings[1].references.size() == 1);
  const SecretReference& reference = built.definition.references[bindings[1].references[0]];
  CHECK(reference.bound_as == "B");
  CHECK(reference.key_path == "jobs/a/env/B");
  CHECK(reference.sink == SecretSink::kEnv);
  CHECK_FALSE(bindings[2].is_literal);
}

TEST_CASE("Encrypted values are told by their tag") {
  Built built("env: {A: !vault x, B: x}\n");
  DefinitionBuilder builder(built.source, read_percent, built.definition);
  builder.bind_all(BindingKind::kVariable, {}, built.at("env"), "env");
  CHECK(built.definition.bindings.at(0).is_encrypted);
  CHECK_FALSE(built.definition.bindings.at(1).is_encrypted);
}

TEST_CASE("The items of a list are one script, each line with its place") {
  Built built("script:\n  - one %\n  - - two\n    - |\n      three\n      four\n");
  DefinitionBuilder builder(built.source, read_percent, built.definition);
  builder.script({0, kNoFact}, built.at("script"), "job/script");
  REQUIRE(built.definition.scripts.size() == 1);
  const Script& script = built.definition.scripts[0];
  CHECK(script.text.text == "one %\ntwo\nthree\nfour\n");
  CHECK(script.templates.size() == 1);
  const auto three = static_cast<std::uint32_t>(script.text.text.find("three"));
  CHECK(built.at_range(script.text.source_of(TextRange{three, three + 5})) == "three");
  CHECK(built.definition.references.at(0).sink == SecretSink::kScript);
}

TEST_CASE("A script of nothing is none") {
  Built built("script: []\nnone:\n");
  DefinitionBuilder builder(built.source, read_percent, built.definition);
  builder.script({}, built.at("script"), "script");
  builder.script({}, built.at("none"), "none");
  CHECK(built.definition.scripts.empty());
}

TEST_CASE("A step without a name has its number in its job") {
  Definition definition;
  const DefinitionSource source;
  DefinitionBuilder builder(source, read_percent, definition);
  for (const auto& [job, name] :
       std::vector<std::pair<FactIndex, std::string>>{{0, ""}, {0, "build"}, {1, ""}, {0, ""}}) {
    Step step;
    step.job = job;
    step.name = name;
    builder.add(step);
  }
  CHECK(definition.steps[0].name == "1");
  CHECK(definition.steps[1].name == "build");
  CHECK(definition.steps[2].name == "1");
  CHECK(definition.steps[3].name == "3");
}

TEST_CASE("A job begins at its key") {
  Built built("jobs: x\n");
  DefinitionBuilder builder(built.source, read_percent, built.definition);
  const MappingEntry entry = entries_of(root_of(&*built.document)).at(0);
  const Job job = builder.job_at("jobs", entry.key, *entry.value, "jobs");
  CHECK(built.at_range(job.range) == "jobs: x");
  CHECK(built.at_range(job.name_range) == "jobs");
}

TEST_CASE("Paths are the lines of a value or the items of a list") {
  Built built("a: |\n  x/**\n\n    y \nb: [x, ' y ', [z]]\n");
  DefinitionBuilder builder(built.source, read_percent, built.definition);
  for (const char* key : {"a", "b"}) {
    const auto paths = builder.paths(built.at(key));
    REQUIRE(paths.size() == 2);
    CHECK(paths[1].text == "y");
    CHECK(built.at_range(paths[1].whole) == "y");
  }
}

TEST_CASE("Shells have their language") {
  CHECK(language_of("") == ScriptLanguage::kPosix);
  CHECK(language_of("/bin/bash -e {0}") == ScriptLanguage::kPosix);
  CHECK(language_of("PowerShell") == ScriptLanguage::kPowerShell);
  CHECK(language_of("pwsh -command") == ScriptLanguage::kPowerShell);
  CHECK(language_of("C:\\Windows\\cmd.exe") == ScriptLanguage::kBatch);
  CHECK(language_of("python3") == ScriptLanguage::kOther);
}

TEST_CASE("Every kind of binding has its sink") {
  CHECK(sink_of(BindingKind::kEnvironment) == SecretSink::kEnv);
  CHECK(sink_of(BindingKind::kInput) == SecretSink::kInput);
  CHECK(sink_of(BindingKind::kOutput) == SecretSink::kOutput);
  CHECK(sink_of(BindingKind::kSecretsMap) == SecretSink::kSecretsMap);
  CHECK(sink_of(BindingKind::kRegistryPassword) == SecretSink::kCredentials);
  CHECK(sink_of(BindingKind::kSecretData) == SecretSink::kFile);
}

}  // namespace
}  // namespace keyhound
