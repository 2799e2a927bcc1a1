// SPDX-License-Identifier: Apache-2.0
// Scans every blob of real repositories as the history scan does, along the deltas of the pack, and
// compares the credentials, blob by blob, with those of each blob read by libgit2 and scanned
// whole. The repositories are bundles in the folder KEYHOUND_DATA (default: ../shared/data beside
// the sources); without them it is skipped (77).
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/check.h"
#include "scanner/cli/embedded_rules.h"
#include "scanner/git/git_library.h"
#include "scanner/git/object_reader.h"
#include "scanner/git/pack/delta_walk.h"
#include "scanner/rules/rule_codec.h"
#include "scanner/scan/blob_visitor.h"
#include "scanner/scan/family_walk.h"
#include "scanner/scan/open_repository.h"
#include "scanner/scan/parallel.h"
#include "scanner/scan/text_stream.h"
#include "tests/support/build_places.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

constexpr int kSkipped = 77;
constexpr std::size_t kThreads = 2;
constexpr std::size_t kReadGrain = 512;  // blobs that one thread reads in their order
constexpr int kShown = 10;               // differences that are printed
constexpr std::string_view kNoPath[] = {""};
constexpr std::uint64_t kMegabyte = std::uint64_t{1} << 20;

struct Bundle {
  const char* name;
  std::size_t least_blobs;
  std::size_t least_hits;  // of the default rules
};
constexpr Bundle kBundles[] = {{"redis", 20'000, 0}, {"curl", 100'000, 1000}};

// What is compared of a hit, in one line.
std::string describe(const TextHit& hit) {
  return fmt::format("{} {}:{}-{}:{} {} {} [{}] {}", hit.rule, hit.start.line, hit.start.column,
                     hit.end.line, hit.end.column, hit.fingerprint.short_form(),
                     static_cast<int>(hit.confidence), fmt::join(hit.also_matched, ","),
                     hit.secret_redacted);
}

using Hits = std::vector<std::vector<std::string>>;  // by node

std::size_t count(const Hits& hits) {
  std::size_t sum = 0;
  for (const auto& lines : hits) sum += lines.size();
  return sum;
}

// A bundle's repository, cloned and open.
struct Clone {
  explicit Clone(const std::string& bundle) {
    const RunResult cloned = run({"git", "clone", "-q", "--mirror", bundle, path()});
    KEYHOUND_CHECK(cloned.exit_code == 0);
    auto repository = Repository::open(path());
    KEYHOUND_CHECK(repository);
    opened = std::make_unique<OpenRepository>(std::move(*repository));
    forest = std::make_unique<DeltaForest>(opened->packs(diagnostics));
    KEYHOUND_CHECK(diagnostics.empty());
    for (NodeNumber n = 0; n < forest->size(); ++n) {
      if (forest->node(n).type == ObjectType::kBlob) blobs.push_back(n);
    }
    // As the pack has them, so that libgit2 finds bases in its cache.
    std::sort(blobs.begin(), blobs.end(), [this](NodeNumber a, NodeNumber b) {
      return forest->node(a).offset < forest->node(b).offset;
    });
  }
  [[nodiscard]] std::string path() const { return folder / "clone.git"; }

  TempDir folder;
  std::vector<Diagnostic> diagnostics;
  std::unique_ptr<OpenRepository> opened;
  std::unique_ptr<DeltaForest> forest;
  std::vector<NodeNumber> blobs;
};

// Every blob along the deltas.
Hits scan_deltas(const ScanContext& context, const Clone& clone, std::uint64_t memory_limit) {
  WalkBudget budget(memory_limit, ObjectReader::kDefaultLimit);
  FamilyWalk walk(*clone.forest, budget, kThreads);
  WalkProgress progress;
  WorkerSlots<BlobVisitor> visitors(
      kThreads, [&] { return BlobVisitor::create(context, *clone.forest, progress); });
  walk.run(ObjectType::kBlob, [&](std::size_t slot) { return visitors.get(slot); });
  Hits hits(clone.forest->size());
  std::size_t seen = 0;
  for (const BlobVisitor* visitor : visitors.all()) {
    seen += visitor->blobs;
    KEYHOUND_CHECK(visitor->failed.empty());
    for (const BlobHit& one : visitor->found) hits[one.node].push_back(describe(*one.hit));
  }
  KEYHOUND_CHECK(seen == clone.blobs.size());
  return hits;
}

struct ReferenceReader {
  ReferenceReader(Repository opened, TextScanner made)
      : repository(std::move(opened)),
        reader(make_libgit2_reader(repository)),
        scanner(std::move(made)) {}
  Repository repository;
  std::unique_ptr<ObjectReader> reader;
  TextScanner scanner;
};

// Every blob whole, as libgit2 reads it.
Hits scan_whole(const ScanContext& context, const Clone& clone) {
  using Made = Result<std::unique_ptr<ReferenceReader>>;
  WorkerSlots<ReferenceReader> workers(kThreads, [&]() -> Made {
    KEYHOUND_TRY(Repository repository, Repository::open(clone.path()));
    KEYHOUND_TRY(TextScanner scanner, TextScanner::create(context));
    return std::make_unique<ReferenceReader>(std::move(repository), std::move(scanner));
  });
  Hits hits(clone.forest->size());
  run_parallel(clone.blobs.size(), kReadGrain, kThreads,
               [&](std::size_t slot, std::size_t begin, std::size_t end) {
                 ReferenceReader* worker = workers.get(slot);
                 KEYHOUND_CHECK(worker != nullptr);
                 std::vector<TextHit> found;
                 for (std::size_t i = begin; i < end; ++i) {
                   const NodeNumber node = clone.blobs[i];
                   const auto text =
                       worker->reader->read_as(ObjectType::kBlob, clone.forest->id(node));
                   KEYHOUND_CHECK(text);
                   KEYHOUND_CHECK(scan_text(worker->scanner, *text, {kNoPath, {}}, found));
                   for (const TextHit& hit : found) hits[node].push_back(describe(hit));
                 }
               });
  return hits;
}

