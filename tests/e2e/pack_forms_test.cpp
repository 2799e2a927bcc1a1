// SPDX-License-Identifier: Apache-2.0
// Packs as git and others may write them, honest in every field: whatever the form, all is found.
#include <doctest/doctest.h>

#include <filesystem>
#include <functional>

#include "tests/support/packed_chain.h"
#include "tests/support/packed_history.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

namespace fs = std::filesystem;

struct PackForm {
  std::string name;
  std::function<void(HandPackedRepo&)> write;
};

void check_complete(const BoundedScan& result, int exit_code) {
  INFO(result.run.describe());
  check_bounds(result);
  CHECK(result.run.exit_code == exit_code);
  CHECK(result.report.complete);
  CHECK_FALSE(result.report.has_incomplete_diagnostic());
}

void check_form(const PackForm& form, const std::string& format = "sha1") {
  CAPTURE(form.name);
  HandPackedRepo repo(true, format);
  form.write(repo);
  const BoundedScan result = bounded_scan({repo.repo.path(), "--history-only"});
  check_complete(result, 1);
  CHECK(count_found(result.report) == kHistoryFiles);
}

// Every blob a delta of the one before it.
void chain_blobs(HandPackedRepo& repo, PackedKind kind) {
  for (unsigned i = kHistoryFiles - 1; i > 0; --i) {
    repo.pack.object(repo.blob(i)).content = make_delta(repo.text(i - 1), repo.text(i));
    repo.pack.object(repo.blob(i)).base_id = repo.blob(i - 1);
    repo.pack.object(repo.blob(i)).kind = kind;
  }
  for (unsigned i = 0; i < kHistoryFiles; ++i) repo.pack.move_to_end(repo.blob(i));
}

// What is built here must be honest: git itself has to agree.
void check_by_git(const HandPackedRepo& repo) { repo.repo.git({"fsck", "--full", "--strict"}); }

// Moves the blobs of files from `first` on into a pack of their own.
PackBuilder split_off(HandPackedRepo& repo, unsigned first) {
  PackBuilder other;
  for (unsigned i = first; i < kHistoryFiles; ++i) {
    other.add(repo.pack.object(repo.blob(i)));
    repo.pack.remove(repo.blob(i));
  }
  return other;
}

std::vector<PackForm> single_pack_forms() {
  return {{"whole objects",
           [](HandPackedRepo& repo) {
             repo.write();
             check_by_git(repo);
           }},
          {"offset deltas",
           [](HandPackedRepo& repo) {
             chain_blobs(repo, PackedKind::kOfsDelta);
             repo.write();
             check_by_git(repo);
           }},
          {"reference deltas behind their bases",
           [](HandPackedRepo& repo) {
             chain_blobs(repo, PackedKind::kRefDelta);
             repo.write();
             check_by_git(repo);
           }},
          {"reference deltas before their bases",
           [](HandPackedRepo& repo) {
             chain_blobs(repo, PackedKind::kRefDelta);
             for (unsigned i = kHistoryFiles; i-- > 0;) repo.pack.move_to_end(repo.blob(i));
             repo.write();
             check_by_git(repo);
           }},
          {"version 3",
           [](HandPackedRepo& repo) {
             chain_blobs(repo, PackedKind::kOfsDelta);
             write_pack(repo.objects(), repo.pack.build(3));
             check_by_git(repo);
           }},
          {"index of version 1", [](HandPackedRepo& repo) {
             chain_blobs(repo, PackedKind::kOfsDelta);
             const PackImage image = repo.pack.build();
             write_pack(repo.objects(), image, image.index(1));
             check_by_git(repo);
           }}};
}

