// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/gitlab/gitlab_config.h"

#include <algorithm>
#include <array>

#include "scanner/pipelines/definition_reader.h"

namespace keyhound {
namespace {

// GitLab's own limits.
constexpr std::size_t kMostIncludes = 150;
constexpr int kExtendsDepth = 11;
constexpr int kReferenceDepth = 10;
// Ours.
constexpr std::size_t kMostIncludedBytes = std::size_t{8} << 20U;
constexpr std::size_t kMostItems = 20'000;
constexpr std::size_t kMostChain = 50;  // jobs that one inherits from

constexpr std::array<std::string_view, 11> kKeywords = {
    "after_script", "before_script", "cache",  "default", "image",    "include",
    "services",     "spec",          "stages", "types",   "variables"};

bool is_reference(const YamlNode* node) { return is_sequence(node) && node->tag() == "!reference"; }

bool is_glob(std::string_view path) { return path.find('*') != std::string_view::npos; }

}  // namespace

bool is_gitlab_keyword(std::string_view key) {
  return key == "workflow" || std::find(kKeywords.begin(), kKeywords.end(), key) != kKeywords.end();
}

GitlabConfig::GitlabConfig(const DefinitionSource& source) : source_(source) {
  GitlabFile& own = files_.emplace_back();
  own.path = std::string(source.path);
  own.yaml.emplace(*source.yaml);
  // A `spec:` header is a document of its own, in front.
  const auto& roots = source.yaml->roots();
  own.root = roots.empty() ? nullptr : roots.back();
  load_includes(own);
  index_jobs();
}

std::vector<std::string> GitlabConfig::local_files(std::string_view target) const {
  while (target.starts_with('/')) target.remove_prefix(1);
  const std::string path(target);
  if (source_.tree == nullptr || path.empty() || path.find('$') != std::string::npos) return {};
  if (is_glob(path)) {
    auto found = source_.tree->find(path);
    if (found.size() > kMostIncludes) found.resize(kMostIncludes);
    return found;
  }
  return source_.tree->read(path) ? std::vector<std::string>{path} : std::vector<std::string>();
}

void GitlabConfig::load_includes(GitlabFile& file) {
  const YamlNode* includes = file.yaml->at(file.root, "include");
  for (const YamlNode* item : file.yaml->items(includes)) {
    const YamlNode* local = is_scalar(item) ? item : file.yaml->at(item, "local");
    const std::string_view target = text_of(local);
    if (target.find("://") != std::string_view::npos) continue;
    for (const std::string& path : local_files(target)) load_file(path);
  }
}

void GitlabConfig::load_file(const std::string& path) {
  const bool is_known = std::any_of(files_.begin(), files_.end(),
                                    [&](const GitlabFile& one) { return one.path == path; });
  if (is_known) return;
  if (files_.size() > kMostIncludes) {
    is_cut_short_ = true;
    return;
  }
  auto text = source_.tree->read(path);
  if (!text || text->size() > kDefinitionBytes) return;
  bytes_ += text->size();
  if (bytes_ > kMostIncludedBytes) {
    is_cut_short_ = true;
    return;
  }
  // What is wrong with it is told where it is read as a definition of its own.
  auto document = YamlDocument::parse_owned(std::move(*text), kPipelineYamlLimits,
                                            {.duplicate_keys = DuplicateKeys::kReport});
  if (!document || document->roots().empty()) return;
  GitlabFile& file = files_.emplace_back();
  file.path = path;
  file.owned = std::move(*document);
  file.yaml.emplace(*file.owned);
  file.root = file.owned->roots().back();
  load_includes(file);
}

void GitlabConfig::index_jobs() {
  // Files that are included later win over earlier ones, and the own file over all.
  const auto index = [&](GitlabFile& file) {
    for (const MappingEntry& entry : file.yaml->entries(file.root))
      if (!is_gitlab_keyword(entry.name)) jobs_[entry.name].push_back({entry.value, &file});
  };
  index(own());
  for (std::size_t i = files_.size(); i > 1; --i) index(files_[i - 1]);
}

GitlabNode GitlabConfig::at(GitlabNode node, std::string_view key) {
  return node.node == nullptr ? GitlabNode()
                              : GitlabNode{node.file->yaml->at(node.node, key), node.file};
}

std::vector<GitlabNode> GitlabConfig::chain(std::string_view name, const YamlNode* job) {
  std::vector<GitlabNode> chain = {{job, &own()}};
  append_parents(chain.front(), 0, chain);
  // GitLab merges jobs of one name.
  const auto same = jobs_.find(name);
  if (same != jobs_.end() && same->second.size() > 1) append_chain(name, 0, chain);
  return chain;
}

void GitlabConfig::append_chain(std::string_view name, int depth, std::vector<GitlabNode>& chain) {
  const auto found = jobs_.find(name);
  if (found == jobs_.end() || depth > kExtendsDepth) return;
  for (const GitlabNode& job : found->second) {
    const bool is_there = std::any_of(chain.begin(), chain.end(),
                                      [&](const GitlabNode& one) { return one.node == job.node; });
    if (is_there || chain.size() >= kMostChain) continue;
    chain.push_back(job);
    append_parents(job, depth, chain);
  }
}

void GitlabConfig::append_parents(GitlabNode job, int depth, std::vector<GitlabNode>& chain) {
  const YamlNode* extends = job.file->yaml->at(job.node, "extends");
  const auto parents = job.file->yaml->items(extends);
  // The last one wins.
  for (auto parent = parents.rbegin(); parent != parents.rend(); ++parent)
    append_chain(text_of(*parent), depth + 1, chain);
}

GitlabNode GitlabConfig::resolve(GitlabNode node) {
  for (int depth = 0; is_reference(node.node); ++depth) {
    if (depth == kReferenceDepth) return {};
    const auto path = node.node->items();
    if (path.empty()) return {};
    const auto jobs = jobs_.find(text_of(&path.front()));
    GitlabNode found;
    if (jobs == jobs_.end()) {
      // default, variables and other keywords may be referred to as well.
      found = at({own().root, &own()}, text_of(&path.front()));
      for (std::size_t i = 1; i < path.size(); ++i) found = at(found, text_of(&path[i]));
    } else {
      for (const GitlabNode& job : jobs->second) {
        found = job;
        for (std::size_t i = 1; i < path.size(); ++i) found = at(found, text_of(&path[i]));
        if (found.node != nullptr) break;
      }
    }
    node = found;
  }
  return node;
}

GitlabNode GitlabConfig::value(const std::vector<GitlabNode>& chain, std::string_view key) {
  for (const GitlabNode& job : chain)
    if (const GitlabNode found = at(job, key); found.node != nullptr) return resolve(found);
  return {};
}

bool GitlabConfig::inherits_default(const std::vector<GitlabNode>& chain, std::string_view key) {
  const GitlabNode inherit = at(value(chain, "inherit"), "default");
  if (inherit.node == nullptr) return true;
  if (!is_sequence(inherit.node)) return !is_false(inherit.node);
  const auto items = inherit.file->yaml->items(inherit.node);
  return std::any_of(items.begin(), items.end(),
                     [&](const YamlNode* item) { return text_of(item) == key; });
}

GitlabNode GitlabConfig::default_value(const std::vector<GitlabNode>& chain, std::string_view key) {
  if (!inherits_default(chain, key)) return {};
  const auto find_in = [&](GitlabFile& file) {
    const GitlabNode root{file.root, &file};
    const GitlabNode found = at(at(root, "default"), key);
    return found.node != nullptr ? found : at(root, key);
  };
  GitlabNode found = find_in(own());
  for (std::size_t i = files_.size(); i > 1 && found.node == nullptr; --i)
    found = find_in(files_[i - 1]);
  return resolve(found);
}

std::vector<GitlabEntry> GitlabConfig::entries(const std::vector<GitlabNode>& chain,
                                               std::string_view key) {
  std::vector<GitlabEntry> all;
  std::map<std::string_view, bool> seen;
  for (const GitlabNode& job : chain) {
    const GitlabNode mapping = resolve(at(job, key));
    if (!is_mapping(mapping.node)) continue;
    const bool is_inherited = &job != &chain.front();
    for (const MappingEntry& entry : mapping.file->yaml->entries(mapping.node))
      if (seen.emplace(entry.name, true).second) all.push_back({entry, mapping.file, is_inherited});
  }
  return all;
}

std::vector<GitlabNode> GitlabConfig::items(GitlabNode list) {
  std::vector<GitlabNode> items;
  append_items(list, 0, items);
  return items;
}

void GitlabConfig::append_items(GitlabNode list, int depth, std::vector<GitlabNode>& items) {
  list = resolve(list);
  if (list.node == nullptr) return;
  if (!is_sequence(list.node)) {
    if (items.size() < kMostItems) items.push_back(list);
    is_cut_short_ = is_cut_short_ || items.size() >= kMostItems;
    return;
  }
  if (depth > kReferenceDepth || items.size() >= kMostItems) return;
  for (const YamlNode* item : list.file->yaml->items(list.node))
    append_items({item, list.file}, depth + 1, items);
}

bool GitlabConfig::is_cut_short() const {
  return is_cut_short_ || std::any_of(files_.begin(), files_.end(),
                                      [](const GitlabFile& file) { return file.yaml->is_spent(); });
}

}  // namespace keyhound