// How many blobs have other hits.
std::size_t differences(const Clone& clone, const Hits& expected, const Hits& actual) {
  std::size_t wrong = 0;
  for (const NodeNumber node : clone.blobs) {
    if (expected[node] == actual[node]) continue;
    if (++wrong > kShown) continue;
    std::printf("blob %s:\n", clone.forest->id(node).hex().c_str());
    for (const std::string& line : expected[node]) std::printf("  whole:  %s\n", line.c_str());
    for (const std::string& line : actual[node]) std::printf("  deltas: %s\n", line.c_str());
  }
  return wrong;
}

struct RawState final : CarriedState {
  [[nodiscard]] std::size_t memory() const override { return sizeof *this + found.memory(); }
  TextMatches found;
};

// Compares what the engine carries over from a base with what it finds in the whole text.
class RawVisitor final : public ObjectVisitor {
 public:
  explicit RawVisitor(Matcher matcher) : matcher_(std::move(matcher)) {}

  CarriedStateRef visit(const DecodedObject& object) override {
    auto state = search(object);
    TextMatches whole;
    KEYHOUND_CHECK(matcher_.find(object.bytes, whole));
    if (whole.hits != state->found.hits || whole.matches != state->found.matches ||
        whole.size != state->found.size) {
      ++wrong;
    }
    ++blobs;
    hits += whole.hits.size();
    matches += whole.matches.size();
    return state;
  }
  CarriedStateRef visit_again(const DecodedObject& object) override { return search(object); }
  void fail(NodeNumber /*node*/, const Error& /*error*/) override { ++wrong; }

  std::size_t blobs = 0;
  std::size_t hits = 0;
  std::size_t matches = 0;
  std::size_t wrong = 0;

 private:
  std::shared_ptr<RawState> search(const DecodedObject& object) {
    auto state = std::make_shared<RawState>();
    const auto* base = static_cast<const RawState*>(object.base);
    KEYHOUND_CHECK(base != nullptr ? matcher_.find_derived(object.bytes, base->found, object.copied,
                                                           state->found)
                                   : matcher_.find(object.bytes, state->found));
    return state;
  }

  Matcher matcher_;
};

// How many blobs have other raw matches.
std::size_t raw_differences(const RuleEngine& engine, const Clone& clone) {
  WalkBudget budget(64 * kMegabyte, ObjectReader::kDefaultLimit);
  FamilyWalk walk(*clone.forest, budget, kThreads);
  WorkerSlots<RawVisitor> visitors(kThreads, [&]() -> Result<std::unique_ptr<RawVisitor>> {
    KEYHOUND_TRY(Matcher matcher, Matcher::create(engine));
    return std::make_unique<RawVisitor>(std::move(matcher));
  });
  walk.run(ObjectType::kBlob, [&](std::size_t slot) { return visitors.get(slot); });
  std::size_t blobs = 0;
  std::size_t hits = 0;
  std::size_t matches = 0;
  std::size_t wrong = 0;
  for (const RawVisitor* visitor : visitors.all()) {
    blobs += visitor->blobs;
    hits += visitor->hits;
    matches += visitor->matches;
    wrong += visitor->wrong;
  }
  std::printf("  raw: %zu blobs, %zu trigger hits, %zu matches, %zu blobs differ\n", blobs, hits,
              matches, wrong);
  return wrong + (blobs == clone.blobs.size() ? 0 : 1);
}

bool compare(const RuleEngine& engine, const ScanContext& context, const Bundle& bundle,
             const std::string& file) {
  const Clone clone(file);
  const Hits expected = scan_whole(context, clone);
  std::size_t wrong = differences(clone, expected, scan_deltas(context, clone, 512 * kMegabyte));
  std::printf("%s: %zu blobs, %zu hits, %zu blobs differ\n", bundle.name, clone.blobs.size(),
              count(expected), wrong);
  const std::size_t tight = differences(clone, expected, scan_deltas(context, clone, kMegabyte));
  std::printf("  memory of 1 MB: %zu blobs differ\n", tight);
  wrong += tight + raw_differences(engine, clone);
  std::fflush(stdout);
  return wrong == 0 && clone.blobs.size() >= bundle.least_blobs &&
         count(expected) >= bundle.least_hits;
}

int compare_all() {
  const GitLibrary library;
  const char* given = std::getenv("KEYHOUND_DATA");
  const std::string data =
      given != nullptr ? given : std::string(testing::kSourceDir) + "/../shared/data";
  auto rules = decode_rule_set(embedded_rule_pack());
  KEYHOUND_CHECK(rules);
  const std::string digest = rules->digest;
  const PrecompiledTriggers triggers = embedded_triggers(digest);
  EngineOptions options;
  options.precompiled = &triggers;
  const auto engine = RuleEngine::create(std::move(*rules), options);
  KEYHOUND_CHECK(engine);
  const auto context = ScanContext::create(*engine, {});
  KEYHOUND_CHECK(context);
  bool is_right = true;
  for (const Bundle& bundle : kBundles) {
    const std::string file = data + "/" + bundle.name + ".bundle";
    if (!std::filesystem::exists(file)) {
      std::printf("%s is missing; set KEYHOUND_DATA\n", file.c_str());
      return kSkipped;
    }
    is_right = compare(*engine, *context, bundle, file) && is_right;
  }
  return is_right ? 0 : 1;
}

}  // namespace
}  // namespace keyhound::testing

int main() { return keyhound::testing::compare_all(); }
