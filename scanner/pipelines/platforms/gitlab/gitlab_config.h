// SPDX-License-Identifier: Apache-2.0
// GitlabConfig: a GitLab configuration with the local files that it includes, and what GitLab's
// keywords for reuse make of its jobs: extends, !reference, default, inherit. Files are parsed
// once, and all look-ups take from budgets. https://docs.gitlab.com/ci/yaml/ One per definition and
// thread; borrows its source.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/facts/merged_yaml.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {

// One file of the configuration.
struct GitlabFile {
  std::string path;
  std::optional<YamlDocument> owned;  // of an included file
  std::optional<MergedYaml> yaml;
  const YamlNode* root = nullptr;
};

// A node of the configuration, and the file that it stands in.
struct GitlabNode {
  const YamlNode* node = nullptr;  // null: nothing
  GitlabFile* file = nullptr;
};

struct GitlabEntry {
  MappingEntry entry;
  GitlabFile* file = nullptr;
  bool is_inherited = false;  // it comes from a job that is extended
};

class GitlabConfig {
 public:
  explicit GitlabConfig(const DefinitionSource& source);

  // The definition's own file: nodes of others have no place in it.
  [[nodiscard]] bool is_own(const GitlabFile* file) const { return file == &files_.front(); }
  [[nodiscard]] GitlabFile& own() { return files_.front(); }
  // The own file first, then those that it includes, nearest last.
  [[nodiscard]] std::deque<GitlabFile>& files() { return files_; }

  // The paths of the tree that an include:local names; empty: none, or not known.
  [[nodiscard]] std::vector<std::string> local_files(std::string_view target) const;

  // A job of the own file, then what it inherits from, nearest first.
  std::vector<GitlabNode> chain(std::string_view name, const YamlNode* job);
  // The nearest value of a key, its !reference resolved.
  GitlabNode value(const std::vector<GitlabNode>& chain, std::string_view key);
  // What jobs get that have no value of their own: of `default`, or of the root (an older form).
  GitlabNode default_value(const std::vector<GitlabNode>& chain, std::string_view key);
  // The entries of a mapping that all of the chain add to, each name once.
  std::vector<GitlabEntry> entries(const std::vector<GitlabNode>& chain, std::string_view key);
  // The items of a list, lists in it and references to lists as if they were written out.
  std::vector<GitlabNode> items(GitlabNode list);
  // What a !reference stands for; the node itself where it is none; nothing where it leads nowhere.
  GitlabNode resolve(GitlabNode node);
  // Below a node, in the same file.
  GitlabNode at(GitlabNode node, std::string_view key);

  // A limit was hit: answers may be incomplete.
  [[nodiscard]] bool is_cut_short() const;

 private:
  void load(GitlabFile& file);
  void load_includes(GitlabFile& file);
  void load_file(const std::string& path);
  void index_jobs();
  void append_chain(std::string_view name, int depth, std::vector<GitlabNode>& chain);
  void append_parents(GitlabNode job, int depth, std::vector<GitlabNode>& chain);
  void append_items(GitlabNode list, int depth, std::vector<GitlabNode>& items);
  bool inherits_default(const std::vector<GitlabNode>& chain, std::string_view key);

  const DefinitionSource& source_;
  std::deque<GitlabFile> files_;
  std::map<std::string_view, std::vector<GitlabNode>> jobs_;  // by name, nearest first
  std::size_t bytes_ = 0;
  bool is_cut_short_ = false;
};

// Whether a key of the root is a keyword and no job.
bool is_gitlab_keyword(std::string_view key);

}  // namespace keyhound
