// SPDX-License-Identifier: Apache-2.0
// Pages of a catalogue, written into a folder.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

struct Page {
  std::string file;  // "github.md"; without folders
  std::string text;
};

// Writes each page, replacing files of its name; makes the folder where it is missing. Other files
// stay. kUsage, with the path, when one cannot be written.
Status write_pages(const std::string& folder, const std::vector<Page>& pages);

}  // namespace keyhound
