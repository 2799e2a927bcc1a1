// SPDX-License-Identifier: Apache-2.0
#include "scanner/hooks/push.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "scanner/git/history.h"
#include "scanner/git/object_text.h"
#include "scanner/git/ref_list.h"

namespace keyhound {
namespace {

constexpr std::string_view kRemotes = "refs/remotes/";
constexpr int kDeepestTag = 100;  // tags of tags

// The commit behind an object; none for what is none, or is not here.
std::optional<ObjectId> commit_of(ObjectReader& reader, ObjectId id) {
  for (int depth = 0; depth < kDeepestTag; ++depth) {
    const auto header = reader.read_header(id);
    if (!header) return std::nullopt;
    if (header->type == ObjectType::kCommit) return id;
    if (header->type != ObjectType::kTag) return std::nullopt;
    const auto bytes = reader.read_as(ObjectType::kTag, id);
    if (!bytes) return std::nullopt;
    const auto tag = parse_tag(*bytes);
    if (!tag) return std::nullopt;
    id = tag->target;
  }
  return std::nullopt;
}

void settle(std::vector<ObjectId>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

// The commits that the refs below `prefix` name.
void add_named(const Repository& repository, ObjectReader& reader, std::string_view prefix,
               std::vector<ObjectId>& ids) {
  for (const Ref& ref : read_refs(repository.common_dir()).refs) {
    if (!ref.name.starts_with(prefix)) continue;
    if (const auto commit = commit_of(reader, ref.id)) ids.push_back(*commit);
  }
}

// Parted by single spaces: no ref has one in its name. None: there are not four words.
std::optional<std::array<std::string_view, 4>> words_of(std::string_view line) {
  std::array<std::string_view, 4> words;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t end = line.find(' ');
    const bool is_last = i + 1 == words.size();
    if ((end == std::string_view::npos) != is_last) return std::nullopt;
    words[i] = line.substr(0, end);
    if (!is_last) line.remove_prefix(end + 1);
  }
  return words;
}

bool is_unchecked(const History& history, const CommitRecord& commit, const PassedTrees& passed) {
  if (commit.parent_count > 1 || commit.committed < passed.since()) return false;
  if (passed.holds(commit.tree)) return false;
  const auto before = history.parent_trees_of(commit);
  return before.empty() || before.front() != commit.tree;
}

}  // namespace

Result<std::vector<PushedRef>> parse_push_lines(std::string_view text) {
  std::vector<PushedRef> refs;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto words = words_of(line);
    const auto local = words ? ObjectId::from_hex((*words)[1]) : std::nullopt;
    const auto remote = words ? ObjectId::from_hex((*words)[3]) : std::nullopt;
    if (!local || !remote) {
      return fail(ErrorKind::kUsage,
                  fmt::format("standard input, line {}: it is not '<local ref> <id> <remote ref> "
                              "<id>', which git gives to a pre-push hook",
                              number));
    }
    refs.push_back({std::string((*words)[0]), *local, std::string((*words)[2]), *remote});
  }
  return refs;
}

PushScope push_scope(const Repository& repository, ObjectReader& reader, std::string_view remote,
                     const std::vector<PushedRef>& refs) {
  PushScope scope;
  for (const PushedRef& ref : refs) {
    if (ref.local.is_null()) continue;
    scope.tips.push_back(ref.local);
    if (ref.remote.is_null()) continue;
    if (const auto commit = commit_of(reader, ref.remote)) {
      scope.hidden.push_back(*commit);
    } else if (!reader.read_header(ref.remote)) {
      scope.unknown.push_back(ref.remote_ref);
    }
  }
  if (!scope.tips.empty() && !remote.empty())
    add_named(repository, reader, fmt::format("{}{}/", kRemotes, remote), scope.hidden);
  settle(scope.tips);
  settle(scope.hidden);
  return scope;
}

UncheckedCommits unchecked_commits(const Repository& repository, ObjectReader& reader,
                                   const PushScope& scope, const PassedTrees& passed) {
  UncheckedCommits unchecked;
  if (!passed.is_known() || scope.tips.empty()) return unchecked;
  HistoryScope walked{scope.tips, scope.hidden};
  add_named(repository, reader, kRemotes, walked.hidden);
  for (const ObjectId& base : passed.bases()) {
    if (commit_of(reader, base)) walked.hidden.push_back(base);
  }
  settle(walked.hidden);
  // What cannot be read is said by the scan of the same commits.
  const History history = read_history(repository, reader, walked);
  unchecked.pushed = history.commits.size();
  for (const CommitRecord& commit : history.commits) {
    if (is_unchecked(history, commit, passed))
      unchecked.commits.push_back({commit.id, commit.tree});
  }
  return unchecked;
}

std::vector<ObjectId> named_commits(const Repository& repository, ObjectReader& reader) {
  std::vector<ObjectId> commits;
  if (const auto head = repository.head()) commits.push_back(*head);
  for (const std::string_view prefix : {"refs/heads/", "refs/tags/"})
    add_named(repository, reader, prefix, commits);
  std::vector<ObjectId> unique;
  for (const ObjectId& commit : commits) {
    if (std::find(unique.begin(), unique.end(), commit) == unique.end() &&
        unique.size() < PassedTrees::kMostBases)
      unique.push_back(commit);
  }
  return unique;
}

}  // namespace keyhound
