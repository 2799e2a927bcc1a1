// SPDX-License-Identifier: Apache-2.0
// The parts of the Markdown report, in the order in which they stand. Each says how many of its
// entries had no room.
#pragma once

#include <vector>

#include "scanner/model/scan_result.h"
#include "scanner/report/markdown/markdown_page.h"

namespace keyhound {

// The open findings, new ones before those of the base, then worst first.
std::vector<const Finding*> markdown_order(const ScanResult& result);

// Heading, numbers, and whether all was read.
void write_markdown_summary(MarkdownPage& page, const ScanResult& result);

// A row a finding. REQUIRES: `findings` is not empty.
void write_markdown_table(MarkdownPage& page, const std::vector<const Finding*>& findings);

// A fold with what there is to say about each finding. REQUIRES: `findings` is not empty.
void write_markdown_details(MarkdownPage& page, const std::vector<const Finding*>& findings);

// A fold with the numbers of the policies that object to something; nothing where none does.
void write_markdown_policies(MarkdownPage& page, const ScanResult& result);

// What the run says about itself; nothing where it says nothing.
void write_markdown_diagnostics(MarkdownPage& page, const ScanResult& result);

}  // namespace keyhound
