// SPDX-License-Identifier: Apache-2.0
// Where the commands of a script write secrets to: which commands have one in the text that they
// write (`echo "$TOKEN"`, `cat <<< "$TOKEN"`), and where that text stays. Pure, thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

// A command that writes secrets. Borrows from the script.
struct SecretWrite {
  std::size_t command = 0;  // index
  std::vector<const ScriptUse*> uses;
  TextRange range;                       // from the first use to the last one, of the script's text
  std::vector<const ScriptWord*> words;  // that hold the uses
  bool is_logged = false;                // it reaches the job's log
  std::vector<const ScriptWord*> files;  // that it is written to
  // A program on the way makes a form of it that a log does not hide: base64, rev, cut, ...
  bool is_changed = false;
};

// By where the commands begin. What another program keeps (`| docker login --password-stdin`) or
// makes a digest of is written nowhere. In
// scripts of more pipelines and calls than people write the last ones are not followed.
std::vector<SecretWrite> find_secret_writes(const Script& script);

// The words whose text a command writes as it is: of echo and the like its arguments, of cat and
// other filters the here-strings and here-documents that they read.
std::vector<const ScriptWord*> written_words(const Script& script, const ScriptCommand& command);

}  // namespace keyhound
