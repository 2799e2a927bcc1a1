// SPDX-License-Identifier: Apache-2.0
// MigrationNote: what of another tool's configuration is not taken over as it stands, and what to
// do about it. Plain data.
#pragma once

#include <string>
#include <vector>

namespace keyhound {

struct MigrationNote {
  enum class Kind {
    kRemark,        // it is taken over, and differs in this
    kNoEquivalent,  // it is not taken over
    kNotFound,      // an accepted finding whose place is not there any more
  };
  Kind kind = Kind::kRemark;
  std::string place;      // "<file>:<line>", or the file; raw bytes, untrusted
  std::string message;    // may quote the file: untrusted
  std::string next_step;  // empty: none is needed
};

using MigrationNotes = std::vector<MigrationNote>;

}  // namespace keyhound
