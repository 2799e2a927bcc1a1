// SPDX-License-Identifier: Apache-2.0
// Scans files: the work tree of a repository, a plain directory, one file, standard input.
#pragma once

#include "scanner/scan/scan_output.h"
#include "scanner/scan/scan_request.h"

namespace keyhound {

class OpenRepository;
class Repository;

// Scans the files below request.target. `opened` is the repository whose work tree this is, or that
// the directory lies in; nullptr: none. kNotFound when the target does not exist.
Status scan_tree(const ScanContext& context, const ScanRequest& request, OpenRepository* opened,
                 ScanOutput& output);

// Scans the repository's configuration files, where URLs with passwords stand.
Status scan_git_config(const ScanContext& context, const Repository& repository,
                       ScanOutput& output);

// Scans standard input to its end.
Status scan_stdin(const ScanContext& context, const ScanRequest& request, ScanOutput& output);

}  // namespace keyhound
