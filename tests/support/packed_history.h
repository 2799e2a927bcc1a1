// SPDX-License-Identifier: Apache-2.0
// A history of 40 commits, each of which adds one file, whose objects a test packs by hand,
// damaged; and the check of what the program makes of it.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/pack_builder.h"

namespace keyhound::testing {

inline constexpr unsigned kHistoryFiles = 40;

std::string history_file(unsigned i);  // its name
// Twenty lines that all files share, one of its own, with or without a token, and twenty more.
std::string history_text(unsigned i, bool with_tokens);

// The repository of a test: its refs stand, its objects wait in `pack` to be written by the test.
struct HandPackedRepo {
  explicit HandPackedRepo(bool with_tokens, const std::string& format = "sha1");

  GitRepoBuilder repo;
  PackBuilder pack;

  // The id of a file's blob.
  [[nodiscard]] const std::string& blob(unsigned i) const { return blobs_.at(i); }
  [[nodiscard]] const std::string& text(unsigned i) const { return texts_.at(i); }
  // The ids of the commit that adds the file, and of its tree.
  [[nodiscard]] const std::string& commit(unsigned i) const { return commits_.at(i); }
  [[nodiscard]] const std::string& tree(unsigned i) const { return trees_.at(i); }
  [[nodiscard]] std::filesystem::path objects() const { return repo.git_dir() / "objects"; }
  // Writes the pack as it was built, or an image of it.
  std::string write() const { return write_pack(objects(), pack.build()); }

 private:
  std::vector<std::string> blobs_;
  std::vector<std::string> texts_;
  std::vector<std::string> commits_;
  std::vector<std::string> trees_;
};

// A scan, and the processor's time of all its threads: 20 s of that are the limit, since other
// tests may take the processor at the same time.
struct BoundedScan : ScanResult {
  double processor_seconds = 0;
};
BoundedScan bounded_scan(std::vector<std::string> arguments);

// How many of the files were found with the token of each.
unsigned count_found(const Report& report);

// What a damage costs: files whose blobs cannot be read, and what diagnostics must name: each of
// `named`, and one of `either`, when there are any.
struct Loss {
  std::set<unsigned> files = {};
  std::vector<std::string> named = {};
  std::vector<std::string> either = {};
};

struct PackDamage {
  std::string name;
  std::function<Loss(HandPackedRepo&)> write;
  // Only the object's hash shows the damage, and only a finding in it leads to its being hashed:
  // with tokens it is named or nothing is found in it, without nothing is asked.
  bool is_seen_by_hash = false;
};

// Scans a repository with the damage twice: where every file holds a token all but the lost ones
// must be found, where none does the exit code must be 3. Both name what is lost, in 20 s,
// below 1 GB of memory (not measured under sanitizers).
void check_damage(const PackDamage& damage);
// The second half alone: the process and the diagnostics. `exit_code` is 1 or 3.
void check_named(const BoundedScan& result, int exit_code, const Loss& loss);
// Ended by itself, in time, within memory.
void check_bounds(const BoundedScan& result);

}  // namespace keyhound::testing
