// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/gitleaks_paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "scanner/engine/pattern.h"
#include "scanner/filters/allowlist.h"
#include "scanner/git/head_tree.h"
#include "scanner/git/index_changes.h"
#include "scanner/git/pack/pack_reader.h"
#include "scanner/scan/finding_collector.h"
#include "scanner/scan/history_map.h"
#include "scanner/scan/ignore_question.h"
#include "scanner/scan/parallel.h"
#include "scanner/sources/tree_walk.h"

namespace keyhound {
namespace {

struct PathRule {
  const GitleaksPathRule* rule = nullptr;
  Pattern path;
  AllowlistFilter allowlists;
};

// A path alone is asked for paths and commits only; a list that wants more as well never allows.
std::vector<Allowlist> on_paths(const std::vector<Allowlist>& lists) {
  std::vector<Allowlist> kept;
  for (Allowlist list : lists) {
    const bool wants_more = !list.regexes.empty() || !list.stopwords.empty();
    if (wants_more && list.condition == Allowlist::Condition::kAll) continue;
    list.regexes.clear();
    list.stopwords.clear();
    if (!list.paths.empty() || !list.commits.empty()) kept.push_back(std::move(list));
  }
  return kept;
}

Result<TextTest> compile_test(std::string_view regex) {
  KEYHOUND_TRY(const Pattern pattern, Pattern::compile(regex));
  return TextTest([pattern](std::string_view text) { return pattern.matches(text); });
}

Result<std::vector<PathRule>> compile_rules(const GitleaksRules& rules) {
  std::vector<PathRule> compiled;
  for (const GitleaksPathRule& rule : rules.path_rules) {
    if (rule.skip_report) continue;
    std::vector<Allowlist> lists = on_paths(rule.allowlists);
    for (Allowlist& list : on_paths(rules.file.allowlists)) lists.push_back(std::move(list));
    KEYHOUND_TRY(Pattern path, Pattern::compile(rule.path));
    KEYHOUND_TRY(AllowlistFilter filter, AllowlistFilter::compile(lists, compile_test));
    compiled.push_back({&rule, std::move(path), std::move(filter)});
  }
  return compiled;
}

class PathSearch {
 public:
  PathSearch(std::vector<PathRule> rules, const ScanContext& context, const ScanRequest& request,
             PlaceTexts& texts, ScanResult& result)
      : rules_(std::move(rules)),
        context_(context),
        request_(request),
        texts_(texts),
        result_(result) {}

  Status run() {
    switch (request_.mode) {
      case ScanMode::kStdin:
      case ScanMode::kCommit:  // the base that a run is compared with
        return {};
      case ScanMode::kTreeOnly:
        KEYHOUND_TRY_STATUS(search_files());
        break;
      case ScanMode::kStaged:
        KEYHOUND_TRY_STATUS(search_index());
        break;
      case ScanMode::kRange:
      case ScanMode::kSince:
      case ScanMode::kHistoryOnly:
        KEYHOUND_TRY_STATUS(search_commits());
        break;
      case ScanMode::kEverything:
        if (result_.scan.kind == kind_name(ScanMode::kEverything)) {
          KEYHOUND_TRY_STATUS(search_commits());
          if (texts_.repository()->repository().is_bare()) break;
          KEYHOUND_TRY_STATUS(search_index());
        }
        KEYHOUND_TRY_STATUS(search_files());
        break;
    }
    return take_found();
  }

 private:
  Status take_found() {
    KEYHOUND_TRY(TextScanner scanner, TextScanner::create(context_));
    TextCleaner cleaner(scanner);
    for (auto& [key, finding] : found_) {
      Occurrence& place = finding.occurrences.front();
      cleaner.clean(place.location.path);
      cleaner.clean(place.commit.author);
      cleaner.clean(place.commit.author_email);
      result_.findings.push_back(std::move(finding));
    }
    sort_for_report(result_.findings);
    return {};
  }

  void look_at(const std::string& path, Occurrence occurrence) {
    for (const PathRule& one : rules_) {
      if (!one.path.matches(path)) continue;
      if (one.allowlists.allows({"", "", "", path, occurrence.commit.id})) continue;
      occurrence.location.path = path;
      occurrence.location.part = LocationPart::kPath;
      add(*one.rule, path, occurrence);
    }
  }

