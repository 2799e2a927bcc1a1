// SPDX-License-Identifier: Apache-2.0
// Reads the pipeline definitions among the files of a scan, in parallel.
#pragma once

#include <string>
#include <vector>

#include "scanner/git/object_reader.h"
#include "scanner/model/diagnostic.h"
#include "scanner/pipelines/facts/definition.h"
#include "scanner/scan/scan_request.h"

namespace keyhound {

class OpenRepository;
struct ScanOutput;

// Reads those among `paths`, files below `root`. Where `base` is not empty it is the root of the
// work tree that `root` lies in, and includes look from there. Adds to the output's definitions.
// Answers what could not be read, which a scan of the texts tells by itself.
std::vector<Diagnostic> read_definition_files(const ScanRequest& request, const std::string& root,
                                              const std::string& base,
                                              const std::vector<std::string>& paths,
                                              ScanOutput& output);

// Reads those of HEAD; with `only`, of the paths in it (sorted).
void read_head_definitions(const ScanRequest& request, OpenRepository& opened,
                           const std::vector<std::string>* only, ScanOutput& output);

// Reads those of a commit; with `only`, of the paths in it (sorted).
void read_commit_definitions(const ScanRequest& request, OpenRepository& opened,
                             const ObjectId& commit, const std::vector<std::string>* only,
                             ScanOutput& output);

// Reads those that the index adds or changes.
void read_staged_definitions(const ScanRequest& request, OpenRepository& opened,
                             ScanOutput& output);

}  // namespace keyhound
