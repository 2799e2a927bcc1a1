// SPDX-License-Identifier: Apache-2.0
#include "tests/support/packed_history.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <algorithm>
#include <map>
#include <utility>

#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsMeasured = false;  // the sanitizers' own memory and time would be counted
#else
constexpr bool kIsMeasured = true;
#endif
constexpr double kMostSeconds = 20;
constexpr long kMostKilobytes = 1'000'000;
constexpr size_t kShownOfId = 10;  // enough of an id to know it by

struct StoredHistory {
  std::string head;
  std::vector<PackedObject> objects;
  std::vector<std::string> blobs;
  std::vector<std::string> commits;
  std::vector<std::string> trees;
};

StoredHistory make_history(bool with_tokens, const std::string& format) {
  GitRepoBuilder repo(GitRepoBuilder::Kind::kWorkTree, format);
  StoredHistory history;
  for (unsigned i = 0; i < kHistoryFiles; ++i) {
    const std::string name = history_file(i);
    history.commits.push_back(repo.commit_file(name, history_text(i, with_tokens), "add " + name));
    history.trees.push_back(repo.git({"rev-parse", "HEAD^{tree}"}));
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

double seconds_of_children() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  const auto micros = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
  const auto seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec;
  return static_cast<double>(seconds) + static_cast<double>(micros) / 1e6;
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
  commits_ = history.commits;
  trees_ = history.trees;
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

BoundedScan bounded_scan(std::vector<std::string> arguments) {
  const double before = seconds_of_children();
  BoundedScan result{scan(std::move(arguments)), 0};
  result.processor_seconds = seconds_of_children() - before;
  return result;
}

void check_bounds(const BoundedScan& result) {
  CHECK(result.run.signal == 0);
  CHECK_FALSE(result.run.killed_by_timeout);
  if (!kIsMeasured) return;
  CHECK(result.processor_seconds < kMostSeconds);
  CHECK(result.run.peak_rss_kb < kMostKilobytes);
}

void check_named(const BoundedScan& result, int exit_code, const Loss& loss) {
  INFO(result.run.describe());
  check_bounds(result);
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
    if (damage.is_seen_by_hash && !with_tokens) continue;
    CAPTURE(with_tokens);
    HandPackedRepo repo(with_tokens);
    const Loss loss = damage.write(repo);
    const BoundedScan result = bounded_scan({repo.repo.path(), "--history-only"});
    const auto is_found = [&](unsigned file) {
      return result.report.has_finding(kGithubRule, history_file(file));
    };
    if (damage.is_seen_by_hash && std::none_of(loss.files.begin(), loss.files.end(), is_found)) {
      check_bounds(result);
    } else {
      check_named(result, with_tokens ? 1 : 3, loss);
    }
    for (unsigned i = 0; with_tokens && i < kHistoryFiles; ++i) {
      if (loss.files.contains(i)) continue;
      CHECK_MESSAGE(is_found(i), "lost ", history_file(i));
    }
  }
}

}  // namespace keyhound::testing
