// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/ref_lookup.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <variant>

#include "scanner/base/file.h"

namespace keyhound {

namespace {

constexpr int kMaxSymbolic = 5;
constexpr std::uint64_t kMaxRefBytes = 64 << 10;
constexpr std::uint64_t kMaxPackedBytes = std::uint64_t{1} << 30;
constexpr std::string_view kSpace = " \t\r\n";

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

// Each work tree has refs of its own outside refs/ and in three folders of it.
bool is_of_work_tree(std::string_view name) {
  return !name.starts_with("refs/") || name.starts_with("refs/bisect/") ||
         name.starts_with("refs/worktree/") || name.starts_with("refs/rewritten/");
}

Result<ObjectId> parse_id(std::string_view text, std::size_t id_size, std::string_view name) {
  const auto id = ObjectId::from_hex(text.substr(0, text.find_first_of(kSpace)));
  if (id && id->bytes().size() == id_size) return *id;
  return fail(ErrorKind::kCorrupt, std::string(name) + " does not hold the id of an object");
}

Result<ObjectId> read_packed(const Repository& repository, std::string_view name) {
  KEYHOUND_TRY(const std::string text,
               read_file(repository.common_dir() + "/packed-refs", kMaxPackedBytes));
  const std::string wanted = ' ' + std::string(name);
  const std::string_view all = text;
  for (std::size_t at = all.find(wanted); at != std::string_view::npos;
       at = all.find(wanted, at + 1)) {
    const std::size_t end = std::min(all.find('\n', at), all.size());
    if (trim(all.substr(at, end - at)) != name) continue;
    const std::size_t before = at == 0 ? std::string_view::npos : all.rfind('\n', at - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    if (all[begin] == '#') continue;
    return parse_id(all.substr(begin, at - begin), repository.id_size(), name);
  }
  return fail(ErrorKind::kNotFound, std::string(name) + " does not exist");
}

// The id that a ref holds, or the name that it is symbolic for.
Result<std::variant<ObjectId, std::string>> read_one(const Repository& repository,
                                                     const std::string& name) {
  const std::string& directory =
      is_of_work_tree(name) ? repository.git_dir() : repository.common_dir();
  const std::string file = directory + "/" + name;
  std::error_code ignored;
  const bool is_folder = std::filesystem::is_directory(file, ignored);
  const Result<std::string> text =
      is_folder ? Result<std::string>(fail(ErrorKind::kNotFound, name + " is a folder of refs"))
                : read_file(file, kMaxRefBytes);
  if (!text) {
    if (text.error().kind != ErrorKind::kNotFound || !name.starts_with("refs/"))
      return fail(text.error());
    KEYHOUND_TRY(const ObjectId packed, read_packed(repository, name));
    return packed;
  }
  constexpr std::string_view kSymbolic = "ref:";
  const std::string_view content = trim(*text);
  if (content.starts_with(kSymbolic)) return std::string(trim(content.substr(kSymbolic.size())));
  KEYHOUND_TRY(const ObjectId id, parse_id(content, repository.id_size(), name));
  return id;
}

}  // namespace

bool is_ref_name(std::string_view name) {
  if (name.empty() || name == "@" || name.ends_with('/') || name.ends_with('.')) return false;
  for (const std::string_view wrong : {"..", "@{", "//"}) {
    if (name.find(wrong) != std::string_view::npos) return false;
  }
  const auto is_wrong = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f ||
           std::string_view(" ~^:?*[\\").find(c) != std::string::npos;
  };
  if (std::any_of(name.begin(), name.end(), is_wrong)) return false;
  while (!name.empty()) {
    const std::size_t slash = std::min(name.find('/'), name.size());
    const std::string_view part = name.substr(0, slash);
    if (part.empty() || part.starts_with('.') || part.ends_with(".lock")) return false;
    name.remove_prefix(std::min(slash + 1, name.size()));
  }
  return true;
}

Result<Ref> read_ref(const Repository& repository, std::string_view name) {
  std::string at(name);
  for (int steps = 0; steps <= kMaxSymbolic; ++steps) {
    if (!is_ref_name(at)) return fail(ErrorKind::kCorrupt, "'" + at + "' cannot be a ref's name");
    KEYHOUND_TRY(auto found, read_one(repository, at));
    if (const ObjectId* id = std::get_if<ObjectId>(&found)) return Ref{std::move(at), *id};
    at = std::move(std::get<std::string>(found));
  }
  return fail(ErrorKind::kCorrupt, std::string(name) + " is symbolic for too many names in turn");
}

Result<Ref> find_ref(const Repository& repository, std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kRules = {
      {{"", ""},
       {"refs/", ""},
       {"refs/tags/", ""},
       {"refs/heads/", ""},
       {"refs/remotes/", ""},
       {"refs/remotes/", "/HEAD"}}};
  for (const auto& [before, after] : kRules) {
    std::string full(before);
    Result<Ref> ref = read_ref(repository, full.append(name).append(after));
    if (ref) return ref;
  }
  return fail(ErrorKind::kNotFound, "there is no ref '" + std::string(name) + "'");
}

}  // namespace keyhound
