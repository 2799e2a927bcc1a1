// SPDX-License-Identifier: Apache-2.0
// Docker Compose: a service is a job. https://docs.docker.com/reference/compose-file/
#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/facts/credential_literal.h"
#include "scanner/pipelines/facts/definition_builder.h"
#include "scanner/pipelines/facts/exec_script.h"
#include "scanner/pipelines/facts/name_value.h"
#include "scanner/pipelines/facts/script_uses.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

bool has_path(std::string_view path) {
  const std::string name = to_lower_ascii(path.substr(path.find_last_of('/') + 1));
  if (!name.ends_with(".yml") && !name.ends_with(".yaml")) return false;
  return name.starts_with("docker-compose") || name.starts_with("compose.") ||
         name.find(".docker-compose.") != std::string::npos;
}

// Services of which each has an image or is built. Other CI systems have a list of services, or
// steps beside them.
bool has_shape(const YamlDocument& document) {
  const YamlNode* root = root_of(&document);
  for (const std::string_view other : {"steps", "pipeline", "jobs", "apiVersion", "pipelines"})
    if (at(root, other) != nullptr) return false;
  const auto services = entries_of(at(root, "services"));
  return !services.empty() && std::all_of(services.begin(), services.end(), [](const auto& one) {
    return is_scalar(at(one.value, "image")) || at(one.value, "build") != nullptr;
  });
}

bool is_name_start(char c) { return is_alpha_ascii(c) || c == '_'; }
bool is_name_part(char c) { return is_alnum_ascii(c) || c == '_'; }

// A variable that Compose replaces: $NAME, ${NAME}, ${NAME:-default}.
struct Variable {
  TextRange range;
  std::string_view name;
};

// Finds the next one at or behind `from`. $$ is a dollar sign.
std::optional<Variable> next_variable(std::string_view text, std::size_t from) {
  for (std::size_t i = from; i + 1 < text.size(); ++i) {
    if (text[i] != '$') continue;
    if (text[i + 1] == '$') {
      ++i;
      continue;
    }
    const bool has_brace = text[i + 1] == '{';
    const std::size_t begin = i + (has_brace ? 2 : 1);
    if (begin >= text.size() || !is_name_start(text[begin])) continue;
    std::size_t end = begin;
    while (end < text.size() && is_name_part(text[end])) ++end;
    const std::string_view name = text.substr(begin, end - begin);
    // A default may have variables of its own; they are found behind this one.
    if (has_brace && end < text.size() && text[end] == '}') ++end;
    return Variable{{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end)}, name};
  }
  return std::nullopt;
}

// A variable of the environment that `docker compose` runs in, or of its .env file.
std::optional<SecretReference> reference_of(const Variable& variable) {
  const auto confidence = confidence_of_variable(variable.name);
  if (!confidence) return std::nullopt;
  SecretReference reference;
  reference.store = "environment";
  reference.kind = *confidence == Confidence::kLow ? "variable" : "secret";
  reference.name = std::string(variable.name);
  reference.id = reference.name;
  reference.confidence = *confidence;
  return reference;
}

ValueReading read_value(DefinitionBuilder& builder, const SourceText& value,
                        const ValuePlace& place) {
  ValueReading reading;
  std::size_t from = 0;
  while (const auto variable = next_variable(value.text, from)) {
    from = variable->range.end;
    reading.is_literal = false;
    TemplateRange& range = reading.templates.emplace_back();
    range.range = variable->range;
    auto reference = reference_of(*variable);
    if (!reference) continue;
    reference->scope = place.scope;
    reference->sink = place.sink;
    reference->bound_as = place.bound_as;
    reference->key_path = place.key_path;
    reference->range = value.source_of(variable->range);
    range.references.push_back(builder.add(std::move(*reference)));
  }
  return reading;
}

// A secret of the file's own `secrets:`, where a service takes it.
void add_secret_use(DefinitionBuilder& builder, Scope scope, const YamlNode& name,
                    std::string_view target, const std::string& path) {
  SecretReference reference;
  reference.scope = scope;
  reference.store = "docker-secrets";
  reference.name = std::string(text_of(&name));
  reference.id = reference.name;
  reference.bound_as = std::string(target);
  reference.sink = SecretSink::kFile;
  reference.range = builder.range_of(name);
  reference.key_path = path;
  builder.add(std::move(reference));
}

void read_service_secrets(DefinitionBuilder& builder, Scope scope, const YamlNode* secrets,
                          const std::string& path) {
  std::size_t index = 0;
  for (const YamlNode* item : items_of(secrets)) {
    const std::string place = key_path(path, index++);
    const YamlNode* name = is_mapping(item) ? at(item, "source") : item;
    if (is_scalar(name)) add_secret_use(builder, scope, *name, text_of(at(item, "target")), place);
  }
}

void add_file(DefinitionBuilder& builder, Scope scope, const YamlNode& file, std::string path) {
  Include include;
  include.kind = IncludeKind::kFile;
  include.scope = scope;
  include.target = std::string(text_of(&file));
  include.range = builder.range_of(file);
  include.key_path = std::move(path);
  include.is_same_repository = include.is_same_owner = include.is_pinned = true;
  builder.definition().includes.push_back(std::move(include));
}

