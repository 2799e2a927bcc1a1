// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/jenkins/jenkins_settings.h"

#include <algorithm>
#include <array>

#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platforms/jenkins/jenkins_texts.h"

namespace keyhound {
namespace {

class SettingReader {
 public:
  SettingReader(DefinitionBuilder& builder, const GroovyScript& script, const GroovyNode& node,
                Scope scope, const std::string& path)
      : builder_(builder), script_(script), node_(node), scope_(scope), path_(path) {}

  void run(const GroovyNode* parent) {
    const std::string& name = node_.path;
    if (name == "@Library") {
      for (const GroovyValue& value : node_.arguments) read_libraries(value);
    } else if (name == "library") {
      read_library(first_or("identifier"), IncludeKind::kLibrary);
    } else if (name == "load") {
      read_library(first_or("path"), IncludeKind::kFile);
    } else if (name == "archiveArtifacts" || name == "stash") {
      read_artifact(first_or(name == "stash" ? "includes" : "artifacts"));
    } else if (name == "arbitraryFileCache") {
      read_cache(first_or("path"));
    }
    if (parent == nullptr) return;
    if (parent->path == "triggers" || parent->method() == "pipelineTriggers") read_trigger();
    if (parent->path == "parameters") read_parameter();
    if (parent->path == "when" || parent->path == "anyOf" || parent->path == "allOf")
      read_condition();
  }

 private:
  [[nodiscard]] const GroovyValue* first_or(std::string_view name) const {
    const GroovyValue* named = node_.find(name);
    if (named != nullptr || node_.path == "stash") return named;
    return node_.arguments.empty() ? nullptr : node_.arguments.data();
  }

  // @Library('name@version'), @Library(['a', 'b@1'])
  void read_libraries(const GroovyValue& value) {
    if (value.kind != GroovyValueKind::kList) return read_library(&value, IncludeKind::kLibrary);
    for (const GroovyValue& item : value.items) read_library(&item, IncludeKind::kLibrary);
  }

  void read_library(const GroovyValue* value, IncludeKind kind) {
    const GroovyString* string = value == nullptr ? nullptr : script_.string_of(*value);
    if (string == nullptr || string->value.text.empty()) return;
    Include include;
    include.kind = kind;
    include.scope = scope_;
    include.target = string->value.text;
    include.range = value->range;
    include.key_path = key_path(path_, node_.path);
    const bool is_file = kind == IncludeKind::kFile;
    include.is_same_repository = include.is_same_owner = is_file;
    if (!is_file) include.revision = std::string(action_revision(include.target));
    include.is_pinned = is_file || is_pinned_revision(include.revision);
    const DefinitionTree* tree = builder_.source().tree;
    include.is_resolved = is_file && tree != nullptr && tree->read(include.target).has_value();
    builder_.definition().includes.push_back(std::move(include));
  }

  // Patterns between commas.
  [[nodiscard]] std::vector<SourceText> patterns_of(const GroovyValue& value) const {
    std::vector<SourceText> patterns;
    const GroovyString* string = script_.string_of(value);
    if (string == nullptr) return patterns;
    const std::string_view text = string->value.text;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find(',', begin), text.size());
      const std::size_t first = text.find_first_not_of(" \t\n", begin);
      if (first < end) {
        const std::size_t last = text.find_last_not_of(" \t\n", end - 1) + 1;
        patterns.push_back(part_of(
            string->value, {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)}));
      }
      begin = end + 1;
    }
    return patterns;
  }

  void read_artifact(const GroovyValue* files) {
    if (files == nullptr) return;
    Artifact artifact;
    artifact.scope = scope_;
    artifact.paths = patterns_of(*files);
    if (artifact.paths.empty()) return;
    if (const std::string* name = plain_text(script_, node_.find("name"))) artifact.name = *name;
    artifact.key_path = key_path(path_, node_.path);
    artifact.range = files->range;
    artifact.includes_hidden = true;
    builder_.definition().artifacts.push_back(std::move(artifact));
  }

  void read_cache(const GroovyValue* files) {
    if (files == nullptr) return;
    Cache cache;
    cache.scope = scope_;
    cache.paths = patterns_of(*files);
    cache.key_path = key_path(path_, "cache");
    cache.range = files->range;
    if (!cache.paths.empty()) builder_.definition().caches.push_back(std::move(cache));
  }

  void add_trigger(bool is_outside) {
    Trigger trigger;
    trigger.event = std::string(node_.method());
    trigger.range = node_.range;
    trigger.is_outside = is_outside;
    builder_.definition().triggers.push_back(std::move(trigger));
  }

  void read_trigger() {
    constexpr std::array<std::string_view, 4> kOutside = {
        "issueCommentTrigger", "githubPullRequests", "ghprbTrigger", "pullRequestReview"};
    const bool is_outside =
        std::find(kOutside.begin(), kOutside.end(), node_.method()) != kOutside.end();
    add_trigger(is_outside);
  }

  // when { changeRequest() }, when { branch 'main' }, when { buildingTag() }
  void read_condition() {
    const std::string_view name = node_.method();
    if (name == "changeRequest") return add_trigger(true);
    const bool guards = name == "branch" || name == "buildingTag" || name == "tag";
    if (guards && scope_.job < builder_.definition().jobs.size())
      builder_.definition().jobs[scope_.job].is_guarded = true;
  }

  // string(name: 'A', defaultValue: 'b')
  void read_parameter() {
    const GroovyValue* name = node_.find("name");
    const GroovyValue* value = node_.find("defaultValue");
    const std::string* text = plain_text(script_, name);
    const GroovyString* string = value == nullptr ? nullptr : script_.string_of(*value);
    if (text == nullptr || string == nullptr) return;
    const FactIndex added = builder_.bind(BindingKind::kParameter, {}, *text, name->range,
                                          string->value, key_path("parameters", *text));
    if (added == kNoFact) return;
    Binding& binding = builder_.definition().bindings[added];
    binding.is_literal = binding.is_literal && string->interpolations.empty();
    binding.is_sensitive = node_.path == "password";
  }

  DefinitionBuilder& builder_;
  const GroovyScript& script_;
  const GroovyNode& node_;
  Scope scope_;
  const std::string& path_;
};

}  // namespace

void read_jenkins_setting(DefinitionBuilder& builder, const GroovyScript& script,
                          const GroovyNode& node, const GroovyNode* parent, Scope scope,
                          const std::string& path) {
  SettingReader(builder, script, node, scope, path).run(parent);
}

std::string jenkins_runner(const GroovyScript& script, std::string_view file,
                           const GroovyNode& node) {
  if (!node.arguments.empty()) {
    const GroovyValue& first = node.arguments.front();
    if (const GroovyString* string = script.string_of(first)) return string->value.text;
    return std::string(file.substr(first.range.begin, first.range.size()));
  }
  for (const std::uint32_t child : node.children) {
    const GroovyNode& one = script.nodes[child];
    const bool names = one.path == "label" || one.path == "image";
    if (names && !one.arguments.empty()) {
      const GroovyString* string = script.string_of(one.arguments.front());
      return string == nullptr ? std::string() : string->value.text;
    }
    if (one.block) return jenkins_runner(script, file, one);
  }
  return {};
}

}  // namespace keyhound
