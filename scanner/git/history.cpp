// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/history.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "scanner/git/commit_graph.h"
#include "scanner/git/commit_graph_file.h"
#include "scanner/git/commit_source.h"
#include "scanner/git/history_roots.h"
#include "scanner/git/object_text.h"

namespace keyhound {

namespace {

const CommitObserver kNoObserver;

// Follows refs and tags down to commits, which the graph takes over.
class RootPeeler {
 public:
  RootPeeler(ObjectReader& reader, CommitGraph& graph, History& history)
      : reader_(reader), graph_(graph), history_(history) {}

  void peel(const HistoryRoot& root) {
    const std::uint8_t colours = root.is_reflog ? kPaintInScope : kPaintInScope | kPaintReachable;
    ObjectId id = root.id;
    std::string role = root.name;
    while (true) {
      const Result<ObjectHeader> header = reader_.read_header(id);
      if (!header) {
        const bool is_gone = header.error().kind == ErrorKind::kNotFound;
        if (root.must_exist || !is_gone) report(id, role, header.error());
        return;
      }
      if (header->type == ObjectType::kCommit) return graph_.start(id, colours, role);
      if (header->type != ObjectType::kTag) return add_direct(id, header->type, root.name);
      const std::optional<ObjectId> target = read_tag(id, role);
      if (!target) return;
      role = "target of tag " + id.hex();
      id = *target;
    }
  }

 private:
  // The target of a tag that was not seen before.
  std::optional<ObjectId> read_tag(const ObjectId& id, const std::string& role) {
    if (!tags_.insert(id).second) return std::nullopt;
    const Result<std::string_view> bytes = reader_.read_as(ObjectType::kTag, id);
    if (!bytes) {
      report(id, role, bytes.error());
      return std::nullopt;
    }
    const Result<ParsedTag> tag = parse_tag(*bytes);
    if (!tag) {
      report(id, role, tag.error());
      return std::nullopt;
    }
    history_.tags.push_back({id,
                             tag->target,
                             tag->target_type,
                             std::string(tag->name),
                             {std::string(tag->tagger.name), std::string(tag->tagger.email)},
                             tag->tagger.when,
                             std::string(tag->message)});
    return tag->target;
  }

  void add_direct(const ObjectId& id, ObjectType type, const std::string& referrer) {
    if (direct_.insert(id).second) history_.direct.push_back({id, type, referrer});
  }

  void report(const ObjectId& id, std::string_view role, const Error& error) {
    if (!reported_.insert(id).second) return;
    history_.diagnostics.push_back(diagnose_object(id, role, error));
  }

