// SPDX-License-Identifier: Apache-2.0
// Private to scanner/git: the paths of all files of trees at their places.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scanner/git/object_reader.h"
#include "scanner/git/path_table.h"
#include "scanner/git/tree_trace.h"

namespace keyhound {

inline constexpr std::uint64_t kMostFileNames = 1'000'000'000;  // that are looked at

struct FilePaths {
  std::vector<std::string> paths;  // each once, sorted
  bool is_complete = true;         // no limit was reached
};

// Where a tree's delta base has the same place, what it adds to the names
// of that one suffices; trees whose base is elsewhere are read through `reader`.
FilePaths all_file_paths(std::vector<PlacedTree> places, const DeltaForest& forest,
                         const TreeIndex& index, PathTable& paths, ObjectReader& reader);

}  // namespace keyhound
