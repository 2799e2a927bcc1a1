// SPDX-License-Identifier: Apache-2.0
// ImportedRegistry: what an import gives: entries to write as a file of a registry, and the account
// of every row that was read. Plain data.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "policies/registry/registry_writer.h"

namespace keyhound {

// One input, for the evidence ledger.
struct ImportedSource {
  std::string name;    // the file
  std::string digest;  // "sha256:<hex>"
};

struct ImportedRegistry {
  std::string format;  // name of the importer
  std::string source;  // what its facts name
  std::vector<ImportedSource> files;
  std::string digest;    // "sha256:<hex>" of the files' digests, in the order that they were given
  std::size_t rows = 0;  // rows and entries of all files, left out ones included
  RegistryDocument document;                    // sorted; the same for the same files and options
  std::size_t known = 0;                        // entries that the existing registry has already
  std::map<std::string, std::size_t> left_out;  // reason to number of rows
  std::map<std::string, std::size_t> remarks;   // what to know of the entries, and how often
};

}  // namespace keyhound
