// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/ci_commits.h"

#include <fmt/format.h>

#include "scanner/base/ascii.h"
#include "scanner/git/object_prefix.h"
#include "scanner/git/object_text.h"
#include "scanner/git/pack/pack_reader.h"
#include "scanner/git/ref_lookup.h"
#include "scanner/git/revision.h"

namespace keyhound {
namespace {

constexpr std::size_t kFewestDigits = 7;
constexpr std::string_view kRemoteRefs = "refs/remotes/origin/";

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

// What is wrong with a pack is said by the scan.
const PackSet& quick_packs(OpenRepository& opened) {
  std::vector<Diagnostic> ignored;
  return opened.packs(ignored, PackChecks::kQuick);
}

}  // namespace

bool names_commit(std::string_view digits, const ObjectId& commit) {
  return digits.size() >= kFewestDigits && commit.hex().starts_with(to_lower_ascii(digits));
}

CiCommits::CiCommits(OpenRepository& opened)
    : opened_(opened), packs_(&quick_packs(opened)), reader_(make_pack_reader(*packs_)) {}

Result<ObjectId> CiCommits::resolve(const std::string& revision, std::string_view option) {
  const auto find = [this](std::string_view digits) { return ids_with_prefix(*packs_, digits); };
  auto found = resolve_revision(repository(), *reader_, find, revision);
  if (found) return *found;
  return fail(ErrorKind::kUsage, fmt::format("{}: {}", option, found.error().message));
}

Result<std::optional<ObjectId>> CiCommits::find_told(const CiCommit& told) {
  if (told.id.empty()) return std::optional<ObjectId>();
  if (!is_hex(told.id) || told.id.size() < kFewestDigits ||
      told.id.size() > 2 * ObjectId::kSha256Size) {
    return fail(
        ErrorKind::kUsage,
        fmt::format("{} is '{}', which is no commit id; say what the change is made against "
                    "with --base REV",
                    told.source, told.id));
  }
  for (const ObjectId& id : ids_with_prefix(*packs_, told.id)) {
    const auto header = reader_->read_header(id);
    if (header && header->type == ObjectType::kCommit) return std::optional(id);
  }
  return std::optional<ObjectId>();
}

std::optional<ObjectId> CiCommits::find_branch(const std::string& name) {
  if (name.empty()) return std::nullopt;
  for (const std::string_view folder : {kRemoteRefs, std::string_view("refs/heads/")}) {
    const auto ref = read_ref(repository(), std::string(folder) + name);
    if (ref && is_stored(ref->id)) return ref->id;
  }
  return std::nullopt;
}

std::string CiCommits::default_branch() const {
  const auto ref = read_ref(repository(), std::string(kRemoteRefs) + "HEAD");
  if (!ref || !ref->name.starts_with(kRemoteRefs)) return {};
  std::string name = ref->name.substr(kRemoteRefs.size());
  return name == "HEAD" ? std::string() : name;
}

bool CiCommits::is_stored(const ObjectId& id) {
  const auto header = reader_->read_header(id);
  return header && header->type == ObjectType::kCommit;
}

std::vector<ObjectId> CiCommits::parents_of(const ObjectId& commit) {
  const auto bytes = reader_->read_as(ObjectType::kCommit, commit);
  if (!bytes) return {};
  const auto parsed = parse_commit(*bytes);
  return parsed ? parsed->parents : std::vector<ObjectId>();
}

}  // namespace keyhound