std::vector<PackForm> spread_forms() {
  return {{"two packs",
           [](HandPackedRepo& repo) {
             write_pack(repo.objects(), split_off(repo, 20).build());
             repo.write();
             check_by_git(repo);
           }},
          {"the same objects in two packs",
           [](HandPackedRepo& repo) {
             PackBuilder other;
             for (unsigned i = 0; i < 20; ++i) other.add(repo.pack.object(repo.blob(i)));
             write_pack(repo.objects(), other.build());
             repo.write();
             check_by_git(repo);
           }},
          {"a pack in an alternate",
           [](HandPackedRepo& repo) {
             write_pack(repo.repo.dir() / "other", split_off(repo, 20).build());
             repo.repo.dir().write_file("objects/info/alternates", repo.repo.dir() / "other\n");
             repo.write();
             check_by_git(repo);
           }},
          {"loose objects beside a pack", [](HandPackedRepo& repo) {
             split_off(repo, 20);
             repo.write();
             for (unsigned i = 20; i < kHistoryFiles; ++i) repo.repo.blob(repo.text(i));
             check_by_git(repo);
           }}};
}

// A delta with its base elsewhere: git makes such packs for the network only.
std::vector<PackForm> thin_forms() {
  const auto split_delta = [](HandPackedRepo& repo) {
    repo.pack.store_as_delta(repo.blob(20), repo.blob(19), PackedKind::kRefDelta);
    PackBuilder other;
    other.add(repo.pack.object(repo.blob(19)));
    repo.pack.remove(repo.blob(19));
    return other;
  };
  return {{"base in another pack",
           [=](HandPackedRepo& repo) {
             write_pack(repo.objects(), split_delta(repo).build());
             repo.write();
           }},
          {"base loose",
           [=](HandPackedRepo& repo) {
             split_delta(repo);
             repo.repo.blob(repo.text(19));
             repo.write();
           }},
          {"base in an alternate", [=](HandPackedRepo& repo) {
             write_pack(repo.repo.dir() / "other", split_delta(repo).build());
             repo.repo.dir().write_file("objects/info/alternates", repo.repo.dir() / "other\n");
             repo.write();
           }}};
}

// A report without what differs between two scans of equal repositories.
nlohmann::json comparable(nlohmann::json report) {
  for (const char* key : {"target", "started", "finished"}) report["scan"].erase(key);
  return report;
}

}  // namespace

TEST_CASE("A pack by hand is read in every form that git reads") {
  for (const PackForm& form : single_pack_forms()) check_form(form);
}

TEST_CASE("Objects are found in all packs, alternates and loose files together") {
  for (const PackForm& form : spread_forms()) check_form(form);
}

TEST_CASE("A reference delta finds its base outside its pack") {
  for (const PackForm& form : thin_forms()) check_form(form);
}

TEST_CASE("Packs with ids of SHA-256 are read, with deltas of both kinds") {
  for (const PackedKind kind : {PackedKind::kOfsDelta, PackedKind::kRefDelta}) {
    const auto write = [&](HandPackedRepo& repo) {
      chain_blobs(repo, kind);
      repo.write();
      check_by_git(repo);
    };
    check_form({"deltas", write}, "sha256");
  }
}

TEST_CASE(
    "Findings in a repository with SHA-256 name commits by 64 digits, "
    "packed or loose") {
  GitRepoBuilder repo(GitRepoBuilder::Kind::kWorkTree, "sha256");
  repo.commit_file("gone.txt", "token = " + github_pat(2) + "\n", "leak");
  const std::string removed_from = repo.head();
  repo.commit_removal("gone.txt", "remove");
  const std::string last = repo.commit_file("kept.txt", "token = " + github_pat(1) + "\n", "leak");
  for (const bool is_packed : {false, true}) {
    CAPTURE(is_packed);
    if (is_packed) repo.pack();
    const BoundedScan result = bounded_scan({repo.path(), "--history-only"});
    check_complete(result, 1);
    REQUIRE(last.size() == 64);
    const Occurrence* kept = result.report.find_committed(kGithubRule, "kept.txt", last);
    const Occurrence* gone = result.report.find_committed(kGithubRule, "gone.txt", removed_from);
    REQUIRE(kept != nullptr);
    REQUIRE(gone != nullptr);
    CHECK(kept->in_head);
    CHECK_FALSE(gone->in_head);
  }
}