// env_file and the like: paths, or mappings with one.
void read_files(DefinitionBuilder& builder, Scope scope, const YamlNode* files,
                const std::string& path) {
  for (const YamlNode* item : items_of(files)) {
    const YamlNode* file = is_mapping(item) ? at(item, "path") : item;
    if (is_scalar(file)) add_file(builder, scope, *file, path);
  }
}

// A command line, or a list of words.
void read_command(DefinitionBuilder& builder, Scope scope, const YamlNode* command,
                  std::string path) {
  if (is_scalar(command)) {
    builder.script(scope, builder.value_of(*command), std::move(path), ScriptLanguage::kPosix);
    return;
  }
  std::vector<SourceText> words;
  for (const YamlNode* item : items_of(command))
    if (is_scalar(item)) words.push_back(builder.value_of(*item));
  std::optional<ExecScript> script;
  if (words.size() == 2 && words.front().text == "CMD-SHELL") {
    script = ExecScript{words.back(), ScriptLanguage::kPosix};
  } else {
    script = script_of_words(words);
  }
  if (script) builder.script(scope, std::move(script->text), std::move(path), script->language);
}

class ServiceReader {
 public:
  ServiceReader(DefinitionBuilder& builder, YamlWalkBudget& budget)
      : builder_(builder), budget_(budget) {}

  void read(const MappingEntry& entry) {
    const std::string path = key_path("services", entry.name);
    const auto entries = entries_within(budget_, entry.value);
    if (budget_.is_spent()) return;
    Job job = builder_.job_at(entry.name, entry.key, *entry.value, path);
    job.runner = std::string(text_of(at(entry.value, "image")));
    const Scope scope{builder_.add(std::move(job)), kNoFact};
    for (const MappingEntry& one : entries) read_entry(one, scope, key_path(path, one.name));
  }

 private:
  void read_entry(const MappingEntry& one, Scope scope, const std::string& place) {
    // Lists that aliases repeat cost as much each time.
    if (is_sequence(one.value) && !budget_.take(items_of(one.value).size())) return;
    if (one.name == "environment") {
      bind_name_values(builder_, budget_, BindingKind::kEnvironment, scope, one.value, place);
    } else if (one.name == "build") {
      bind_name_values(builder_, budget_, BindingKind::kBuildArgument, scope, at(one.value, "args"),
                       key_path(place, "args"));
      read_service_secrets(builder_, scope, at(one.value, "secrets"), key_path(place, "secrets"));
    } else if (one.name == "secrets") {
      read_service_secrets(builder_, scope, one.value, place);
    } else if (one.name == "env_file") {
      read_files(builder_, scope, one.value, place);
    } else if (one.name == "command" || one.name == "entrypoint") {
      read_command(builder_, scope, one.value, place);
    } else if (one.name == "healthcheck") {
      read_command(builder_, scope, at(one.value, "test"), key_path(place, "test"));
    }
  }

  DefinitionBuilder& builder_;
  YamlWalkBudget& budget_;
};

// secrets: {name: {file: path | environment: VARIABLE | external: true}}
void read_secrets(DefinitionBuilder& builder, const YamlNode* secrets) {
  for (const MappingEntry& entry : entries_of(secrets)) {
    const std::string path = key_path("secrets", entry.name);
    const YamlNode* variable = at(entry.value, "environment");
    const YamlNode* file = at(entry.value, "file");
    const YamlNode* name = at(entry.value, "name");
    const bool is_external = is_true(at(entry.value, "external"));
    if (is_scalar(file)) add_file(builder, {}, *file, key_path(path, "file"));
    if (!is_scalar(variable) && !is_external) continue;
    const YamlNode& place = is_scalar(variable) ? *variable : is_scalar(name) ? *name : *entry.key;
    SecretReference reference;
    reference.store = is_external ? "docker-secrets" : "environment";
    reference.name = std::string(text_of(&place));
    reference.id = reference.name;
    reference.bound_as = std::string(entry.name);
    reference.sink = SecretSink::kFile;
    reference.range = builder.range_of(place);
    reference.key_path = path;
    builder.add(std::move(reference));
  }
}

void read(const DefinitionSource& source, Definition& into, std::vector<Diagnostic>& diagnostics) {
  DefinitionBuilder builder(source, read_value, into);
  YamlWalkBudget budget(kMostFactVisits);
  const YamlNode* root = root_of(source.yaml);
  for (const MappingEntry& service : entries_of(at(root, "services")))
    if (is_mapping(service.value)) ServiceReader(builder, budget).read(service);
  tell_spent(budget, source, diagnostics);
  read_secrets(builder, at(root, "secrets"));
  for (const YamlNode* item : items_of(at(root, "include")))
    read_files(builder, {}, item, "include");
}

}  // namespace

extern const Platform kComposePlatform;
const Platform kComposePlatform = {
    .id = "docker-compose",
    .name = "Docker Compose",
    .syntax = DefinitionSyntax::kYaml,
    .has_path = has_path,
    .has_shape = has_shape,
    .shape_keys = "services",
    .read = read,
};

}  // namespace keyhound
