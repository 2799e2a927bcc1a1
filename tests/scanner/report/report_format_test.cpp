// SPDX-License-Identifier: Apache-2.0
// What holds for every format: registered by its file, the same findings and verdicts, no secret.
#include "scanner/report/report_format.h"

#include <map>

#include "scanner/base/hash.h"
#include "tests/scanner/report/golden.h"
#include "tests/scanner/report/judged_result.h"
#include "tests/support/build_places.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

// Hashes of kPlantedSecret that a report could hold, from md5sum, sha1sum and sha256sum.
constexpr std::string_view kMd5 = "73de31ced9315dc1e5a772ee403cb284";
constexpr std::string_view kSha1 = "de9430aab0aceadb4b482c90d3e0f9c7677927f1";
constexpr std::string_view kSha256 =
    "9cda99af66388b96cdd9ddfba87dd529b5e9c71fc00795ded0c398108feafee6";

std::string bytes_of_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

std::string reversed(std::string_view text) { return {text.rbegin(), text.rend()}; }

// What would give the secret away: itself, any 8 bytes of it, encoded, hashed.
std::vector<std::string> giveaways() {
  std::vector<std::string> list = {reversed(kPlantedSecret),
                                   to_base64(kPlantedSecret).substr(0, 36)};
  for (std::size_t i = 0; i + 8 <= kPlantedSecret.size(); ++i) {
    list.emplace_back(kPlantedSecret.substr(i, 8));
  }
  const auto* data = reinterpret_cast<const std::uint8_t*>(kPlantedSecret.data());
  list.push_back(to_hex({data, kPlantedSecret.size()}));
  for (const std::string_view hash : {kMd5, kSha1, kSha256}) {
    const std::string bytes = bytes_of_hex(hash);
    const auto* raw = reinterpret_cast<const std::uint8_t*>(bytes.data());
    list.emplace_back(hash.substr(0, 16));
    list.push_back(to_base64(bytes).substr(0, 16));
    list.push_back(to_base32({raw, bytes.size()}).substr(0, 16));
  }
  return list;
}

// A finding as all formats tell it.
struct Told {
  std::map<std::string, int> fingerprints;
  std::map<std::string, int> outcomes;  // "ROT1002 waived"
  bool operator==(const Told&) const = default;
};

Told told_by_model(const ScanResult& result) {
  Told told;
  for (const Finding& finding : result.findings) {
    ++told.fingerprints[finding.fingerprint.short_form()];
    for (const PolicyVerdict& verdict : finding.policies) {
      ++told.outcomes[verdict.policy_id + " " + std::string(to_string(verdict.outcome))];
    }
  }
  return told;
}

Told told_by(const nlohmann::json& findings, const char* verdicts) {
  Told told;
  for (const auto& finding : findings) {
    const bool is_sarif = finding.contains("ruleId");
    const auto& mark =
        is_sarif ? finding["partialFingerprints"]["keyhoundCredential/v1"] : finding["fingerprint"];
    ++told.fingerprints[mark.get<std::string>()];
    const auto& holder = is_sarif ? finding["properties"] : finding;
    if (!holder.contains(verdicts)) continue;
    for (const auto& verdict : holder[verdicts]) {
      ++told.outcomes[verdict["id"].get<std::string>() + " " +
                      verdict["outcome"].get<std::string>()];
    }
  }
  return told;
}

std::size_t count_in(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

// The names of all members in a JSON value.
void collect_names(const nlohmann::json& value, std::map<std::string, int>& names) {
  for (const auto& [key, member] : value.items()) {
    if (value.is_object() && key != "account" && key != "key_id") ++names[key];
    if (member.is_structured()) collect_names(member, names);
  }
}

}  // namespace

TEST_CASE("Every format and every JSON member is documented in docs/reports.md") {
  std::ifstream file(std::filesystem::path(testing::kSourceDir) / "docs" / "reports.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  for (const ReportFormat* format : report_formats()) {
    CAPTURE(format->name);
    CHECK(text.find("\n## " + std::string(format->name) + "\n") != std::string::npos);
  }
  std::map<std::string, int> names;
  for (const ScanResult& result : {judged_result(), hostile_result()}) {
    collect_names(nlohmann::json::parse(render("json", result)), names);
  }
  names.erase("account\n::error::z");  // identity values name themselves
  names.erase("key");
  for (const auto& [name, count] : names) {
    CAPTURE(name);
    CHECK(text.find("`" + name + "`") != std::string::npos);
  }
}

TEST_CASE("Formats are registered by their files, each with a name and a description") {
  CHECK(report_formats().size() >= 12);
  for (const ReportFormat* format : report_formats()) {
    CHECK(find_report_format(format->name) == format);
    CHECK_FALSE(format->description.empty());
  }
  CHECK(find_report_format("yml") == nullptr);
}

TEST_CASE("No format shows a secret or an unkeyed hash of it") {
  REQUIRE(to_hex(sha256(kPlantedSecret)) == kSha256);
  for (const ScanResult& result : {judged_result(), hostile_result()}) {
    for (const ReportFormat* format : report_formats()) {
      CAPTURE(format->name);
      const std::string text = render(format->name, result);
      // These tell of policies, and of the secret not even the redacted form.
      const bool is_about_policies = format->name.starts_with("oscal") || format->name == "in-toto";
      CHECK((text.find(redact(kPlantedSecret)) == std::string::npos) == is_about_policies);
      for (const std::string& giveaway : giveaways()) {
        CAPTURE(giveaway);
        CHECK(text.find(giveaway) == std::string::npos);
      }
    }
  }
}

TEST_CASE("All formats tell the same findings and verdicts") {
  for (const ScanResult& result : {full_result(), hostile_result(), clean_result()}) {
    const Told expected = told_by_model(result);
    const auto json = nlohmann::json::parse(render("json", result));
    const auto sarif = nlohmann::json::parse(render("sarif", result));
    CHECK(told_by(json["findings"], "policies") == expected);
    CHECK(told_by(sarif["runs"][0]["results"], "khPolicies") == expected);

    ReportOptions wide;
    wide.width = 1000;
    const std::string text = render("text", result, wide);
    CHECK(count_in(text, "\n  place ") == result.findings.size());
    for (const Finding& finding : result.findings) {
      if (finding.kind != FindingKind::kSecret) continue;
      CHECK(count_in(text, finding.fingerprint.short_form()) == 1);
    }
  }
}

TEST_CASE("Every format tells every diagnostic and that the scan is incomplete") {
  const ScanResult result = incomplete_result();
  for (const ReportFormat* format : report_formats()) {
    CAPTURE(format->name);
    const std::string text = render(format->name, result);
    for (const Diagnostic& diagnostic : result.diagnostics) {
      CHECK(text.find(diagnostic.kind) != std::string::npos);
      CHECK(text.find(diagnostic.subject) != std::string::npos);
    }
    CHECK(text != render(format->name, clean_result()));
  }
}
