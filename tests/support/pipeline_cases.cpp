// SPDX-License-Identifier: Apache-2.0
#include "tests/support/pipeline_cases.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

#include "tests/support/build_places.h"

namespace keyhound::testing {
namespace {

namespace fs = std::filesystem;

bool take(std::string& line, std::string_view mark) {
  if (!line.starts_with(mark)) return false;
  line.erase(0, mark.size());
  return true;
}

void finish(PipelineCase& one) {
  for (std::string& expected : one.expected) {
    if (expected.find(':') == std::string::npos && !one.files.empty())
      expected.insert(0, one.files.begin()->first + ":");
  }
  std::sort(one.expected.begin(), one.expected.end());
}

void read_file(const fs::path& file, std::vector<PipelineCase>& into) {
  std::ifstream in(file);
  std::string* text = nullptr;
  const std::size_t first = into.size();
  for (std::string line; std::getline(in, line);) {
    const bool is_bad = take(line, "=== bad: ");
    if (is_bad || take(line, "=== good: ")) {
      PipelineCase one;
      one.check = file.parent_path().filename().string();
      one.platform = file.stem().string();
      one.title = line;
      one.is_bad = is_bad;
      into.push_back(std::move(one));
      text = nullptr;
    } else if (into.size() == first) {
      continue;
    } else if (take(line, ">>> ")) {
      into.back().expected.push_back(line);
    } else if (take(line, "<<< ")) {
      into.back().owner = line;
    } else if (take(line, "--- ") && !line.empty()) {
      text = &into.back().files[line];
    } else if (text != nullptr) {
      *text += line + "\n";
    } else {
      throw std::runtime_error(file.string() + ": a line of no file: " + line);
    }
  }
  for (std::size_t i = first; i < into.size(); ++i) finish(into[i]);
}

}  // namespace

std::vector<PipelineCase> read_pipeline_cases() {
  std::set<fs::path> files;
  for (const auto& entry :
       fs::recursive_directory_iterator(std::string(testing::kSourceDir) + "/fixtures/pipelines")) {
    if (entry.path().extension() == ".cases") files.insert(entry.path());
  }
  std::vector<PipelineCase> cases;
  for (const fs::path& file : files) read_file(file, cases);
  return cases;
}

}  // namespace keyhound::testing
