// SPDX-License-Identifier: Apache-2.0
// Deltas that git would never write: circles, wrong sizes and offsets, missing bases. The object is
// named, and every other one is scanned.
#include <doctest/doctest.h>

#include "tests/support/packed_chain.h"
#include "tests/support/packed_history.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

constexpr unsigned kVictim = 20;
constexpr unsigned kBase = 19;

// Files from kVictim on, each a reference delta of the next and the last of the first; one more
// hangs on the circle when asked for.
PackDamage circle(const std::string& name, unsigned length, bool has_tail) {
  return {name, [=](HandPackedRepo& repo) {
            Loss loss;
            const unsigned members = length + (has_tail ? 1 : 0);
            for (unsigned i = 0; i < members; ++i) {
              const unsigned file = kVictim + i;
              const unsigned base = kVictim + (i == length ? 0 : (i + 1) % length);
              PackedObject& object = repo.pack.object(repo.blob(file));
              object.kind = PackedKind::kRefDelta;
              object.content = make_delta(repo.text(base), repo.text(file));
              object.base_id = repo.blob(base);
              loss.files.insert(file);
              loss.named.push_back(repo.blob(file));
            }
            repo.write();
            return loss;
          }};
}

using DeltaMaker = std::function<std::string(const std::string& base, const std::string& text)>;

// The victim with this delta, of both kinds.
void check_delta(const std::string& name, const DeltaMaker& make) {
  for (const PackedKind kind : {PackedKind::kOfsDelta, PackedKind::kRefDelta}) {
    check_damage({name, [&](HandPackedRepo& repo) {
                    const std::string& id = repo.blob(kVictim);
                    repo.pack.store_as_delta(id, repo.blob(kBase), kind);
                    repo.pack.object(id).content = make(repo.text(kBase), repo.text(kVictim));
                    repo.write();
                    return Loss{.files = {kVictim}, .named = {id}};
                  }});
  }
}

// An offset delta that points so many bytes back.
void check_distance(const std::string& name,
                    const std::function<uint64_t(const HandPackedRepo&, uint64_t)>& distance) {
  check_damage({name, [&](HandPackedRepo& repo) {
                  const std::string& id = repo.blob(kVictim);
                  repo.pack.store_as_delta(id, repo.blob(kBase), PackedKind::kOfsDelta);
                  const uint64_t offset = repo.pack.build().row(id).offset;
                  repo.pack.object(id).base_distance = distance(repo, offset);
                  repo.write();
                  return Loss{.files = {kVictim}, .named = {id}};
                }});
}

uint32_t size32(const std::string& text) { return static_cast<uint32_t>(text.size()); }

}  // namespace

TEST_CASE("Deltas in a circle are named, each of them, and nothing else is lost") {
  check_damage(circle("of itself", 1, false));
  check_damage(circle("two", 2, false));
  check_damage(circle("three", 3, false));
  check_damage(circle("three with a tail", 3, true));
}

TEST_CASE("A copy past the base's end costs the object alone") {
  check_delta("over the end", [](const std::string& base, const std::string& text) {
    return DeltaWriter(base.size(), text.size()).copy(size32(base) - 10, size32(text)).bytes();
  });
  check_delta("from behind the end", [](const std::string& base, const std::string& text) {
    return DeltaWriter(base.size(), text.size()).copy(size32(base), size32(text)).bytes();
  });
  check_delta("from far away", [](const std::string& base, const std::string& text) {
    return DeltaWriter(base.size(), text.size()).copy(0xfffffff0U, size32(text)).bytes();
  });
}

TEST_CASE("A delta whose announced sizes are wrong costs the object alone") {
  for (const int64_t off : {-1, 1, 1000}) {
    CAPTURE(off);
    check_delta("base size", [&](const std::string& base, const std::string& text) {
      const uint64_t wrong = base.size() + static_cast<uint64_t>(off);
      return DeltaWriter(wrong, text.size()).insert(text).bytes();
    });
    check_delta("result size", [&](const std::string& base, const std::string& text) {
      const uint64_t wrong = text.size() + static_cast<uint64_t>(off);
      return DeltaWriter(base.size(), wrong).insert(text).bytes();
    });
  }
}

