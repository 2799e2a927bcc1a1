// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/drone/drone_steps.h"

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/facts/name_value.h"

namespace keyhound {
namespace {

constexpr int kDeepestSetting = 16;

FactIndex refer(DefinitionBuilder& builder, Scope scope, const YamlNode& name,
                std::string_view bound_as, SecretSink sink, const std::string& path,
                const DroneDialect& dialect) {
  SecretReference reference;
  reference.scope = scope;
  reference.store = std::string(dialect.store);
  reference.name = std::string(text_of(&name));
  reference.id = reference.name;
  reference.bound_as = std::string(bound_as);
  reference.sink = sink;
  reference.range = builder.range_of(name);
  reference.key_path = path;
  return builder.add(std::move(reference));
}

// {from_secret: name}, bound to a name.
bool bind_secret(DefinitionBuilder& builder, BindingKind kind, Scope scope,
                 const MappingEntry& entry, const std::string& path, const DroneDialect& dialect) {
  const YamlNode* name = at(entry.value, "from_secret");
  if (!is_scalar(name)) return false;
  Binding binding;
  binding.kind = kind;
  binding.scope = scope;
  binding.name = std::string(entry.name);
  binding.name_range = builder.range_of(*entry.key);
  binding.value.whole = builder.range_of(*entry.value);
  binding.key_path = path;
  binding.references = {refer(builder, scope, *name, entry.name, sink_of(kind), path, dialect)};
  builder.add(std::move(binding));
  return true;
}

bool is_registry_password(std::string_view name, std::string_view image) {
  const bool is_docker = image.find("docker") != std::string_view::npos ||
                         image.find("kaniko") != std::string_view::npos;
  return is_docker && name == "password";
}

// Settings of a plugin: any structure, with secrets anywhere in it.
void read_settings(DefinitionBuilder& builder, Scope scope, const YamlNode* settings,
                   const std::string& path, std::string_view image, const DroneDialect& dialect,
                   int depth) {
  if (depth == kDeepestSetting) return;
  for (const MappingEntry& entry : entries_within(*dialect.budget, settings)) {
    const std::string place = key_path(path, entry.name);
    const BindingKind kind = entry.name.starts_with("build_args") ? BindingKind::kBuildArgument
                             : is_registry_password(entry.name, image)
                                 ? BindingKind::kRegistryPassword
                                 : BindingKind::kInput;
    if (bind_secret(builder, kind, scope, entry, place, dialect)) continue;
    if (kind == BindingKind::kBuildArgument) {
      bind_name_values(builder, *dialect.budget, kind, scope, entry.value, place);
    } else if (is_scalar(entry.value)) {
      builder.bind(kind, scope, entry, path);
    } else if (is_mapping(entry.value)) {
      read_settings(builder, scope, entry.value, place, image, dialect, depth + 1);
    } else {
      std::size_t index = 0;
      for (const YamlNode* item : items_of(entry.value))
        if (is_mapping(item))
          read_settings(builder, scope, item, key_path(place, index++), image, dialect, depth + 1);
    }
  }
}

// Commands as one script, in which $$ is the shell's dollar sign.
void read_commands(DefinitionBuilder& builder, Scope scope, const YamlNode* commands,
                   const std::string& path, const DroneDialect& dialect) {
  SourceText lines;
  for (const YamlNode* item : items_of(commands))
    if (dialect.budget->take() && is_scalar(item)) append_line(lines, builder.value_of(*item));
  if (lines.text.empty()) return;
  SourceTextBuilder text(builder.text());
  const auto size = static_cast<std::uint32_t>(lines.text.size());
  for (std::uint32_t begin = 0; begin < size;) {
    const std::size_t dollars = lines.text.find("$$", begin);
    const auto end = dollars == std::string::npos ? size : static_cast<std::uint32_t>(dollars) + 1;
    text.copy(lines, {begin, end});
    begin = dollars == std::string::npos ? size : end + 1;
  }
  const TextRange whole = lines.whole;
  builder.script(scope, text.finish(whole), path, dialect.shell);
}

void read_step(DefinitionBuilder& builder, FactIndex job, std::string_view name,
               const YamlNode& node, const std::string& path, const DroneDialect& dialect) {
  if (!dialect.budget->take()) return;
  Step step = builder.step_at(job, node, path);
  step.name = std::string(name);
  const YamlNode* image = at(&node, "image");
  const YamlNode* commands = at(&node, "commands");
  if (commands == nullptr) commands = at(&node, "command");
  if (commands == nullptr && is_scalar(image)) {
    step.uses = std::string(text_of(image));
    step.uses_range = builder.range_of(*image);
  }
  const std::string uses = step.uses;
  const Scope scope{job, builder.add(std::move(step))};
  read_drone_environment(builder, scope, at(&node, "environment"), key_path(path, "environment"),
                         dialect);
  read_drone_secrets(builder, scope, at(&node, "secrets"), SecretSink::kEnv,
                     key_path(path, "secrets"), dialect);
  read_settings(builder, scope, at(&node, "settings"), key_path(path, "settings"), uses, dialect,
                0);
  read_commands(builder, scope, commands, key_path(path, "commands"), dialect);
}

}  // namespace

ValueReading read_drone_value(DefinitionBuilder&, const SourceText& value, const ValuePlace&) {
  ValueReading reading;
  const std::string_view text = value.text;
  for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 1))
    if (at == 0 || text[at - 1] != '$') reading.is_literal = false;
  return reading;
}

