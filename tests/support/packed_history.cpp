// SPDX-License-Identifier: Apache-2.0
#include "tests/support/packed_history.h"

#include <doctest/doctest.h>

#include <map>
#include <utility>

#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

constexpr double kMostSeconds = 20;
constexpr long kMostKilobytes = 1'000'000;
constexpr size_t kShownOfId = 10;  // enough of an id to know it by

struct StoredHistory {
  std::string head;
  std::vector<PackedObject> objects;
  std::vector<std::string> blobs;
};

StoredHistory make_history(bool with_tokens, const std::string& format) {
  GitRepoBuilder repo(GitRepoBuilder::Kind::kWorkTree, format);
  StoredHistory history;
  for (unsigned i = 0; i < kHistoryFiles; ++i) {
    const std::string name = history_file(i);
    repo.commit_file(name, history_text(i, with_tokens), "add " + name);
    history.blobs.push_back(repo.git({"rev-parse", "HEAD:" + name}));
  }
  history.head = repo.head();
  history.objects = stored_objects(repo);
  return history;
}

const StoredHistory& history_of(bool with_tokens, const std::string& format) {
  static std::map<std::pair<bool, std::string>, StoredHistory> made;
  const auto key = std::pair(with_tokens, format);
  const auto found = made.find(key);
  if (found != made.end()) return found->second;
  return made.emplace(key, make_history(with_tokens, format)).first->second;
}

std::string shared_lines(unsigned first) {
  std::string text;
  for (unsigned i = first; i < first + 20; ++i) {
    text +=
        "line " + std::to_string(i) + " of all files: " + random_text(i, 30, "aeiou lmn") + "\n";
  }
  return text;
}

bool names_any(const Report& report, const std::vector<std::string>& subjects) {
  for (const std::string& subject : subjects) {
    const bool is_file = subject.starts_with("pack-");
    if (report.diagnoses(is_file ? subject : subject.substr(0, kShownOfId))) return true;
  }
  return subjects.empty();
}

}  // namespace

std::string history_file(unsigned i) { return "f" + std::to_string(i) + ".txt"; }

std::string history_text(unsigned i, bool with_tokens) {
  const std::string own =
      with_tokens ? "token = " + github_pat(i) : "nothing in " + history_file(i);
  return shared_lines(0) + own + "\n" + shared_lines(20);
}

HandPackedRepo::HandPackedRepo(bool with_tokens, const std::string& format)
    : repo(GitRepoBuilder::Kind::kBare, format), pack(format) {
  const StoredHistory& history = history_of(with_tokens, format);
  for (const PackedObject& object : history.objects) pack.add(object);
  blobs_ = history.blobs;
  for (unsigned i = 0; i < kHistoryFiles; ++i) texts_.push_back(history_text(i, with_tokens));
  repo.dir().write_file("refs/heads/main", history.head + "\n");
}

unsigned count_found(const Report& report) {
  unsigned found = 0;
  for (unsigned i = 0; i < kHistoryFiles; ++i) {
    if (report.has_finding(kGithubRule, history_file(i))) ++found;
  }
  return found;
}

void check_bounds(const RunResult& run) {
  CHECK(run.signal == 0);
  CHECK_FALSE(run.killed_by_timeout);
  CHECK(run.seconds < kMostSeconds);
  CHECK(run.peak_rss_kb < kMostKilobytes);
}

void check_named(const ScanResult& result, int exit_code, const Loss& loss) {
  INFO(result.run.describe());
  check_bounds(result.run);
  CHECK(result.run.exit_code == exit_code);
  CHECK_FALSE(result.report.complete);
  CHECK(result.report.has_incomplete_diagnostic());
  for (const std::string& subject : loss.named) {
    CHECK_MESSAGE(names_any(result.report, {subject}), "no diagnostic names ", subject);
  }
  CHECK_MESSAGE(names_any(result.report, loss.either), "no diagnostic names what is damaged");
  for (const ReportedDiagnostic& item : result.report.diagnostics) {
    CHECK_FALSE(item.subject.empty());
    CHECK_FALSE(item.message.empty());
  }
}

void check_damage(const PackDamage& damage) {
  CAPTURE(damage.name);
  for (const bool with_tokens : {true, false}) {
    CAPTURE(with_tokens);
    if (damage.is_seen_by_hash && !with_tokens) continue;
    HandPackedRepo repo(with_tokens);
    const Loss loss = damage.write(repo);
    RunOptions options;
    options.timeout_seconds = 60;
    const ScanResult result = scan({repo.repo.path(), "--history-only"}, options);
    check_named(result, with_tokens ? 1 : 3, loss);
    for (unsigned i = 0; with_tokens && i < kHistoryFiles; ++i) {
      if (loss.files.contains(i)) continue;
      CHECK_MESSAGE(result.report.has_finding(kGithubRule, history_file(i)), "lost ",
                    history_file(i));
    }
  }
}

}  // namespace keyhound::testing
