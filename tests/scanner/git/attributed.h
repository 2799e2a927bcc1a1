// SPDX-License-Identifier: Apache-2.0
// The attribution of a repository's history in a plain form, and the same by other means: the
// comparison of raw trees, and the lists of all files of every commit.
#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "scanner/git/attribution.h"
#include "tests/scanner/git/pack/tree_fixture.h"

namespace keyhound::testing {

using Event = std::tuple<std::uint32_t, std::string, std::string>;  // commit, path, id
using Files = std::map<std::string, std::string>;                   // path to id

struct Attributed {
  static bool wants_all(const ObjectId&) { return true; }

  // All blobs are wanted. The recipe must not change afterwards.
  explicit Attributed(const GitRepoBuilder& recipe, std::size_t visitors = 1,
                      const HistoryScope& scope = {}, std::size_t id_size = ObjectId::kSha1Size)
      : opened(recipe),
        trees(recipe, visitors, wants_all, id_size),
        history(read_history(opened.repository, *trees.packs.reader, scope)) {
    result = attribute(history, trees.forest, trees.index, *trees.packs.reader, true);
  }

  std::set<Event> arrivals() const {
    std::set<Event> events;
    for (const Arrival& arrival : result.arrivals) {
      events.insert({arrival.commit, result.paths[arrival.path], trees.id(arrival.object).hex()});
    }
    return events;
  }

  std::set<Event> departures() const {
    std::set<Event> events;
    for (const Departure& gone : result.departures) {
      events.insert({gone.commit, result.paths[gone.path], trees.id(gone.object).hex()});
    }
    return events;
  }

  // What the comparison of raw trees says.
  std::set<Event> introductions() {
    std::set<Event> events;
    IntroductionFinder finder(*opened.reader);
    for (std::uint32_t i = 0; i < history.commits.size(); ++i) {
      finder.find(history, history.commits[i], [&](const Introduction& file) {
        events.insert({i, std::string(file.path), file.blob.hex()});
      });
    }
    return events;
  }

  Files files(const ObjectId& tree) {
    Files found;
    IntroductionFinder finder(*opened.reader);
    finder.compare(tree, {}, [&](const Introduction& file) {
      found[std::string(file.path)] = file.blob.hex();
    });
    return found;
  }

  // What every parent has and the commit has not, from the list of all files of each.
  std::set<Event> removals() {
    std::set<Event> events;
    for (std::uint32_t i = 0; i < history.commits.size(); ++i) {
      const CommitRecord& commit = history.commits[i];
      if (commit.parent_count == 0) continue;
      const Files now = files(commit.tree);
      std::map<std::pair<std::string, std::string>, std::uint32_t> held;
      for (const ObjectId& parent : history.parent_trees_of(commit)) {
        for (const auto& file : files(parent)) ++held[file];
      }
      for (const auto& [file, count] : held) {
        const auto found = now.find(file.first);
        const bool is_there = found != now.end() && found->second == file.second;
        if (count == commit.parent_count && !is_there) events.insert({i, file.first, file.second});
      }
    }
    return events;
  }

  std::vector<std::string> paths_of_all_files() {
    std::set<std::string> paths;
    for (const CommitRecord& commit : history.commits) {
      for (const auto& [path, blob] : files(commit.tree)) paths.insert(path);
    }
    return {paths.begin(), paths.end()};
  }

  // "number path" of the events, by the number of their commits; 0 is the first.
  static std::vector<std::string> places(const std::set<Event>& events) {
    std::vector<std::string> lines;
    for (const auto& [commit, path, id] : events) {
      const bool is_direct = commit == Arrival::kNoCommit;
      lines.push_back((is_direct ? "direct" : std::to_string(commit)) + " " + path);
    }
    return lines;
  }

  Opened opened;
  IndexedTrees trees;
  History history;
  Attribution result;
};

}  // namespace keyhound::testing
