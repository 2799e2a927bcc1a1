// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/ref_list.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <unordered_set>
#include <utility>

#include "scanner/base/file.h"

namespace keyhound {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMaxRefBytes = 64 << 10;
constexpr std::uint64_t kMaxListBytes = std::uint64_t{1} << 30;  // packed-refs, a reflog
constexpr std::string_view kSymbolic = "ref:";

using Targets = std::map<std::string, ObjectId>;
using SymbolicRefs = std::map<std::string, std::string>;

// Takes the first line from `rest`, without its end.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

std::optional<ObjectId> leading_id(std::string_view line) {
  return ObjectId::from_hex(line.substr(0, line.find_first_of(" \t\r")));
}

Diagnostic unreadable(const std::string& name, const std::string& reason) {
  return {"unreadable-ref", name,
          reason + "; delete it with `git update-ref -d` or restore it, and scan again"};
}

void read_packed(const std::string& directory, Targets& targets, RefList& list) {
  const Result<std::string> text = read_file(directory + "/packed-refs", kMaxListBytes);
  if (!text) {
    if (text.error().kind != ErrorKind::kNotFound) {
      list.diagnostics.push_back(diagnose("unreadable-ref", "packed-refs", text.error()));
    }
    return;
  }
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (line.empty() || line[0] == '#' || line[0] == '^') continue;
    const std::size_t space = line.find(' ');
    const auto id = leading_id(line);
    if (!id || space == std::string_view::npos) {
      list.diagnostics.push_back(
          unreadable("packed-refs", "it has a line that names no object: " + std::string(line)));
      continue;
    }
    targets[std::string(trim(line.substr(space)))] = *id;
  }
}

void read_loose(const std::string& directory, Targets& targets, SymbolicRefs& symbolic,
                RefList& list) {
  for (const std::string& file : files_below(directory + "/refs", list.diagnostics)) {
    const std::string name = "refs/" + file;
    if (name.ends_with(".lock")) continue;
    const Result<std::string> text = read_file(directory + "/" + name, kMaxRefBytes);
    if (!text) {
      list.diagnostics.push_back(unreadable(name, text.error().message));
      continue;
    }
    const std::string_view content = trim(*text);
    if (content.starts_with(kSymbolic)) {
      symbolic[name] = trim(content.substr(kSymbolic.size()));
    } else if (const auto id = leading_id(content)) {
      targets[name] = *id;
    } else {
      list.diagnostics.push_back(unreadable(
          name, content.empty() ? "the file is empty" : "its content is not the id of an object"));
    }
  }
}

void check_symbolic(const Targets& targets, const SymbolicRefs& symbolic, RefList& list) {
  for (const auto& [name, target] : symbolic) {
    std::set<std::string> seen = {name};
    std::string at = target;
    while (symbolic.contains(at) && seen.insert(at).second) at = symbolic.at(at);
    if (targets.contains(at)) continue;
    if (seen.contains(at)) {
      list.diagnostics.push_back(unreadable(name, "it is symbolic and names itself in a circle"));
    } else {
      Diagnostic dangling = unreadable(name, "it names " + at + ", which does not exist");
      dangling.incomplete = false;
      list.diagnostics.push_back(std::move(dangling));
    }
  }
}

}  // namespace

RefList read_refs(const std::string& directory) {
  RefList list;
  Targets targets;
  SymbolicRefs symbolic;
  read_packed(directory, targets, list);
  read_loose(directory, targets, symbolic, list);
  check_symbolic(targets, symbolic, list);
  for (const auto& [name, id] : targets) list.refs.push_back({name, id});
  return list;
}

std::vector<ObjectId> read_pseudo_ref(const std::string& path) {
  std::vector<ObjectId> ids;
  const Result<std::string> text = read_file(path, kMaxListBytes);
  if (!text) return ids;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const auto id = leading_id(take_line(rest));
    if (id && !id->is_null()) ids.push_back(*id);
  }
  return ids;
}

std::vector<ObjectId> read_reflog(const std::string& path) {
  std::vector<ObjectId> ids;
  std::unordered_set<ObjectId> seen;
  const Result<std::string> text = read_file(path, kMaxListBytes);
  if (!text) return ids;
  const auto add = [&](const std::optional<ObjectId>& id) {
    if (id && !id->is_null() && seen.insert(*id).second) ids.push_back(*id);
  };
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    add(leading_id(line));
    const std::size_t space = line.find(' ');
    if (space != std::string_view::npos) add(leading_id(line.substr(space + 1)));
  }
  return ids;
}

std::vector<std::string> files_below(const std::string& directory,
                                     std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> files;
  std::vector<fs::path> pending = {directory};
  while (!pending.empty()) {
    const fs::path at = std::move(pending.back());
    pending.pop_back();
    std::error_code error;
    fs::directory_iterator entry(at, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
      std::error_code ignored;
      if (fs::is_directory(entry->symlink_status(ignored))) {
        pending.push_back(entry->path());
      } else {
        files.push_back(entry->path().string().substr(directory.size() + 1));
      }
    }
    if (error && error != std::errc::no_such_file_or_directory) {
      diagnostics.push_back({"unreadable-ref", at.string(), error.message()});
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace keyhound
