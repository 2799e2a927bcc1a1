// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/ref_selector.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/ascii.h"
#include "scanner/base/file.h"
#include "scanner/git/ref_lookup.h"

namespace keyhound {

namespace {

constexpr std::uint64_t kMaxLogBytes = std::uint64_t{1} << 30;
constexpr std::string_view kBranches = "refs/heads/";

tl::unexpected<Error> names_none(std::string reason) {
  return fail(ErrorKind::kUsage, std::move(reason));
}

std::optional<std::uint32_t> number_of(std::string_view digits) {
  std::uint32_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return number;
}

// The lines of a reflog: "<old id> <new id> <who> <when>\t<message>", oldest first.
Result<std::vector<std::string>> read_log(const Repository& repository, const std::string& name) {
  const std::string& directory =
      name.starts_with("refs/") ? repository.common_dir() : repository.git_dir();
  const Result<std::string> text = read_file(directory + "/logs/" + name, kMaxLogBytes);
  if (!text) return names_none(name + " has no reflog");
  std::vector<std::string> lines;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (end > 0) lines.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

Result<ObjectId> take_id(const Repository& repository, std::string_view text) {
  const auto id = ObjectId::from_hex(text.substr(0, 2 * repository.id_size()));
  if (id && !id->is_null()) return *id;
  return names_none("that entry of the reflog names no object");
}

Result<ObjectId> select_earlier(const Repository& repository, const std::string& name,
                                std::uint32_t changes) {
  KEYHOUND_TRY(const std::vector<std::string> lines, read_log(repository, name));
  if (changes < lines.size()) {
    const std::string_view line = lines[lines.size() - 1 - changes];
    const std::size_t space = line.find(' ');
    return take_id(repository, line.substr(std::min(space, line.size() - 1) + 1));
  }
  // What the oldest entry replaced is known too.
  if (!lines.empty() && changes == lines.size()) return take_id(repository, lines.front());
  return names_none("the reflog of " + name + " has only " + std::to_string(lines.size()) +
                    " entries");
}

Result<ObjectId> select_checked_out(const Repository& repository, std::uint32_t number) {
  constexpr std::string_view kMessage = "\tcheckout: moving from ";
  KEYHOUND_TRY(const std::vector<std::string> lines, read_log(repository, "HEAD"));
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    const std::size_t at = line->find(kMessage);
    if (at == std::string::npos || --number > 0) continue;
    const std::size_t begin = at + kMessage.size();
    const std::string from = line->substr(begin, line->find(' ', begin) - begin);
    if (const Result<Ref> branch = read_ref(repository, std::string(kBranches) + from))
      return branch->id;
    return take_id(repository, from);  // HEAD was detached there
  }
  return names_none("not so many branches were checked out before");
}

// The local ref that `fetch` ("+refs/heads/*:refs/remotes/origin/*") keeps for the remote's `ref`.
std::optional<std::string> tracking_ref(std::string_view fetch, std::string_view ref) {
  if (fetch.starts_with('+')) fetch.remove_prefix(1);
  const std::size_t colon = fetch.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view from = fetch.substr(0, colon);
  const std::string_view to = fetch.substr(colon + 1);
  const std::size_t star = from.find('*');
  if (star == std::string_view::npos)
    return from == ref ? std::optional(std::string(to)) : std::nullopt;
  const std::string_view before = from.substr(0, star);
  const std::string_view after = from.substr(star + 1);
  const std::size_t to_star = to.find('*');
  const bool fits = ref.size() >= before.size() + after.size() && ref.starts_with(before) &&
                    ref.ends_with(after) && to_star != std::string_view::npos;
  if (!fits) return std::nullopt;
  std::string result(to.substr(0, to_star));
  result.append(ref.substr(before.size(), ref.size() - before.size() - after.size()));
  return result.append(to.substr(to_star + 1));
}

Result<ObjectId> select_upstream(const Repository& repository, const std::string& branch) {
  if (!branch.starts_with(kBranches)) return names_none(branch + " is not a branch");
  const RepositoryConfig& config = repository.config();
  const std::string section = "branch." + branch.substr(kBranches.size());
  const auto remote = config.get(section, "remote");
  const auto merge = config.get(section, "merge");
  if (!remote || !merge) return names_none(branch + " has no upstream branch");
  std::optional<std::string> ref;
  if (*remote == ".") ref = std::string(*merge);
  for (const std::string_view fetch : config.get_all("remote." + std::string(*remote), "fetch")) {
    if (!ref) ref = tracking_ref(fetch, *merge);
  }
  if (!ref) return names_none(branch + " follows a branch that is not kept here");
  const Result<Ref> found = read_ref(repository, *ref);
  if (!found) return names_none(found.error().message);
  return found->id;
}

}  // namespace

Result<ObjectId> select_ref(const Repository& repository, std::string_view name,
                            std::string_view selector) {
  if (selector.starts_with('-')) {
    const auto number = number_of(selector.substr(1));
    if (!name.empty() || !number || *number == 0)
      return names_none("'@{-N}' is written without a name, and N is 1 or more");
    return select_checked_out(repository, *number);
  }
  const Result<Ref> ref =
      name.empty() || name == "@" ? read_ref(repository, "HEAD") : find_ref(repository, name);
  if (!ref) return names_none(ref.error().message);
  if (const auto changes = number_of(selector)) {
    // HEAD has a reflog of its own, which also knows of switched branches.
    const bool is_head = name == "HEAD" || name == "@";
    return select_earlier(repository, is_head ? "HEAD" : ref->name, *changes);
  }
  const std::string word = to_lower_ascii(selector);
  if (word == "u" || word == "upstream") return select_upstream(repository, ref->name);
  return names_none("'@{" + std::string(selector) + "}' is not supported");
}

}  // namespace keyhound
