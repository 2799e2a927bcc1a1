// SPDX-License-Identifier: Apache-2.0
// Renders reports and compares them with fixtures/reports/<name>. KEYHOUND_UPDATE_GOLDEN=1 rewrites
// the files; a difference is printed line by line.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/text_encode.h"
#include "scanner/report/report_format.h"
#include "scanner/report/text/text_page.h"
#include "tests/support/build_places.h"

namespace keyhound::testing {

inline std::string render(std::string_view format, const ScanResult& result,
                          const ReportOptions& options = {}) {
  const ReportFormat* found = find_report_format(format);
  REQUIRE(found != nullptr);
  std::string text;
  found->render(result, options, [&](std::string_view piece) {
    text += piece;
    return true;
  });
  return text;
}

// What `write` puts on a page without colours.
template <class Write>
std::string page_text(Write write, std::size_t width = 100) {
  ReportOptions options;
  options.width = width;
  std::string text;
  const ReportSink sink = [&](std::string_view piece) {
    text += piece;
    return true;
  };
  TextPage page(options, sink);
  write(page);
  page.finish();
  return text;
}

inline std::string normalise_version(std::string text) {
  const std::string version = KEYHOUND_VERSION;
  for (std::size_t at = text.find(version); at != std::string::npos; at = text.find(version, at)) {
    text.replace(at, version.size(), "<version>");
  }
  return text;
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// The lines that differ, "-" expected and "+" actual.
inline std::string difference(const std::string& expected, const std::string& actual) {
  const std::vector<std::string> old_lines = lines_of(expected);
  const std::vector<std::string> new_lines = lines_of(actual);
  std::string text;
  for (std::size_t i = 0; i < std::max(old_lines.size(), new_lines.size()); ++i) {
    const bool is_same =
        i < old_lines.size() && i < new_lines.size() && old_lines[i] == new_lines[i];
    if (is_same) continue;
    text += "line " + std::to_string(i + 1) + "\n";
    if (i < old_lines.size()) text += "- " + escape_for_terminal(old_lines[i]) + "\n";
    if (i < new_lines.size()) text += "+ " + escape_for_terminal(new_lines[i]) + "\n";
  }
  return text;
}

inline void check_golden(const std::string& name, std::string actual) {
  actual = normalise_version(std::move(actual));
  const std::filesystem::path path =
      std::filesystem::path(testing::kSourceDir) / "fixtures" / "reports" / name;
  if (std::getenv("KEYHOUND_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << actual;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  const std::string expected{std::istreambuf_iterator<char>(file), {}};
  CAPTURE(name);
  if (expected != actual) FAIL_CHECK(difference(expected, actual));
}

}  // namespace keyhound::testing
