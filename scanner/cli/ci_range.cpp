// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/ci_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "scanner/cli/ci_commits.h"
#include "scanner/git/commit_relation.h"

namespace keyhound {
namespace {

bool is_about_change(CiEvent event) {
  return event == CiEvent::kPullRequest || event == CiEvent::kMergeQueue || event == CiEvent::kPush;
}

class RangeFinder {
 public:
  RangeFinder(OpenRepository& opened, const CiPlatform& platform, const CiRun& run,
              const CiRevisions& given)
      : commits_(opened), platform_(platform), run_(run), given_(given) {}

  Result<CiRange> run() {
    KEYHOUND_TRY(range_.head, head());
    if (!given_.base.empty()) {
      KEYHOUND_TRY(range_.base, commits_.resolve(given_.base, "--base"));
    } else if (is_about_change(run_.event)) {
      if (given_.head.empty()) KEYHOUND_TRY_STATUS(check_head());
      KEYHOUND_TRY(range_.base, run_.event == CiEvent::kPush ? push_base() : request_base());
    }
    if (range_.is_everything()) {
      KEYHOUND_TRY_STATUS(check_depth_of_everything());
    } else {
      KEYHOUND_TRY_STATUS(relate());
    }
    return std::move(range_);
  }

 private:
  Result<ObjectId> head() {
    if (!given_.head.empty()) return commits_.resolve(given_.head, "--head");
    const auto head = commits_.repository().head();
    if (head && commits_.is_stored(*head)) return *head;
    return fail(ErrorKind::kUsage,
                "HEAD names no commit of this repository; check out what is to be scanned, or say "
                "it with --head REV");
  }

  // What is checked out must be what the run is about, or its merge with the target.
  Status check_head() {
    const CiCommit* told = nullptr;
    const std::vector<ObjectId> parents = commits_.parents_of(range_.head);
    for (const CiCommit& one : run_.heads) {
      if (one.id.empty()) continue;
      if (names_commit(one.id, range_.head)) return {};
      const bool is_merged = parents.size() > 1 &&
                             std::any_of(parents.begin(), parents.end(),
                                         [&](const auto& id) { return names_commit(one.id, id); });
      if (is_merged) return {};
      if (told == nullptr) told = &one;
    }
    if (told == nullptr) return {};
    return fail(ErrorKind::kUsage,
                fmt::format("{} says that this {} is about commit {}, but commit {} is checked "
                            "out; check out that commit, or say which is meant with --head REV",
                            told->source, to_string(run_.event), told->id, range_.head.hex()));
  }

  // Of a merge that the platform made for the run: the parent that is not the change's own.
  std::optional<ObjectId> merged_into() {
    if (run_.source.id.empty() || names_commit(run_.source.id, range_.head)) return std::nullopt;
    const std::vector<ObjectId> parents = commits_.parents_of(range_.head);
    if (parents.size() != 2) return std::nullopt;
    if (names_commit(run_.source.id, parents[1])) return parents[0];
    if (names_commit(run_.source.id, parents[0])) return parents[1];
    return std::nullopt;
  }

  Result<ObjectId> request_base() {
    if (const auto target = merged_into()) {
      if (commits_.is_stored(*target)) return *target;
      return too_shallow(range_.head);
    }
    KEYHOUND_TRY(const auto told, commits_.find_told(run_.base));
    if (told) return *told;
    const std::string branch = run_.base_branch.empty() ? default_branch() : run_.base_branch;
    if (const auto tip = commits_.find_branch(branch)) {
      if (!run_.base.id.empty()) note_gone(branch);
      return *tip;
    }
    if (commits_.repository().is_shallow()) return too_shallow(range_.head);
    if (branch.empty() && run_.base.id.empty()) {
      note_no_base();
      return ObjectId();
    }
    return missing_base(branch);
  }

