// SPDX-License-Identifier: Apache-2.0
// Which commits bring a path into being, for what is found in the path itself.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "scanner/git/history.h"
#include "scanner/git/object_reader.h"

namespace keyhound {

// The commits whose tree has a file (or link) at `path` and none of whose parents has one, as
// indexes into history.commits, ascending. Each tree on the way to the path is read once; one that
// cannot be read counts as empty. Reads all root trees: for the rare path with a finding.
std::vector<std::uint32_t> commits_creating(const History& history, std::string_view path,
                                            ObjectReader& reader);

}  // namespace keyhound
