// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/head_tree.h"

#include <iterator>
#include <optional>
#include <utility>

#include "scanner/git/object_text.h"
#include "scanner/git/tree_diff.h"

namespace keyhound {
namespace {

// Null when the commit cannot be read, which is a diagnostic.
ObjectId tree_of_commit(const ObjectId& id, std::string_view name, ObjectReader& reader,
                        std::vector<Diagnostic>& diagnostics) {
  const Result<std::string_view> bytes = reader.read_as(ObjectType::kCommit, id);
  const Result<ParsedCommit> commit = bytes ? parse_commit(*bytes) : fail(bytes.error());
  if (commit) return commit->tree;
  diagnostics.push_back(diagnose_object(id, name, commit.error()));
  return {};
}

}  // namespace

HeadTree HeadTree::read(const Repository& repository, ObjectReader& reader,
                        std::vector<Diagnostic>& diagnostics) {
  return read_tree(head_tree_id(repository, reader, diagnostics), reader, diagnostics);
}

HeadTree HeadTree::read_commit(const ObjectId& commit, ObjectReader& reader,
                               std::vector<Diagnostic>& diagnostics) {
  return read_tree(tree_of_commit(commit, commit.hex(), reader, diagnostics), reader, diagnostics);
}

HeadTree HeadTree::read_tree(const ObjectId& root, ObjectReader& reader,
                             std::vector<Diagnostic>& diagnostics) {
  HeadTree head;
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
  return head ? tree_of_commit(*head, "HEAD", reader, diagnostics) : ObjectId();
}

}  // namespace keyhound