  void add(const GitleaksPathRule& rule, const std::string& path, const Occurrence& occurrence) {
    const auto [place, is_new] = found_.try_emplace({rule.id, path});
    Finding& finding = place->second;
    if (!is_new) {
      Occurrence& first = finding.occurrences.front();
      first.in_worktree = first.in_worktree || occurrence.in_worktree;
      return;
    }
    finding.rule_id = rule.id;
    finding.title = rule.description;
    finding.message = fmt::format("{}: the file is one by its path.", rule.description);
    finding.remedy = "Take the file out of the repository, and revoke what it holds.";
    finding.score = score_of(finding.severity);
    finding.fingerprint = fingerprint(context_.key(), rule.id, path);
    finding.tags = rule.tags;
    finding.occurrences.push_back(occurrence);
  }

  Status search_files() {
    std::optional<IgnoreQuestion> question;
    WalkOptions options;
    const Repository* const repository =
        texts_.has_repository() ? &texts_.repository()->repository() : nullptr;
    std::error_code error;
    const bool is_folder = std::filesystem::is_directory(request_.target, error);
    if (request_.respect_ignores && is_folder) {
      question.emplace(request_.target, repository);
      options.ignored = [&question](std::string_view path, bool is_directory) {
        return (*question)(path, is_directory);
      };
    }
    KEYHOUND_TRY(const TreeListing listing, walk_tree(request_.target, options));
    for (const TreeEntry& entry : listing.entries) {
      Occurrence occurrence;
      occurrence.in_worktree = true;
      look_at(is_folder ? entry.path : request_.target, std::move(occurrence));
    }
    return {};
  }

  Status search_index() {
    OpenRepository& opened = *texts_.repository();
    KEYHOUND_TRY(const IndexFile index, IndexFile::read(opened.repository(), request_.index_file));
    const auto reader = make_pack_reader(opened.packs(ignored_, PackChecks::kQuick));
    for (const StagedFile& file : staged_files(opened.repository(), *reader, index, ignored_)) {
      if (!file.previous.is_null()) continue;
      Occurrence occurrence;
      occurrence.blob = file.blob.hex();
      occurrence.in_worktree = true;
      look_at(file.path, std::move(occurrence));
    }
    return {};
  }

  Result<HistoryScope> scope(const Repository& repository) const {
    HistoryScope scope;
    if (request_.mode == ScanMode::kRange) {
      KEYHOUND_TRY(scope, range_scope(repository, request_.revision));
    } else if (request_.mode == ScanMode::kSince) {
      KEYHOUND_TRY(scope, since_scope(repository, request_.revision));
    }
    scope.include_reflogs = request_.unreachable;
    return scope;
  }

  // Each path at the commit that first brought it.
  Status search_commits() {
    OpenRepository& opened = *texts_.repository();
    const Repository& repository = opened.repository();
    const PackSet& packs = opened.packs(ignored_, PackChecks::kQuick);
    const auto reader = make_pack_reader(packs);
    KEYHOUND_TRY(const HistoryScope commits, scope(repository));
    const History history = read_history(repository, *reader, commits);
    KEYHOUND_TRY(const HistoryMap map,
                 map_history(packs, history, thread_count(request_.threads), nullptr));
    const HeadTree head = HeadTree::read(repository, *reader, ignored_);
    std::vector<const BlobEvent*> first(map.paths.size(), nullptr);
    for (const BlobEvent& event : map.events) {
      const BlobEvent*& known = first[event.path];
      if (known == nullptr || event.commit < known->commit) known = &event;
    }
    for (std::size_t i = 0; i < first.size(); ++i) {
      if (first[i] != nullptr) look_at(map.paths[i], brought_by(*first[i], history, head, map));
    }
    return {};
  }

  static Occurrence brought_by(const BlobEvent& event, const History& history, const HeadTree& head,
                               const HistoryMap& map) {
    Occurrence occurrence;
    occurrence.blob = event.blob.hex();
    occurrence.in_head = !head.blob_at(map.paths[event.path]).is_null();
    if (event.commit >= history.commits.size()) return occurrence;
    const CommitRecord& commit = history.commits[event.commit];
    const Person& author = history.people[commit.author];
    occurrence.commit = {commit.id.hex(), author.name, author.email, commit.committed};
    occurrence.reachable = commit.reachable;
    return occurrence;
  }

  std::vector<PathRule> rules_;
  const ScanContext& context_;
  const ScanRequest& request_;
  PlaceTexts& texts_;
  ScanResult& result_;
  std::map<std::pair<std::string, std::string>, Finding> found_;  // by rule and path
  std::vector<Diagnostic> ignored_;                               // the scan itself has told them
};

}  // namespace

Status add_path_findings(const GitleaksRules& rules, const ScanContext& context,
                         const ScanRequest& request, PlaceTexts& texts, ScanResult& result) {
  KEYHOUND_TRY(std::vector<PathRule> compiled, compile_rules(rules));
  if (compiled.empty()) return {};
  return PathSearch(std::move(compiled), context, request, texts, result).run();
}

}  // namespace keyhound
