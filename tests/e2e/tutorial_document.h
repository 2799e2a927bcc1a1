// SPDX-License-Identifier: Apache-2.0
// ShownStep: a ```sh block of a document and the ```text block directly below it, which shows what
// the commands print. In a text block the line "..." stands for lines that are left out.
#pragma once

#include <algorithm>
#include <cstddef>
#include <regex>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace keyhound::testing {

using Lines = std::vector<std::string>;

struct ShownStep {
  std::size_t line = 0;  // of the sh block, from 1
  Lines commands;
  bool has_output = false;
  std::size_t output_begin = 0;  // indexes into the document's lines
  std::size_t output_end = 0;
};

inline Lines lines_of(const std::string& text) {
  Lines lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// The index after the block's last line: that of its closing fence.
inline std::size_t end_of_block(const Lines& document, std::size_t begin) {
  while (begin < document.size() && document[begin] != "```") ++begin;
  return begin;
}

// Lines that end with a backslash go on in the next one.
inline Lines commands_of(const Lines& document, std::size_t begin, std::size_t end) {
  Lines commands;
  bool goes_on = false;
  for (std::size_t i = begin; i < end; ++i) {
    if (goes_on) {
      commands.back() += "\n" + document[i];
    } else {
      commands.push_back(document[i]);
    }
    goes_on = document[i].ends_with('\\');
  }
  return commands;
}

inline std::vector<ShownStep> steps_of(const Lines& document) {
  std::vector<ShownStep> steps;
  for (std::size_t i = 0; i < document.size(); ++i) {
    if (document[i] != "```sh") continue;
    const std::size_t end = end_of_block(document, i + 1);
    ShownStep step;
    step.line = i + 1;
    step.commands = commands_of(document, i + 1, end);
    step.has_output =
        end + 2 < document.size() && document[end + 1].empty() && document[end + 2] == "```text";
    if (step.has_output) {
      step.output_begin = end + 3;
      step.output_end = end_of_block(document, end + 3);
    }
    steps.push_back(step);
    i = end;
  }
  return steps;
}

// What differs from run to run gets a name. `today` is the day of the run.
inline std::string with_placeholders(std::string text, const std::string& today) {
  const std::pair<const char*, const char*> patterns[] = {
      {"ed25519:[A-Za-z0-9+/]{43}=", "<public key>"},
      {"(key id:? |signed by |\"key_id\":\")[0-9a-f]{16}", "$1<key id>"},
      {"[0-9a-f]{64}", "<hash>"},
      {"\\b[0-9]+\\.[0-9]{2} s\\b", "<time>"},
      {"\"[A-Za-z0-9+/]{86}==\"", "\"<signature>\""},
      {"run=[0-9a-f]{32}", "run=<run>"},
      {today.c_str(), "<today>"},
  };
  for (const auto& [pattern, name] : patterns) {
    text = std::regex_replace(text, std::regex(pattern), name);
  }
  return text;
}

// The shown lines between the lines "...". The first begins at the output's begin, the last ends
// at its end.
inline std::vector<Lines> segments_of(const Lines& shown) {
  std::vector<Lines> segments(1);
  for (const std::string& line : shown) {
    if (line == "...") {
      segments.emplace_back();
    } else {
      segments.back().push_back(line);
    }
  }
  return segments;
}

inline bool is_shown(const Lines& shown, const Lines& actual) {
  const std::vector<Lines> segments = segments_of(shown);
  if (segments.size() == 1) return shown == actual;
  auto at = actual.begin();
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const Lines& part = segments[i];
    auto found = std::search(at, actual.end(), part.begin(), part.end());
    if (i == 0 && found != at) return false;
    if (i + 1 == segments.size()) {
      if (actual.end() - at < static_cast<std::ptrdiff_t>(part.size())) return false;
      found = actual.end() - static_cast<std::ptrdiff_t>(part.size());
      return std::equal(part.begin(), part.end(), found);
    }
    if (found == actual.end()) return false;
    at = found + static_cast<std::ptrdiff_t>(part.size());
  }
  return true;
}

// The output with as much left out as `shown` leaves out: each part is as long as before, and a
// part in the middle begins where its first line stands.
inline Lines renewed(const Lines& shown, const Lines& actual) {
  const std::vector<Lines> segments = segments_of(shown);
  if (segments.size() == 1 || is_shown(shown, actual)) return segments.size() == 1 ? actual : shown;
  Lines lines;
  auto at = actual.begin();
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const auto length = static_cast<std::ptrdiff_t>(segments[i].size());
    if (i > 0) lines.emplace_back("...");
    auto begin = at;
    if (i + 1 == segments.size()) {
      begin = actual.end() - std::min(length, actual.end() - at);
    } else if (i > 0 && length > 0) {
      begin = std::find(at, actual.end(), segments[i].front());
    }
    at = begin + std::min(length, actual.end() - begin);
    lines.insert(lines.end(), begin, at);
  }
  return lines;
}

}  // namespace keyhound::testing
