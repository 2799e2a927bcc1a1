// SPDX-License-Identifier: Apache-2.0
// Importer: turns exported files of another system into registry entries, without any network. One
// file a format in importers/formats/; the build collects them by file name (formats/vault.cpp
// defines kVaultImporter). docs/importing.md says what becomes of each.
#pragma once

#include <span>
#include <string_view>

#include "policies/importers/import_input.h"

namespace keyhound {

class ImportBuilder;

struct Importer {
  std::string_view name;         // "aws", as on the command line
  std::string_view description;  // one line for --help: what the files are
  std::string_view source;       // what facts name as their source: "aws-iam"
  bool has_columns;              // reads CSV whose columns --map names
  // Adds everything to the builder: entries, what is left out, and every problem.
  void (*read)(std::span<const ImportFile> files, ImportBuilder& builder);
};

// Every importer, by name. Immutable, thread-safe.
std::span<const Importer* const> importers();
// nullptr for an unknown name.
const Importer* find_importer(std::string_view name);

}  // namespace keyhound