TEST_CASE("A repacked repository gives the report of the loose one, byte for byte") {
  for (const char* format : {"sha1", "sha256"}) {
    CAPTURE(format);
    GitRepoBuilder repo(GitRepoBuilder::Kind::kWorkTree, format);
    std::string text;
    for (unsigned i = 0; i < kHistoryFiles; ++i) {
      const bool is_leak = i % 7 == 3;
      text += is_leak ? "token = " + github_pat(i) + "\n" : alphanumerics(i, 60) + "\n";
      if (i % 11 == 10) text.erase(0, text.size() / 3);
      repo.commit_file("sub/notes.txt", text, "edit");
      if (i % 5 == 4) repo.commit_file("copy" + std::to_string(i), text, "copy");
    }
    repo.tag("v1", "a tag");
    const BoundedScan loose = bounded_scan({repo.path(), "--history-only"});
    check_complete(loose, 1);
    REQUIRE(loose.report.findings.size() >= 5);
    for (const char* depth : {"--depth=50", "--depth=1", "--depth=0"}) {
      CAPTURE(depth);
      repo.git({"repack", "-adfq", "--window=20", depth});
      repo.git({"prune-packed", "-q"});
      const BoundedScan packed = bounded_scan({repo.path(), "--history-only"});
      check_complete(packed, 1);
      CHECK(comparable(packed.report.json).dump(1) == comparable(loose.report.json).dump(1));
    }
  }
}

TEST_CASE("Delta chains as long as git makes them are read to their end") {
  for (const PackedKind kind : {PackedKind::kOfsDelta, PackedKind::kRefDelta}) {
    GitRepoBuilder repo(GitRepoBuilder::Kind::kBare);
    write_chain(repo, 4095, kind);
    repo.git({"fsck", "--full", "--strict"});
    const BoundedScan result = bounded_scan({repo.path(), "--history-only"});
    check_complete(result, 1);
    check_chain(result.report, 4095);
  }
}

TEST_CASE(
    "A blob that only a pack holds and no ref reaches is found with "
    "--unreachable alone") {
  GitRepoBuilder repo;
  repo.commit_file("a.txt", "harmless\n", "first");
  repo.pack();
  PackBuilder other;
  const std::string base = other.add_blob(history_text(0, false));
  const std::string id = other.add_blob(history_text(0, true));
  other.store_as_delta(id, base, PackedKind::kOfsDelta);
  write_pack(repo.git_dir() / "objects", other.build());
  check_complete(bounded_scan({repo.path(), "--history-only"}), 0);
  const BoundedScan result = bounded_scan({repo.path(), "--history-only", "--unreachable"});
  check_complete(result, 1);
  CHECK(result.report.count(kGithubRule) == 1);
}

TEST_CASE(
    "A pack of a partial clone is scanned, and says what it left with "
    "the remote") {
  GitRepoBuilder origin;
  origin.commit_file("big.txt", "token = " + github_pat(1) + "\n" + alphanumerics(1, 5000), "big");
  origin.commit_file("small.txt", "token = " + github_pat(2) + "\n", "small");
  origin.config("uploadpack.allowFilter", "true");
  TempDir other;
  const std::string url = "file://" + origin.path();
  origin.git({"clone", "-q", "--bare", "--filter=blob:limit=1000", url, other / "partial.git"});
  bool has_promisor = false;
  for (const auto& entry : fs::directory_iterator(other / "partial.git/objects/pack")) {
    has_promisor |= entry.path().extension() == ".promisor";
  }
  REQUIRE(has_promisor);
  const BoundedScan result = bounded_scan({other / "partial.git", "--history-only"});
  check_named(result, 1, {.named = {origin.git({"rev-parse", "HEAD:big.txt"})}});
  CHECK(result.report.has_finding(kGithubRule, "small.txt"));
  CHECK_FALSE(result.report.has_finding(kGithubRule, "big.txt"));
}

}  // namespace keyhound::testing
