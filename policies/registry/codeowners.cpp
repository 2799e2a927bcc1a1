// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/codeowners.h"

#include <algorithm>
#include <charconv>
#include <utility>

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

struct SectionHead {
  CodeownersSection section;
  std::string_view rest;  // its default owners
};

// GitLab's "[Name]", "^[Name]" and "[Name][2]". Names may have spaces.
std::optional<SectionHead> section_of(std::string_view line) {
  SectionHead head;
  line.remove_prefix(std::min(line.find_first_not_of(kSpace), line.size()));
  if (line.starts_with('^')) {
    head.section.is_optional = true;
    line.remove_prefix(1);
  }
  if (!line.starts_with('[')) return std::nullopt;
  const std::size_t close = line.find(']');
  if (close == std::string_view::npos) return std::nullopt;
  head.section.name = line.substr(1, close - 1);
  head.rest = line.substr(close + 1);
  if (head.rest.starts_with('[')) {
    const std::size_t count_end = std::min(head.rest.find(']'), head.rest.size());
    const char* begin = head.rest.data() + 1;
    std::from_chars(begin, head.rest.data() + count_end, head.section.approvals);
    head.rest.remove_prefix(std::min(count_end + 1, head.rest.size()));
  }
  return head;
}

// A pattern with a slash before its end is relative to the root on GitHub, as in .gitignore, and to
// any directory on GitLab. One that names a directory owns what is below it; "docs/*" does not.
std::vector<std::string> globs_of(std::string_view pattern, bool is_gitlab) {
  const bool is_directory = pattern.ends_with('/');
  if (is_directory) pattern.remove_suffix(1);
  const bool is_rooted = pattern.starts_with('/');
  if (is_rooted) pattern.remove_prefix(1);
  const std::size_t slash = pattern.find('/');
  const bool is_anchored = is_rooted || (!is_gitlab && slash != std::string_view::npos);
  const std::string path = (is_anchored ? "" : "**/") + std::string(pattern);
  const std::string_view last = pattern.substr(pattern.rfind('/') + 1);  // npos + 1 is 0

  std::vector<std::string> globs;
  if (!is_directory) globs.push_back(path);
  if (pattern.empty()) {
    globs.push_back("**");
  } else if (is_directory || last.find('*') == std::string_view::npos) {
    globs.push_back(path + "/**");
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
  const bool is_gitlab = std::any_of(lines.begin(), lines.end(), [](std::string_view line) {
    return section_of(line).has_value();
  });

  Codeowners result;
  std::optional<CodeownersSection> section;
  std::vector<std::string> section_owners;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (const auto head = section_of(lines[i])) {
      section = head->section;
      section_owners = words_of(head->rest);
      continue;
    }
    std::vector<std::string> words = words_of(lines[i]);
    if (words.empty()) continue;
    CodeownersLine line{i + 1, words.front(), {}, {}, section};
    words.erase(words.begin());
    if (words.empty()) words = section_owners;
    std::string_view pattern = line.pattern;
    if (pattern.starts_with('!')) {  // GitLab's exclusion: nobody owns it
      pattern.remove_prefix(1);
      words.clear();
    }
    line.globs = globs_of(pattern, is_gitlab);
    line.owners = std::move(words);
    result.globs_.emplace_back(line.globs.begin(), line.globs.end());
    result.lines_.push_back(std::move(line));
  }
  return result;
}

const std::vector<std::string>& Codeowners::owners_of(std::string_view path) const {
  static const std::vector<std::string> none;
  for (std::size_t i = lines_.size(); i-- > 0;) {
    const bool matches = std::any_of(globs_[i].begin(), globs_[i].end(),
                                     [path](const Glob& glob) { return glob.matches(path); });
    if (matches) return lines_[i].owners;
  }
  return none;
}

std::string party_of_code_owner(std::string_view owner) {
  constexpr std::size_t kLongestOwner = 180;
  const bool is_id = std::none_of(owner.begin(), owner.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '\x7F';
  });
  const bool is_owner = owner.find('@') != std::string_view::npos && is_id &&
                        owner.size() <= kLongestOwner && owner != "@" && owner != "@@";
  if (!is_owner) return {};
  if (owner.starts_with("@@")) return "role:" + std::string(owner.substr(2));
  if (!owner.starts_with('@')) return "user:" + std::string(owner);
  const bool is_group = owner.find('/') != std::string_view::npos;
  return (is_group ? "group:" : "user:") + std::string(owner.substr(1));
}

}  // namespace keyhound
