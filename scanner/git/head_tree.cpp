// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/head_tree.h"

#include <iterator>
#include <optional>
#include <utility>

#include "scanner/git/object_text.h"
#include "scanner/git/tree_diff.h"

namespace keyhound {

HeadTree HeadTree::read(const Repository& repository, ObjectReader& reader,
                        std::vector<Diagnostic>& diagnostics) {
  HeadTree head;
  const ObjectId root = head_tree_id(repository, reader, diagnostics);
  if (root.is_null()) return head;
  IntroductionFinder finder(reader);
  finder.compare(root, {}, [&head](const Introduction& file) {
    head.paths_.emplace(file.path, file.blob);
    head.blobs_.insert(file.blob);
  });
  std::vector<Diagnostic> found = finder.take_diagnostics();
  std::move(found.begin(), found.end(), std::back_inserter(diagnostics));
  return head;
}

bool HeadTree::holds(const std::string& path, const ObjectId& blob) const {
  const auto found = paths_.find(path);
  return found != paths_.end() && found->second == blob;
}

ObjectId HeadTree::blob_at(const std::string& path) const {
  const auto found = paths_.find(path);
  return found == paths_.end() ? ObjectId() : found->second;
}

ObjectId head_tree_id(const Repository& repository, ObjectReader& reader,
                      std::vector<Diagnostic>& diagnostics) {
  const std::optional<ObjectId> head = repository.head();
  if (!head) return {};
  const Result<std::string_view> bytes = reader.read_as(ObjectType::kCommit, *head);
  const Result<ParsedCommit> commit = bytes ? parse_commit(*bytes) : fail(bytes.error());
  if (commit) return commit->tree;
  diagnostics.push_back(diagnose_object(*head, "HEAD", commit.error()));
  return {};
}

}  // namespace keyhound
