// SPDX-License-Identifier: Apache-2.0
#include "tests/support/packed_chain.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/git_hash.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

constexpr unsigned kMiddleToken = 501;
constexpr unsigned kLastToken = 502;

std::string version_name(unsigned i) {
  const std::string number = std::to_string(i);
  return "v" + std::string(5 - number.size(), '0') + number;
}

std::string token_line(unsigned n) { return "token = " + github_pat(n) + "\n"; }

std::string add_object(PackBuilder& pack, PackedKind kind, std::string_view type,
                       const std::string& content) {
  PackedObject object;
  object.id = git_object_id("sha1", type, content);
  object.kind = kind;
  object.content = content;
  pack.add(object);
  return object.id;
}

}  // namespace

std::string commit_files_of(const GitRepoBuilder& repo, PackBuilder& pack,
                            const std::vector<std::pair<std::string, std::string>>& files) {
  std::string tree;
  for (const auto& [name, id] : files) {
    tree += "100644 " + name;
    tree += '\0';
    tree += from_hex(id);
  }
  const std::string who = " Ana Author <ana@acme.example> 1768046400 +0000\n";
  const std::string text = "tree " + add_object(pack, PackedKind::kTree, "tree", tree) +
                           "\nauthor" + who + "committer" + who + "\nall versions\n";
  std::string commit = add_object(pack, PackedKind::kCommit, "commit", text);
  repo.dir().write_file("refs/heads/main", commit + "\n");
  return commit;
}

void write_chain(const GitRepoBuilder& repo, unsigned depth, PackedKind kind) {
  std::vector<std::pair<std::string, std::string>> files;
  std::vector<PackedObject> objects;
  std::string text = "version 0\n";
  size_t lasting = text.size();  // without a token, which the next version leaves out
  objects.push_back({.id = git_object_id("sha1", "blob", text), .content = text});
  files.emplace_back(version_name(0), objects[0].id);
  for (unsigned i = 1; i <= depth; ++i) {
    std::string added = std::to_string(i) + "\n";
    const size_t kept = lasting;
    lasting += added.size();
    if (i == depth / 2) added += token_line(kMiddleToken);
    if (i == depth) added += token_line(kLastToken);
    DeltaWriter delta(text.size(), kept + added.size());
    delta.copy(0, static_cast<uint32_t>(kept)).insert(added);
    text.resize(kept);
    text += added;
    std::string id = git_object_id("sha1", "blob", text);
    files.emplace_back(version_name(i), id);
    const std::string base = objects.back().id;
    objects.push_back(
        {.id = std::move(id), .kind = kind, .content = delta.bytes(), .base_id = base});
  }
  if (kind == PackedKind::kRefDelta) std::reverse(objects.begin(), objects.end());
  PackBuilder pack;
  for (PackedObject& object : objects) pack.add(std::move(object));
  commit_files_of(repo, pack, files);
  write_pack(repo.git_dir() / "objects", pack.build());
}

void check_chain(const Report& report, unsigned depth) {
  CHECK(report.count(kGithubRule) == 2);
  CHECK(report.has_finding(kGithubRule, version_name(depth / 2)));
  CHECK(report.has_finding(kGithubRule, version_name(depth)));
  for (const Finding& finding : report.findings) CHECK(finding.occurrences.size() == 1);
}

}  // namespace keyhound::testing