  ObjectReader& reader_;
  CommitGraph& graph_;
  History& history_;
  std::unordered_set<ObjectId> tags_;
  std::unordered_set<ObjectId> direct_;
  std::unordered_set<ObjectId> reported_;
};

void start_walk(const Repository& repository, ObjectReader& reader, const HistoryScope& scope,
                CommitGraph& graph, History& history) {
  RootPeeler peeler(reader, graph, history);
  if (scope.tips.empty()) {
    for (const HistoryRoot& root :
         read_history_roots(repository, scope.include_reflogs, history.diagnostics)) {
      peeler.peel(root);
    }
  }
  // What is pushed may be a tag, or even a blob.
  for (const ObjectId& tip : scope.tips) peeler.peel({tip, "end of the range"});
  for (const ObjectId& hidden : scope.hidden) {
    graph.start(hidden, kPaintHidden, "start of the range");
  }
  if (const auto head = repository.head()) graph.start(*head, kPaintHead, "HEAD");
}

void fill(const CommitGraph& graph, History& history) {
  const std::vector<CommitNode>& nodes = graph.nodes();
  const std::vector<std::uint32_t> order = graph.ordered();
  std::vector<std::uint32_t> position(nodes.size(), History::kOutside);
  for (std::uint32_t i = 0; i < order.size(); ++i) position[order[i]] = i;

  history.commits.reserve(order.size());
  for (const std::uint32_t index : order) {
    const CommitNode& node = nodes[index];
    history.commits.push_back({node.id, node.tree, node.committed, node.author,
                               static_cast<std::uint32_t>(history.parents.size()),
                               node.parent_count, (node.paint & kPaintHead) != 0,
                               (node.paint & kPaintReachable) != 0});
    for (std::uint32_t i = 0; i < node.parent_count; ++i) {
      const std::uint32_t parent = graph.parent_of(node, i);
      const bool is_known = parent != CommitGraph::kNone;
      history.parents.push_back(is_known ? position[parent] : History::kOutside);
      history.parent_trees.push_back(is_known ? nodes[parent].tree : ObjectId());
    }
  }
}

void report_shallow(const Repository& repository, History& history) {
  const std::vector<ObjectId>& boundary = repository.shallow_boundary();
  std::size_t count = 0;
  std::string first;
  for (const CommitRecord& commit : history.commits) {
    if (!std::binary_search(boundary.begin(), boundary.end(), commit.id)) continue;
    if (count++ == 0) first = commit.id.hex();
  }
  if (count == 0) return;
  const std::string others =
      count > 1 ? " and " + std::to_string(count - 1) + " other commits" : std::string();
  history.diagnostics.push_back(
      {"shallow-clone", first,
       "the clone is shallow: the history before commit " + first + others +
           " is not here and was not scanned; get it with `git fetch --unshallow` (in CI: fetch "
           "depth 0)"});
}

// In a range, what is in scope is known only at the end of the walk.
void observe(ObjectReader& reader, const History& history, const CommitObserver& observer) {
  for (const CommitRecord& commit : history.commits) {
    const Result<std::string_view> bytes = reader.read_as(ObjectType::kCommit, commit.id);
    if (!bytes) continue;  // it was read a moment ago
    if (const Result<ParsedCommit> parsed = parse_commit(*bytes)) {
      observer({commit.id, parsed->written, parsed->message});
    }
  }
}

// Of the tags that refs name, those of commits in scope.
void drop_foreign_tags(History& history) {
  std::unordered_set<ObjectId> inside;
  for (const CommitRecord& commit : history.commits) inside.insert(commit.id);
  std::erase_if(history.tags, [&](const AnnotatedTag& tag) {
    return tag.target_type == ObjectType::kCommit && !inside.contains(tag.target);
  });
}

// A missing object can be named by many refs and commits; it is one diagnostic.
void report_each_once(std::vector<Diagnostic>& diagnostics) {
  std::unordered_set<std::string> seen;
  std::erase_if(diagnostics, [&](const Diagnostic& diagnostic) {
    return !seen.insert(diagnostic.kind + ' ' + diagnostic.subject).second;
  });
}

}  // namespace

History read_history(const Repository& repository, ObjectReader& reader, CommitSource& commits,
                     const HistoryScope& scope) {
  History history;
  const bool is_everything = scope.tips.empty() && scope.hidden.empty();
  CommitGraph graph(commits, repository.shallow_boundary(), history.diagnostics);
  start_walk(repository, reader, scope, graph, history);
  graph.walk();
  fill(graph, history);
  history.people = graph.take_people();
  if (!is_everything && scope.tips.empty()) drop_foreign_tags(history);
  report_shallow(repository, history);
  report_each_once(history.diagnostics);
  const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
  std::sort(history.tags.begin(), history.tags.end(), by_id);
  std::sort(history.direct.begin(), history.direct.end(), by_id);
  return history;
}

History read_history(const Repository& repository, ObjectReader& reader, const HistoryScope& scope,
                     const CommitObserver& observer) {
  const bool is_everything = scope.tips.empty() && scope.hidden.empty();
  const CommitGraphFile graph =
      CommitGraphFile::open(repository.common_dir() + "/objects", repository.id_size());
  const auto source = make_reading_source(reader, is_everything ? observer : kNoObserver, &graph);
  History history = read_history(repository, reader, *source, scope);
  if (!is_everything && observer) observe(reader, history, observer);
  return history;
}

Result<HistoryScope> range_scope(const Repository& repository, std::string_view range) {
  const std::size_t dots = range.find("..");
  const bool is_range = dots != std::string_view::npos && range.size() > 2 &&
                        range.find("...") == std::string_view::npos &&
                        range.find("..", dots + 2) == std::string_view::npos;
  if (!is_range) {
    return fail(ErrorKind::kUsage, "'" + std::string(range) + "' is not a range; write it as A..B");
  }
  const std::string from(range.substr(0, dots));
  const std::string to(range.substr(dots + 2));
  HistoryScope scope;
  KEYHOUND_TRY(const ObjectId tip, repository.resolve(to.empty() ? "HEAD" : to));
  scope.tips.push_back(tip);
  const auto literal = ObjectId::from_hex(from);
  if (literal && literal->is_null()) return scope;
  KEYHOUND_TRY(const ObjectId hidden, repository.resolve(from.empty() ? "HEAD" : from));
  scope.hidden.push_back(hidden);
  return scope;
}

Result<HistoryScope> since_scope(const Repository& repository, const std::string& revision) {
  HistoryScope scope;
  KEYHOUND_TRY(const ObjectId hidden, repository.resolve(revision));
  scope.hidden.push_back(hidden);
  return scope;
}

}  // namespace keyhound
