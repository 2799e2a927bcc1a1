// SPDX-License-Identifier: Apache-2.0
// Untrusted text in Markdown, as GitHub, GitLab and Azure DevOps render it: it shows as it is
// written, forms no link, image, HTML, mention or reference, and ends no table cell. Pure,
// thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

// Prose. Marks that platforms act on after Markdown is rendered ("@team", "https://", "#12") are
// set as code, the only thing that all of them leave alone.
std::string markdown_text(std::string_view text);

// A code span, for paths, ids and owners. "" for an empty text.
std::string markdown_code(std::string_view text);

}  // namespace keyhound
