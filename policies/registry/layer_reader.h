// SPDX-License-Identifier: Apache-2.0
// LayerReader: reads and parses the files of a registry's layers, following `extends` upwards, so
// that the highest layer comes first and each file once. One per load, one thread. Files are
// hostile: their number, size and depth are bounded, and no message quotes them.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "policies/registry/layer.h"
#include "policies/registry/place.h"
#include "scanner/base/result.h"
#include "scanner/yaml/document.h"

namespace keyhound {

struct ParsedRegistryFile {
  std::string file;
  std::size_t layer = 0;
  YamlDocument document;  // one root
};

class LayerReader {
 public:
  // Adds the layers above `path`, then `path` itself, a file or directory. Fails when `path` itself
  // cannot be read; everything else becomes a problem.
  Status add(const std::string& path);
  // The same for a file whose text is at hand.
  Status add_text(const std::string& file, std::string_view text);

  // "sha256:<hex>" of the contents of all files, in their order.
  [[nodiscard]] std::string digest() const;

  std::vector<RegistryLayer> layers;  // the highest first
  std::vector<ParsedRegistryFile> files;
  std::vector<std::string> names;         // of all files, unparsable ones included
  std::vector<RegistryProblem> problems;  // of `extends`
  std::vector<std::string> unparsable;    // "<file>:<line>:<column>: <reason>"

 private:
  // A file of the layer at hand, before it is known whether a layer above holds it too.
  struct Candidate {
    std::string file;
    std::string identity;
    std::string digest;  // of its content
    std::optional<YamlDocument> document;
    std::string error;  // why there is no document
  };
  // A layer that waits for those above it.
  struct Open {
    std::string path;
    std::string identity;
  };

  Status visit(const std::string& path, const std::string_view* text);
  Status read(const std::string& path, const std::vector<std::string>& paths,
              const std::string_view* text, std::vector<Candidate>& into);
  void visit_above(const Candidate& candidate);
  void claim(const std::string& path, std::vector<Candidate> candidates);

  std::string digests_;  // of all files
  std::vector<Open> open_;
  std::set<std::string> layers_read_;  // identities
  std::set<std::string> files_read_;
  std::size_t bytes_left_ = 128U << 20U;
};

}  // namespace keyhound
