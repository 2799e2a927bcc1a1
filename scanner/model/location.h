// SPDX-License-Identifier: Apache-2.0
// Location: where an occurrence stands, in the repository and in the text. Occurrence adds what git
// knows about it. Plain data.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "scanner/base/source_position.h"
#include "scanner/base/time.h"
#include "scanner/model/pipeline_place.h"

namespace keyhound {

// What kind of text a location points into. Only kContent is a file's content.
enum class LocationPart { kContent, kPath, kCommitMessage, kCommitHeader, kTagMessage, kGitConfig };

// The JSON name ("commit-message"); empty for kContent.
std::string_view to_string(LocationPart part);

struct Location {
  std::string path;  // raw bytes, relative to the scanned root, with forward slashes; may be empty
  LocationPart part = LocationPart::kContent;
  SourcePosition start;
  SourcePosition end;  // one past the last character
};

// Who brought a text into the repository, and when. Raw bytes, untrusted.
struct CommitInfo {
  std::string id;  // hex object id; empty: not committed (work tree, index, standard input)
  std::string author;
  std::string author_email;
  Timestamp committed;
};

// A part of a composite credential, in the same text as the others.
struct PartPlace {
  std::string rule_id;
  SourcePosition start;
  SourcePosition end;
};

struct Occurrence {
  Location location;
  // Of a credential whose parts stand near each other: all of them, the secret too; else empty.
  std::vector<PartPlace> parts;
  std::string blob;          // hex object id; empty outside git
  CommitInfo commit;         // the commit that introduced it
  bool in_head = false;      // HEAD's tree (or, for part kCommitMessage, history) holds it
  bool in_worktree = false;  // found in a file of the work tree or the index
  bool reachable = true;     // false: no ref reaches it (--unreachable)
  // Refs that reach the introducing commit: the first few by name, and how many there are.
  std::vector<std::string> refs;
  std::uint32_t ref_count = 0;
  // The last commit that took the secret away from this path; null: it stands there still, or that
  // is not known. Most have none, so it costs them little.
  std::shared_ptr<const CommitInfo> removed;
  std::shared_ptr<const PipelinePlace> pipeline;  // null: not in a pipeline definition

  // What `removed` points to; with an empty id where it is null.
  [[nodiscard]] const CommitInfo& removal() const;
};

}  // namespace keyhound
