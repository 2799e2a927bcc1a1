// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/codeowners.h"

#include <algorithm>

namespace keyhound {
namespace {

constexpr std::string_view kSpace = " \t\r";

// The words of a line up to a comment. A backslash keeps the space or hash behind it in the word,
// and stays there for the glob.
std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  std::string word;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    const bool is_end = i == line.size() || kSpace.find(line[i]) != std::string_view::npos;
    const bool is_comment = i < line.size() && line[i] == '#' && word.empty();
    if (is_end || is_comment) {
      if (!word.empty()) words.push_back(std::move(word));
      word.clear();
      if (is_comment) break;
      continue;
    }
    word += line[i];
    if (line[i] == '\\' && i + 1 < line.size()) word += line[++i];
  }
  return words;
}

// GitLab's "[Name]", "^[Name]" and "[Name][2]"; returns what stands behind it. Names may have
// spaces.
bool is_section(std::string_view line, std::string_view& rest) {
  line.remove_prefix(std::min(line.find_first_not_of(kSpace), line.size()));
  if (line.starts_with('^')) line.remove_prefix(1);
  if (!line.starts_with('[')) return false;
  const std::size_t close = line.find(']');
  if (close == std::string_view::npos) return false;
  rest = line.substr(close + 1);
  if (rest.starts_with('[')) {
    const std::size_t count_end = rest.find(']');
    rest = count_end == std::string_view::npos ? std::string_view() : rest.substr(count_end + 1);
  }
  return true;
}

// A pattern with a slash before its end is relative to the root on GitHub, as in .gitignore, and to
// any directory on GitLab. One that names a directory owns what is below it; "docs/*" does not.
std::vector<Glob> globs_of(std::string_view pattern, bool is_gitlab) {
  const bool is_directory = pattern.ends_with('/');
  if (is_directory) pattern.remove_suffix(1);
  const bool is_rooted = pattern.starts_with('/');
  if (is_rooted) pattern.remove_prefix(1);
  const std::size_t slash = pattern.find('/');
  const bool is_anchored = is_rooted || (!is_gitlab && slash != std::string_view::npos);
  const std::string path = (is_anchored ? "" : "**/") + std::string(pattern);
  const std::string_view last = pattern.substr(pattern.rfind('/') + 1);  // npos + 1 is 0

  std::vector<Glob> globs;
  if (!is_directory) globs.emplace_back(path);
  if (pattern.empty()) {
    globs.emplace_back("**");
  } else if (is_directory || last.find('*') == std::string_view::npos) {
    globs.emplace_back(path + "/**");
  }
  return globs;
}

}  // namespace

Codeowners Codeowners::parse(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  std::string_view rest;
  const bool is_gitlab = std::any_of(lines.begin(), lines.end(), [&rest](std::string_view line) {
    return is_section(line, rest);
  });

  Codeowners result;
  std::vector<std::string> section_owners;
  for (const std::string_view line : lines) {
    if (is_section(line, rest)) {
      section_owners = words_of(rest);
      continue;
    }
    std::vector<std::string> words = words_of(line);
    if (words.empty()) continue;
    std::string pattern = words.front();
    words.erase(words.begin());
    if (words.empty()) words = section_owners;
    if (pattern.starts_with('!')) {  // GitLab's exclusion: nobody owns it
      pattern.erase(0, 1);
      words.clear();
    }
    result.lines_.push_back({globs_of(pattern, is_gitlab), std::move(words)});
  }
  return result;
}

const std::vector<std::string>& Codeowners::owners_of(std::string_view path) const {
  static const std::vector<std::string> none;
  for (auto line = lines_.rbegin(); line != lines_.rend(); ++line) {
    const bool matches = std::any_of(line->globs.begin(), line->globs.end(),
                                     [path](const Glob& glob) { return glob.matches(path); });
    if (matches) return line->owners;
  }
  return none;
}

}  // namespace keyhound
