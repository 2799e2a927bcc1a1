// SPDX-License-Identifier: Apache-2.0
// A small engine with a few rules of made-up tokens, and what the tests of scan/ do with it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/check.h"
#include "scanner/rules/rule_file.h"
#include "scanner/scan/scan_context.h"
#include "scanner/scan/text_scanner.h"
#include "tests/support/tokens.h"

namespace keyhound {

inline constexpr std::string_view kSmallRules = R"toml(
[[rules]]
id = "acme"
description = "Acme token"
provider = "Acme"
kind = "access-token"
severity = "high"
confidence = "high"
regex = '''\b(acme_[0-9A-Za-z]{20})\b'''
secret_group = 1
tags = ["one", "two"]

[[rules]]
id = "assigned"
description = "Value of a token variable"
kind = "access-token"
severity = "medium"
confidence = "low"
regex = '''token = ([0-9A-Za-z_]{12,40})'''
secret_group = 1

[[rules]]
id = "checked"
description = "Token with a checksum"
kind = "access-token"
severity = "critical"
confidence = "high"
regex = '''\b(ghp_[0-9A-Za-z]{36})\b'''
secret_group = 1
checksum = "github"

[[rules]]
id = "only-env"
description = "Value in an env file"
kind = "password"
severity = "low"
confidence = "medium"
regex = '''PASSWORD=(\S{4,40})'''
secret_group = 1
path = '''\.env$'''
)toml";

// Everything that one thread needs to scan.
class ScanFixture {
 public:
  explicit ScanFixture(std::string_view toml = kSmallRules, FingerprintKey key = {})
      : engine_(std::make_unique<RuleEngine>(engine_of(toml))),
        context_(std::make_unique<ScanContext>(context_of(*engine_, std::move(key)))),
        scanner_(std::make_unique<TextScanner>(scanner_of(*context_))) {}

  [[nodiscard]] const RuleEngine& engine() const { return *engine_; }
  [[nodiscard]] const ScanContext& context() const { return *context_; }
  [[nodiscard]] TextScanner& scanner() const { return *scanner_; }

  [[nodiscard]] std::uint32_t rule(std::string_view id) const {
    const auto& rules = engine_->rules().rules;
    for (std::uint32_t i = 0; i < rules.size(); ++i) {
      if (rules[i].id == id) return i;
    }
    KEYHOUND_CHECK(!"the fixture has this rule");
    return 0;
  }

  // The hits of a text at `path`.
  [[nodiscard]] std::vector<TextHit> scan(std::string_view text, std::string_view path = "a.txt",
                                          std::string_view commit = {}) const {
    std::vector<TextHit> hits;
    KEYHOUND_CHECK(scanner_->scan(text, {{&path, 1}, commit}, hits));
    return hits;
  }

 private:
  static RuleEngine engine_of(std::string_view toml) {
    auto file = parse_rule_file(toml, "rules.toml");
    KEYHOUND_CHECK(file);
    auto rules = make_rule_set(std::move(*file));
    KEYHOUND_CHECK(rules);
    auto engine = RuleEngine::create(std::move(*rules));
    KEYHOUND_CHECK(engine);
    return std::move(*engine);
  }
  static ScanContext context_of(const RuleEngine& engine, FingerprintKey key) {
    ScanSettings settings;
    settings.key = std::move(key);
    auto context = ScanContext::create(engine, std::move(settings));
    KEYHOUND_CHECK(context);
    return std::move(*context);
  }
  static TextScanner scanner_of(const ScanContext& context) {
    auto scanner = TextScanner::create(context);
    KEYHOUND_CHECK(scanner);
    return std::move(*scanner);
  }

  std::unique_ptr<RuleEngine> engine_;
  std::unique_ptr<ScanContext> context_;
  std::unique_ptr<TextScanner> scanner_;
};

// A token of rule "acme"; different ones for different n.
inline std::string acme_token(unsigned n) { return "acme_" + testing::alphanumerics(n, 20); }

// A hit in one line, for comparing: "rule 1:5-1:30 kh1:...".
inline std::string describe(const ScanFixture& fixture, const TextHit& hit) {
  const auto place = [](SourcePosition p) {
    return std::to_string(p.line) + ":" + std::to_string(p.column);
  };
  std::string text = fixture.context().rule(hit.rule).id + " " + place(hit.start) + "-" +
                     place(hit.end) + " " + hit.fingerprint.short_form() + " " +
                     hit.secret_redacted;
  for (const std::uint32_t other : hit.also_matched)
    text += " +" + fixture.context().rule(other).id;
  return text;
}

inline std::vector<std::string> describe(const ScanFixture& fixture,
                                         const std::vector<TextHit>& hits) {
  std::vector<std::string> lines;
  for (const TextHit& hit : hits) lines.push_back(describe(fixture, hit));
  return lines;
}

}  // namespace keyhound
