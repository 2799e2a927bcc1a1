// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, opening them as an archive ends within its limits: no entry, byte or depth
// beyond them, and what an archive holds has a place in it.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "scanner/base/check.h"
#include "scanner/scan/archive_scan.h"

namespace {

// One rule that finds much.
struct Engine {
  Engine() {
    keyhound::Rule rule;
    rule.id = "word";
    rule.regex = "[a-z]{4,8}";
    keyhound::RuleSet rules;
    rules.rules.push_back(rule);
    auto made = keyhound::RuleEngine::create(std::move(rules));
    KEYHOUND_CHECK(made);
    engine = std::make_unique<keyhound::RuleEngine>(std::move(*made));
    auto with_key = keyhound::ScanContext::create(*engine, {});
    KEYHOUND_CHECK(with_key);
    context = std::make_unique<keyhound::ScanContext>(std::move(*with_key));
  }
  std::unique_ptr<keyhound::RuleEngine> engine;
  std::unique_ptr<keyhound::ScanContext> context;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keyhound;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static const Engine engine;
  static auto scanner = TextScanner::create(*engine.context);
  KEYHOUND_CHECK(scanner);
  ArchiveLimits limits;
  limits.free_bytes = 1U << 20U;
  limits.entries = 1000;
  limits.seconds = 5;
  constexpr std::string_view kPath = "a.gz";
  const auto known = archive_format_of(bytes);
  for (std::size_t i = 0; i < 7; ++i) {
    const auto format = static_cast<ArchiveFormat>(i);
    if (known && *known != format) continue;
    MemorySource source(bytes);
    const ArchiveContent content =
        scan_archive(*scanner, limits, {source, format, {{&kPath, 1}, {}}, "a", ""});
    KEYHOUND_CHECK(content.bytes <= limits.free_bytes + limits.ratio * size + (1U << 20U));
    KEYHOUND_CHECK(content.diagnostics.size() < 30);
    for (const TextHit& hit : content.hits) KEYHOUND_CHECK(!hit.entry.empty());
  }
  return 0;
}
