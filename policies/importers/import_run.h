// SPDX-License-Identifier: Apache-2.0
// Runs an importer over files, and ties what it finds to the registry that exists.
#pragma once

#include <vector>

#include "policies/importers/imported_registry.h"
#include "policies/importers/importer.h"
#include "scanner/base/result.h"

namespace keyhound {

// kConfiguration with every row that cannot be read, one line each: "<file>:<line>:<column>:
// <reason>" or "<file>: <entry>: <reason>". No message quotes a value, since it may be a secret.
Result<ImportedRegistry> run_import(const Importer& importer, const std::vector<ImportFile>& files,
                                    const ImportOptions& options);

// An ImportFile with its digest.
ImportFile make_import_file(std::string name, std::string text);

// The document as registry YAML, led by comments that say where it comes from.
std::string write_import(const ImportedRegistry& imported, const ImportOptions& options);

}  // namespace keyhound