void read_drone_environment(DefinitionBuilder& builder, Scope scope, const YamlNode* environment,
                            const std::string& path, const DroneDialect& dialect) {
  if (is_sequence(environment)) {
    bind_name_values(builder, *dialect.budget, BindingKind::kEnvironment, scope, environment, path);
    return;
  }
  for (const MappingEntry& entry : entries_within(*dialect.budget, environment))
    if (!bind_secret(builder, BindingKind::kEnvironment, scope, entry, key_path(path, entry.name),
                     dialect))
      builder.bind(BindingKind::kEnvironment, scope, entry, path);
}

void read_drone_secrets(DefinitionBuilder& builder, Scope scope, const YamlNode* secrets,
                        SecretSink sink, const std::string& path, const DroneDialect& dialect) {
  std::size_t index = 0;
  for (const YamlNode* item : items_of(secrets)) {
    const std::string place = key_path(path, index++);
    const YamlNode* name = is_mapping(item) ? at(item, "source") : item;
    if (!dialect.budget->take() || !is_scalar(name)) continue;
    const YamlNode* target = at(item, "target");
    const std::string variable =
        is_scalar(target) ? std::string(text_of(target)) : to_upper_ascii(text_of(name));
    if (sink != SecretSink::kEnv) {
      refer(builder, scope, *name, {}, sink, place, dialect);
      continue;
    }
    Binding binding;
    binding.scope = scope;
    binding.name = to_upper_ascii(variable);
    binding.name_range = builder.range_of(is_scalar(target) ? *target : *name);
    binding.value.whole = builder.range_of(*item);
    binding.key_path = place;
    binding.references = {refer(builder, scope, *name, binding.name, sink, place, dialect)};
    builder.add(std::move(binding));
  }
}

void read_drone_steps(DefinitionBuilder& builder, FactIndex job, const YamlNode* steps,
                      const std::string& path, const DroneDialect& dialect) {
  if (is_mapping(steps)) {
    for (const MappingEntry& entry : entries_within(*dialect.budget, steps))
      if (is_mapping(entry.value))
        read_step(builder, job, entry.name, *entry.value, key_path(path, entry.name), dialect);
    return;
  }
  std::size_t number = 0;
  for (const YamlNode* step : items_of(steps)) {
    const std::string place = key_path(path, number++);
    const YamlNode* name = at(step, "name");
    if (is_mapping(step))
      read_step(builder, job, is_scalar(name) ? text_of(name) : std::to_string(number), *step,
                place, dialect);
  }
}

void read_drone_events(DefinitionBuilder& builder, const YamlNode* conditions) {
  for (const YamlNode* condition : items_of(conditions)) {
    const YamlNode* events = at(condition, "event");
    if (is_mapping(events)) events = at(events, "include");
    for (const YamlNode* event : items_of(events)) {
      if (!is_scalar(event)) continue;
      Trigger trigger;
      trigger.event = std::string(text_of(event));
      trigger.range = builder.range_of(*event);
      // Whether such runs get secrets is a setting of each secret, and they do not by default.
      trigger.is_outside = trigger.event.starts_with("pull_request");
      trigger.has_secrets = !trigger.is_outside;
      builder.definition().triggers.push_back(std::move(trigger));
    }
  }
}

}  // namespace keyhound