  Result<ObjectId> push_base() {
    const bool has_told = !run_.base.id.empty() && !is_zero_id(run_.base.id);
    if (has_told) {
      KEYHOUND_TRY(const auto told, commits_.find_told(run_.base));
      if (told) return *told;
      if (commits_.repository().is_shallow()) return too_shallow(range_.head);
    }
    const std::string branch = default_branch();
    // The default branch cannot be compared with itself.
    const bool is_comparable = !branch.empty() && !run_.branch.empty() && branch != run_.branch;
    if (is_comparable) {
      if (const auto tip = commits_.find_branch(branch)) {
        if (has_told) note_gone(branch);
        return *tip;
      }
      if (commits_.repository().is_shallow()) return too_shallow(range_.head);
    }
    if (has_told) return missing_base(is_comparable ? branch : "");
    note_no_base();
    return ObjectId();
  }

  std::string default_branch() const {
    return run_.default_branch.empty() ? commits_.default_branch() : run_.default_branch;
  }

  Status relate() {
    const CommitRelation relation =
        relate_commits(commits_.repository(), commits_.reader(), range_.base, range_.head);
    if (relation.cut_at) return too_shallow(*relation.cut_at);
    if (!relation.merge_base) {
      if (commits_.repository().is_shallow()) return too_shallow(range_.base);
      return fail(ErrorKind::kUsage,
                  fmt::format("commit {} and its base {} have no commit in common, so that there "
                              "is no change to scan; say what it is made against with --base REV",
                              range_.head.hex(), range_.base.hex()));
    }
    range_.merge_base = *relation.merge_base;
    range_.commits = relation.commits;
    if (relation.commits == 0)
      note("empty-range", range_.head.hex(),
           fmt::format("the base {} has every commit of this {} already, so that there was nothing "
                       "to scan",
                       range_.base.hex(), to_string(run_.event)));
    return {};
  }

  Status check_depth_of_everything() {
    if (!commits_.repository().is_shallow()) return {};
    return fail(ErrorKind::kUsage,
                fmt::format("{}\nOnly the files: keyhound scan --tree-only",
                            shallow_text(commits_.repository().shallow_boundary().front())));
  }

  std::string shallow_text(const ObjectId& at) const {
    return fmt::format(
        "the clone is shallow: what lies before commit {} is not in it, so that a part of this {} "
        "would not be scanned.\nTo get all of it, {} ({})",
        at.hex(), to_string(run_.event), platform_.deepen, platform_.name);
  }
  tl::unexpected<Error> too_shallow(const ObjectId& at) const {
    return fail(ErrorKind::kUsage, shallow_text(at));
  }

  tl::unexpected<Error> missing_base(const std::string& branch) const {
    std::string what;
    if (!run_.base.id.empty()) {
      what = fmt::format("commit {}, which {} names as the base of this {}, is not in the clone",
                         run_.base.id, run_.base.source, to_string(run_.event));
      if (run_.event == CiEvent::kPush) what += " (a force-push takes such commits away)";
    }
    if (!branch.empty()) {
      what +=
          fmt::format("{}branch '{}' is not in the clone", what.empty() ? "" : ", and ", branch);
    }
    return fail(
        ErrorKind::kUsage,
        fmt::format("{}.\nFetch it ({}), or say what the change is made against with --base "
                    "REV; 'keyhound scan' scans everything",
                    what, "git fetch origin '+refs/heads/*:refs/remotes/origin/*'"));
  }

  void note_gone(const std::string& branch) {
    note("base-gone", run_.base.id,
         fmt::format("this commit, which {} names as the base, is not in the clone (a force-push "
                     "takes such commits away); what branch '{}' does not have was scanned instead",
                     run_.base.source, branch));
  }

  void note_no_base() {
    note("no-base", range_.head.hex(),
         fmt::format("nothing says what this {} is made against, so that everything was scanned; "
                     "--base REV would say it",
                     to_string(run_.event)));
  }

  void note(std::string kind, std::string subject, std::string message) {
    range_.notes.push_back({std::move(kind), std::move(subject), std::move(message), false});
  }

  CiCommits commits_;
  const CiPlatform& platform_;
  const CiRun& run_;
  const CiRevisions& given_;
  CiRange range_;
};

}  // namespace

Result<CiRange> derive_ci_range(OpenRepository& opened, const CiPlatform& platform,
                                const CiRun& run, const CiRevisions& given) {
  return RangeFinder(opened, platform, run, given).run();
}

}  // namespace keyhound
