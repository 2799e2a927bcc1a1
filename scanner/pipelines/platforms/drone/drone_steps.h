// SPDX-License-Identifier: Apache-2.0
// Steps and services, which Drone and Woodpecker write alike. Pure.
#pragma once

#include <string>

#include "scanner/pipelines/facts/definition_builder.h"

namespace keyhound {

// How a platform names what steps use.
struct DroneDialect {
  std::string_view store;  // of `from_secret`
  ScriptLanguage shell = ScriptLanguage::kPosix;
  YamlWalkBudget* budget = nullptr;  // of the file; never null
};

// DefinitionBuilder::ReadValue: ${NAME} is replaced before anything runs, $$ is a dollar sign.
ValueReading read_drone_value(DefinitionBuilder& builder, const SourceText& value,
                              const ValuePlace& place);

// Adds the steps of a list, or of a mapping by name, to a job.
void read_drone_steps(DefinitionBuilder& builder, FactIndex job, const YamlNode* steps,
                      const std::string& path, const DroneDialect& dialect);

// Environment of a job, or of the step in `scope`: {NAME: value | {from_secret: name}} or
// [NAME=value].
void read_drone_environment(DefinitionBuilder& builder, Scope scope, const YamlNode* environment,
                            const std::string& path, const DroneDialect& dialect);

// `secrets: [name, {source, target}]` and names alone, as in image_pull_secrets.
void read_drone_secrets(DefinitionBuilder& builder, Scope scope, const YamlNode* secrets,
                        SecretSink sink, const std::string& path, const DroneDialect& dialect);

// `event: name` or `event: [names]`, of `trigger:` and `when:`.
void read_drone_events(DefinitionBuilder& builder, const YamlNode* conditions);

}  // namespace keyhound
