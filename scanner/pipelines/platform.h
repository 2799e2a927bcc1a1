// SPDX-License-Identifier: Apache-2.0
// Platform: how definitions of one CI system, or of one place where pipelines keep secrets, are
// recognised and read into facts. One file a platform in pipelines/platforms/; the build collects
// them by file name (platforms/gitlab_ci.cpp defines kGitlabCiPlatform). Immutable, thread-safe.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/model/diagnostic.h"
#include "scanner/pipelines/facts/definition.h"
#include "scanner/yaml/document.h"

namespace keyhound {

// The other files of the tree that a definition lies in, for includes. Paths are relative to the
// root, with forward slashes. Thread-safe.
class DefinitionTree {
 public:
  virtual ~DefinitionTree() = default;
  // nullopt: there is no such file, or it is larger than a definition may be.
  [[nodiscard]] virtual std::optional<std::string> read(const std::string& path) const = 0;
  // The files whose path matches a glob (* within a segment, ** across), sorted.
  [[nodiscard]] virtual std::vector<std::string> find(const std::string& glob) const = 0;
};

// What a platform's reader gets. Borrowed for the call.
struct DefinitionSource {
  std::string_view path;
  std::string_view text;
  const YamlDocument* yaml = nullptr;    // of a platform with syntax kYaml
  const DefinitionTree* tree = nullptr;  // null: other files are not at hand
};

enum class DefinitionSyntax { kYaml, kText };

struct Platform {
  std::string_view id;    // "gitlab-ci", as in reports
  std::string_view name;  // "GitLab CI"
  DefinitionSyntax syntax = DefinitionSyntax::kYaml;
  // Whether files at this path are definitions of the platform.
  bool (*has_path)(std::string_view path) = nullptr;
  // Whether a YAML file whose path says nothing is one. Null: only the path tells.
  bool (*has_shape)(const YamlDocument& document) = nullptr;
  // Keys of which one is in every such file, parted by blanks: what has none is not parsed.
  std::string_view shape_keys = {};
  // Adds the facts of `source` to `into`, whose path and platform are set. What cannot be read adds
  // a diagnostic; never fails.
  void (*read)(const DefinitionSource& source, Definition& into,
               std::vector<Diagnostic>& diagnostics) = nullptr;
  // The store of secrets that scripts see as plain variables ("gitlab-variables"); empty: scripts
  // see only what the definition gives them.
  std::string_view variable_store = {};
  // Whether a variable of that name is the platform's own and no secret. Null: none is.
  bool (*is_predefined)(std::string_view variable) = nullptr;
  // The platform's own token among the variables ("CI_JOB_TOKEN"); null: none.
  bool (*is_platform_token)(std::string_view variable) = nullptr;
};

// Every platform, in the order in which shapes are tried.
std::span<const Platform* const> platforms();
// nullptr for an unknown id.
const Platform* find_platform(std::string_view id);

// The platform whose definitions stand at such a path; nullptr: none.
const Platform* platform_of_path(std::string_view path);

}  // namespace keyhound
