// SPDX-License-Identifier: Apache-2.0
// What every verifier of the default pack asks for is something that a scan can find: the parts are
// companions of its rules, the identities are theirs, the drivers are there. That its answers are
// taken for what they are, `keyhound rules test --verify` proves.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/decode/identity.h"
#include "scanner/rules/rule_file.h"
#include "scanner/rules/template_text.h"
#include "scanner/verify/drivers/driver.h"
#include "scanner/verify/verification_request.h"
#include "tests/support/build_places.h"

namespace keyhound {
namespace {

constexpr std::size_t kLeastVerifiers = 150;

const RuleFile& default_pack() {
  static const RuleFile kPack = [] {
    auto file = load_rule_files(std::string(testing::kSourceDir) + "/rules");
    REQUIRE_MESSAGE(file, file.error().message);
    return std::move(*file);
  }();
  return kPack;
}

const Rule& rule_of(const std::string& id) {
  const auto& rules = default_pack().rules;
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.id == id; });
  REQUIRE_MESSAGE(found != rules.end(), id);
  return *found;
}

bool has(const std::vector<std::string>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

// A part or an identity that a rule's findings may have.
bool may_tell(const Rule& rule, const TemplatePiece& piece) {
  if (piece.kind == TemplatePiece::Kind::kPart) return has(rule.companions, piece.text);
  if (piece.kind != TemplatePiece::Kind::kIdentity) return true;
  return has(rule.identity, piece.text) || is_identity_decoder(rule.reveals);
}

// The number of the group of that name; 0: there is none.
int group_called(const std::string& regex, std::string_view name) {
  const std::size_t wanted = regex.find("(?P<" + std::string(name) + ">");
  if (wanted == std::string::npos) return 0;
  int number = 0;
  bool is_class = false;
  for (std::size_t i = 0; i <= wanted; ++i) {
    if (regex[i] == '\\') {
      ++i;
    } else if (is_class) {
      is_class = regex[i] != ']';
    } else if (regex[i] == '[') {
      is_class = true;
    } else if (regex[i] == '(' && (regex[i + 1] != '?' || regex[i + 2] == 'P')) {
      ++number;
    }
  }
  return number;
}

std::vector<TemplatePiece> pieces_of(const Verifier& verifier) {
  std::vector<TemplatePiece> pieces;
  for (const std::string_view text : templates_of(verifier)) {
    const auto parsed = parse_template(text);
    REQUIRE(parsed.has_value());
    pieces.insert(pieces.end(), parsed->begin(), parsed->end());
  }
  return pieces;
}

}  // namespace

TEST_CASE("There are 150 verifiers or more, and each says how its facts were confirmed") {
  CHECK(default_pack().verifiers.size() >= kLeastVerifiers);
  for (const Verifier& verifier : default_pack().verifiers) {
    CAPTURE(verifier.id);
    CHECK(verifier.read_only);
    CHECK_FALSE(verifier.facts.empty());
    CHECK_FALSE(verifier.references.empty());
    CHECK((verifier.driver.empty() || find_driver(verifier.driver) != nullptr));
  }
}

TEST_CASE("What a verifier's templates need, the findings of its rules can have") {
  for (const Verifier& verifier : default_pack().verifiers) {
    CAPTURE(verifier.id);
    for (const TemplatePiece& piece : pieces_of(verifier)) {
      for (const std::string& rule : verifier.rules) {
        CAPTURE(rule);
        CAPTURE(piece.text);
        CHECK(may_tell(rule_of(rule), piece));
      }
    }
  }
}

TEST_CASE("No verifier sends an identity that is the secret itself as its other half") {
  for (const Verifier& verifier : default_pack().verifiers) {
    CAPTURE(verifier.id);
    for (const TemplatePiece& piece : pieces_of(verifier)) {
      if (piece.kind != TemplatePiece::Kind::kIdentity) continue;
      for (const std::string& id : verifier.rules) {
        const Rule& rule = rule_of(id);
        const int group = group_called(rule.regex, piece.text);
        CHECK((group == 0 || group != rule.secret_group));
      }
    }
  }
}

TEST_CASE("What a driver signs with, the findings of its verifiers' rules can have") {
  for (const Verifier& verifier : default_pack().verifiers) {
    const Driver* const driver = find_driver(verifier.driver);
    if (driver == nullptr) continue;
    CredentialParts sample;
    driver->sample(sample);
    for (const std::string& rule : verifier.rules) {
      CAPTURE(verifier.id);
      CAPTURE(rule);
      for (const auto& [part, value] : sample.parts) CHECK(has(rule_of(rule).companions, part));
    }
  }
}

TEST_CASE("A verifier of the user's own installations says how to name one") {
  for (const Verifier& verifier : default_pack().verifiers) {
    if (!verifier.url.starts_with("{endpoint}")) continue;
    CAPTURE(verifier.id);
    CHECK(verifier.note.find("--endpoint " + verifier.id + "=https://") != std::string::npos);
    const auto request = verification_request(verifier, {}, {});
    REQUIRE_FALSE(request.has_value());
    CHECK(request.error().message.find("--endpoint " + verifier.id + "=") != std::string::npos);
  }
}

}  // namespace keyhound
