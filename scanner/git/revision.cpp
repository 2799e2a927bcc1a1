// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/revision.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "scanner/git/object_text.h"
#include "scanner/git/ref_lookup.h"
#include "scanner/git/ref_selector.h"

namespace keyhound {

namespace {

constexpr std::size_t kMinDigits = 4;  // of an abbreviated id
constexpr int kMaxTags = 1000;         // that name each other in turn
constexpr std::uint32_t kMaxSteps = 10'000'000;

tl::unexpected<Error> names_none(std::string reason) {
  return fail(ErrorKind::kUsage, std::move(reason));
}

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

// Takes a decimal number from the front; 1 when there is none.
Result<std::uint32_t> take_count(std::string_view& rest) {
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  if (digits == 0) return std::uint32_t{1};
  std::uint32_t count = 0;
  const auto parsed = std::from_chars(rest.data(), rest.data() + digits, count);
  if (parsed.ec != std::errc() || count > kMaxSteps) return names_none("its number is too large");
  rest.remove_prefix(digits);
  return count;
}

class Resolver {
 public:
  Resolver(const Repository& repository, ObjectReader& reader, const IdsWithPrefix& find)
      : repository_(repository), reader_(reader), ids_with_prefix_(find) {}

  Result<ObjectId> run(std::string_view revision) {
    if (revision.find(':') != std::string_view::npos)
      return names_none("names with a colon are not supported");
    const std::size_t base_size = std::min(revision.find_first_of("~^"), revision.size());
    KEYHOUND_TRY(ObjectId id, resolve_base(revision.substr(0, base_size)));
    std::string_view rest = revision.substr(base_size);
    while (!rest.empty()) {
      KEYHOUND_TRY(id, take_step(id, rest));
    }
    return peel_to_commit(id);
  }

 private:
  Result<ObjectId> resolve_base(std::string_view name) {
    if (name == "@") name = "HEAD";
    if (const std::size_t at = name.find("@{"); at != std::string_view::npos) {
      if (!name.ends_with('}')) return names_none("'@{' is not closed");
      return select_ref(repository_, name.substr(0, at), name.substr(at + 2, name.size() - at - 3));
    }
    if (name.size() == 2 * repository_.id_size()) {
      if (const auto id = ObjectId::from_hex(name)) return *id;
    }
    if (const Result<Ref> ref = find_ref(repository_, name)) return ref->id;
    // `git describe` writes <tag>-<commits since>-g<id>.
    const std::size_t described = name.rfind("-g");
    const bool is_described =
        described != std::string_view::npos && is_hex(name.substr(described + 2));
    return resolve_abbreviated(is_described ? name.substr(described + 2) : name);
  }

  Result<ObjectId> resolve_abbreviated(std::string_view digits) {
    if (digits.size() < kMinDigits || digits.size() >= 2 * repository_.id_size() || !is_hex(digits))
      return names_none("there is no such ref or object");
    const std::vector<ObjectId> found = ids_with_prefix_(digits);
    if (found.empty()) return names_none("there is no such ref or object");
    if (found.size() == 1) return found.front();
    std::optional<ObjectId> commit;
    for (const ObjectId& id : found) {
      if (!peel_to_commit(id)) continue;
      if (commit) return names_none("several commits begin so; give more digits");
      commit = id;
    }
    if (!commit) return names_none("several objects begin so, and none is a commit");
    return *commit;
  }

  // Takes one of ~, ~N, ^, ^N, ^{type} from `rest`.
  Result<ObjectId> take_step(const ObjectId& id, std::string_view& rest) {
    const char sign = rest.front();
    if (rest.starts_with("^{")) {
      const std::size_t close = rest.find('}');
      if (close == std::string_view::npos) return names_none("'^{' is not closed");
      const std::string_view type = rest.substr(2, close - 2);
      rest.remove_prefix(close + 1);
      return peel_to(id, type);
    }
    if (sign != '~' && sign != '^')
      return names_none("'" + std::string(rest) + "' does not say how to go on");
    rest.remove_prefix(1);
    KEYHOUND_TRY(const std::uint32_t count, take_count(rest));
    KEYHOUND_TRY(ObjectId at, peel_to_commit(id));
    if (sign == '^') return count == 0 ? at : parent_of(at, count);
    for (std::uint32_t i = 0; i < count; ++i) {
      KEYHOUND_TRY(at, parent_of(at, 1));
    }
    return at;
  }

  Result<ObjectId> peel_to(const ObjectId& id, std::string_view type) {
    if (type == "commit") return peel_to_commit(id);
    if (type.empty()) {
      KEYHOUND_TRY(const auto peeled, peel(id));
      return peeled.first;
    }
    KEYHOUND_TRY(const ObjectHeader header, read_header(id));
    if (type == "object" || (type == "tag" && header.type == ObjectType::kTag)) return id;
    return names_none("^{" + std::string(type) + "} of it is no commit, or is not supported");
  }

  Result<ObjectId> peel_to_commit(const ObjectId& id) {
    KEYHOUND_TRY(const auto peeled, peel(id));
    if (peeled.second == ObjectType::kCommit) return peeled.first;
    return names_none("object " + peeled.first.hex() + " is a " +
                      std::string(to_string(peeled.second)));
  }

  // The object behind a tag and the tags that it names.
  Result<std::pair<ObjectId, ObjectType>> peel(ObjectId id) {
    for (int tags = 0; tags < kMaxTags; ++tags) {
      KEYHOUND_TRY(const ObjectHeader header, read_header(id));
      if (header.type != ObjectType::kTag) return std::pair{id, header.type};
      KEYHOUND_TRY(const std::string_view bytes, reader_.read_as(ObjectType::kTag, id));
      const Result<ParsedTag> tag = parse_tag(bytes);
      if (!tag) return fail(tag.error().within("tag " + id.hex()));
      id = tag->target;
    }
    return fail(ErrorKind::kCorrupt, "it is a tag of a tag of a tag, without an end");
  }

  Result<ObjectId> parent_of(const ObjectId& id, std::uint32_t number) {
    const std::vector<ObjectId>& boundary = repository_.shallow_boundary();
    const bool is_cut = std::binary_search(boundary.begin(), boundary.end(), id);
    KEYHOUND_TRY(const std::string_view bytes, reader_.read_as(ObjectType::kCommit, id));
    const Result<ParsedCommit> commit = parse_commit(bytes);
    if (!commit) return fail(commit.error().within("commit " + id.hex()));
    if (!is_cut && number <= commit->parents.size()) return commit->parents[number - 1];
    return names_none("commit " + id.hex() + " has no parent " + std::to_string(number) +
                      (is_cut ? " in this shallow clone" : ""));
  }

  Result<ObjectHeader> read_header(const ObjectId& id) {
    Result<ObjectHeader> header = reader_.read_header(id);
    if (!header && header.error().kind == ErrorKind::kNotFound)
      return names_none("object " + id.hex() + " is not in the repository");
    return header;
  }

  const Repository& repository_;
  ObjectReader& reader_;
  const IdsWithPrefix& ids_with_prefix_;
};

}  // namespace

Result<ObjectId> resolve_revision(const Repository& repository, ObjectReader& reader,
                                  const IdsWithPrefix& ids_with_prefix, std::string_view revision) {
  Result<ObjectId> found = Resolver(repository, reader, ids_with_prefix).run(revision);
  if (!found) {
    return fail(found.error().within("'" + std::string(revision) + "' names no commit"));
  }
  return found;
}

}  // namespace keyhound