TEST_CASE("A delta that breaks off or says nothing known costs the object alone") {
  using Text = const std::string;
  check_delta("nothing at all", [](Text&, Text&) { return ""; });
  check_delta("half a size", [](Text&, Text&) { return "\x80"; });
  check_delta("sizes alone",
              [](Text& base, Text& text) { return DeltaWriter(base.size(), text.size()).bytes(); });
  check_delta("half an insert", [](Text& base, Text& text) {
    return DeltaWriter(base.size(), text.size()).raw("\x7fhalf").bytes();
  });
  check_delta("half a copy", [](Text& base, Text& text) {
    return DeltaWriter(base.size(), text.size()).raw("\xff\x01").bytes();
  });
  check_delta("the reserved instruction", [](Text& base, Text& text) {
    return DeltaWriter(base.size(), text.size()).raw(std::string(1, '\0')).insert(text).bytes();
  });
  check_delta("a size of more than 64 bits", [](Text&, Text& text) {
    return std::string(12, '\xff') + "\x01" + std::string(1, '\x10') + text;
  });
}

TEST_CASE("An offset delta that points to no object costs the object alone") {
  using Repo = const HandPackedRepo;
  check_distance("itself", [](Repo&, uint64_t) { return uint64_t{0}; });
  check_distance("the pack's header", [](Repo&, uint64_t offset) { return offset - 4; });
  check_distance("before the pack", [](Repo&, uint64_t offset) { return offset + 1; });
  check_distance("far before the pack", [](Repo&, uint64_t) { return uint64_t{1} << 62; });
  check_distance("the middle of an entry", [](Repo& repo, uint64_t offset) {
    return offset - repo.pack.build().row(repo.blob(kBase)).offset - 100;
  });
}

TEST_CASE("A delta whose base is stored nowhere is named") {
  check_damage({"absent from the start", [](HandPackedRepo& repo) {
                  const std::string& id = repo.blob(kVictim);
                  repo.pack.store_as_delta(id, repo.blob(kBase), PackedKind::kRefDelta);
                  repo.pack.object(id).base_id = std::string(40, 'a');
                  repo.write();
                  return Loss{.files = {kVictim}, .named = {id}};
                }});
  check_damage({"the base is lost too", [](HandPackedRepo& repo) {
                  const std::string& id = repo.blob(kVictim);
                  repo.pack.store_as_delta(id, repo.blob(kBase), PackedKind::kRefDelta);
                  repo.pack.remove(repo.blob(kBase));
                  repo.write();
                  return Loss{.files = {kVictim, kBase}, .named = {id, repo.blob(kBase)}};
                }});
}

TEST_CASE("A damaged base costs those that derive from it, and each is named") {
  check_damage(
      {"two derive", [](HandPackedRepo& repo) {
         for (const unsigned file : {kVictim, kVictim + 1}) {
           repo.pack.store_as_delta(repo.blob(file), repo.blob(kBase), PackedKind::kOfsDelta);
         }
         PackImage image = repo.pack.build();
         image.flip_bit(image.row(repo.blob(kBase)).offset + 300, 2);
         write_pack(repo.objects(), image);
         return Loss{.files = {kBase, kVictim, kVictim + 1},
                     .named = {repo.blob(kBase), repo.blob(kVictim), repo.blob(kVictim + 1)}};
       }});
}

TEST_CASE("A chain of 10,000 deltas is read to its end without recursion") {
  for (const PackedKind kind : {PackedKind::kOfsDelta, PackedKind::kRefDelta}) {
    GitRepoBuilder repo(GitRepoBuilder::Kind::kBare);
    write_chain(repo, 10000, kind);
    const BoundedScan result = bounded_scan({repo.path(), "--history-only"});
    INFO(result.run.describe());
    check_bounds(result);
    CHECK(result.run.exit_code == 1);
    CHECK(result.report.complete);
    check_chain(result.report, 10000);
  }
}

TEST_CASE("A chain of 10,000 deltas that breaks on its way costs what is behind the break") {
  for (const unsigned at : {9500U, 7000U}) {
    GitRepoBuilder repo(GitRepoBuilder::Kind::kBare);
    write_chain(repo, 10000, PackedKind::kOfsDelta);
    const std::string name = "HEAD:v0" + std::to_string(at);
    const std::string broken = repo.git({"rev-parse", name});
    const std::string behind = repo.git({"rev-parse", "HEAD:v09900"});
    const GitRepoBuilder::PackedEntry entry = repo.packed_entry(broken);
    flip_bytes(repo.pack_path(), entry.offset + entry.size - 1, 1);
    const BoundedScan result = bounded_scan({repo.path(), "--history-only"});
    check_named(result, 1, {.named = {broken}});
    CHECK(result.report.count(kGithubRule) == 1);
    CHECK(result.report.has_finding(kGithubRule, "v05000"));
    // More than a thousand are counted, not listed.
    CHECK(result.report.diagnoses(at == 7000 ? "3001 objects" : behind));
  }
}

}  // namespace keyhound::testing
