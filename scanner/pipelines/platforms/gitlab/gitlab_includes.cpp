// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/gitlab/gitlab_includes.h"

#include "scanner/pipelines/finding_builder.h"

namespace keyhound {
namespace {

class IncludeReader {
 public:
  IncludeReader(GitlabReader& reader, Scope scope, bool is_child)
      : reader_(reader), yaml_(*reader.config.own().yaml), scope_(scope), is_child_(is_child) {}

  void read(const YamlNode& item, const std::string& path) {
    if (is_scalar(&item)) {
      const bool is_url = text_of(&item).find("://") != std::string_view::npos;
      return is_url ? add_remote(item, {}, path) : add_local(item, path);
    }
    if (const YamlNode* local = yaml_.at(&item, "local")) add_local(*local, path);
    if (const YamlNode* url = yaml_.at(&item, "remote"))
      add_remote(*url, text_of(yaml_.at(&item, "integrity")), path);
    if (const YamlNode* project = yaml_.at(&item, "project")) add_project(*project, item, path);
    if (const YamlNode* component = yaml_.at(&item, "component")) add_component(*component, path);
    if (const YamlNode* shipped = yaml_.at(&item, "template")) {
      Include include = begin(*shipped, IncludeKind::kTemplate, path);
      include.is_pinned = true;
      add(std::move(include));
    }
    // What the included file or component is given.
    reader_.builder.bind_all(BindingKind::kInput, scope_, yaml_.at(&item, "inputs"),
                             key_path(path, "inputs"));
  }

 private:
  Include begin(const YamlNode& node, IncludeKind kind, const std::string& path) {
    Include include;
    // A child pipeline of another project's file runs in this one, with its secrets.
    const bool is_near = kind == IncludeKind::kFile || kind == IncludeKind::kTemplate;
    include.kind = is_child_ && is_near ? IncludeKind::kWorkflow : kind;
    include.scope = scope_;
    include.target = std::string(text_of(&node));
    include.range = reader_.builder.range_of(node);
    include.key_path = path;
    return include;
  }

  void add(Include include) {
    if (!include.target.empty())
      reader_.builder.definition().includes.push_back(std::move(include));
  }

  void add_local(const YamlNode& node, const std::string& path) {
    Include include = begin(node, IncludeKind::kFile, path);
    include.is_pinned = include.is_same_repository = include.is_same_owner = true;
    include.files = reader_.config.local_files(include.target);
    include.is_resolved = !include.files.empty();
    add(std::move(include));
  }

  void add_remote(const YamlNode& node, std::string_view integrity, const std::string& path) {
    Include include = begin(node, IncludeKind::kRemote, path);
    include.revision = std::string(integrity);
    include.is_pinned = !integrity.empty();
    include.is_plain_http = include.target.starts_with("http://");
    add(std::move(include));
  }

  void add_project(const YamlNode& node, const YamlNode& item, const std::string& path) {
    Include include = begin(node, IncludeKind::kProject, path);
    include.revision = std::string(text_of(yaml_.at(&item, "ref")));
    include.is_pinned = is_pinned_revision(include.revision);
    add(std::move(include));
  }

  void add_component(const YamlNode& node, const std::string& path) {
    Include include = begin(node, IncludeKind::kPackage, path);
    include.revision = std::string(action_revision(include.target));
    include.is_pinned = is_pinned_revision(include.revision);
    add(std::move(include));
  }

  GitlabReader& reader_;
  MergedYaml& yaml_;
  Scope scope_;
  bool is_child_;
};

}  // namespace

void read_gitlab_includes(GitlabReader& reader, Scope scope, const YamlNode* node,
                          std::string_view path, bool is_child) {
  IncludeReader includes(reader, scope, is_child);
  std::size_t index = 0;
  for (const YamlNode* item : reader.config.own().yaml->items(node))
    includes.read(*item, key_path(path, index++));
}

void read_gitlab_trigger(GitlabReader& reader, Scope scope, const YamlNode* node,
                         std::string_view path) {
  if (node == nullptr) return;
  MergedYaml& yaml = *reader.config.own().yaml;
  read_gitlab_includes(reader, scope, yaml.at(node, "include"), key_path(path, "include"), true);
  const YamlNode* project = is_scalar(node) ? node : yaml.at(node, "project");
  if (!is_scalar(project)) return;
  Include include;
  include.kind = IncludeKind::kWorkflow;
  include.scope = scope;
  include.target = std::string(text_of(project));
  include.revision = std::string(text_of(yaml.at(node, "branch")));
  include.range = reader.builder.range_of(*project);
  include.key_path = is_scalar(node) ? std::string(path) : key_path(path, "project");
  reader.builder.definition().includes.push_back(std::move(include));
}

}  // namespace keyhound
