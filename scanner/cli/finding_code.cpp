// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/finding_code.h"

#include <fmt/format.h>

#include <filesystem>

#include "scanner/base/file.h"
#include "scanner/decode/text_encoding.h"
#include "scanner/git/pack/pack_reader.h"
#include "scanner/model/redaction.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kMostText = std::uint64_t{16} << 20;  // bytes of a file that is looked into
constexpr std::size_t kShownWidth = 160;                      // bytes of a line
constexpr std::string_view kUnknownMask = "…";

std::string as_utf8(std::string text) {
  const TextEncoding encoding = detect_encoding(text);
  return encoding == TextEncoding::kBytes ? text : transcode_to_utf8(text, encoding);
}

}  // namespace

Result<FindingCode> FindingCode::create(const ScanContext& context, const ScanResult& result,
                                        std::string target) {
  KEYHOUND_TRY(TextScanner scanner, TextScanner::create(context));
  return FindingCode(result, std::move(target), std::move(scanner));
}

std::string FindingCode::line_of(const Finding& finding) {
  for (const Occurrence& place : finding.occurrences) {
    if (place.location.part != LocationPart::kContent) continue;
    const auto text = text_of(place);
    if (!text) continue;
    const std::uint64_t line = place.location.start.line;
    const std::string code = masked_line(*text, line, secrets_in(place), kShownWidth, scanner_);
    if (!code.empty()) return fmt::format("{}: {}", line, code);
  }
  return {};
}

std::optional<std::string> FindingCode::text_of(const Occurrence& place) {
  if (!place.blob.empty()) return blob_text(place.blob);
  if (!place.in_worktree) return std::nullopt;
  std::error_code error;
  const std::filesystem::path target(target_);
  const auto root = std::filesystem::is_directory(target, error) ? target : target.parent_path();
  auto text = read_file((root / place.location.path).string(), kMostText);
  if (!text) return std::nullopt;
  return as_utf8(std::move(*text));
}

std::optional<std::string> FindingCode::blob_text(const std::string& hex) {
  const auto id = ObjectId::from_hex(hex);
  if (!id) return std::nullopt;
  if (!std::exchange(is_opened_, true)) {
    auto found = Repository::discover(target_);
    if (!found) return std::nullopt;
    repository_ = std::make_unique<OpenRepository>(std::move(*found));
    std::vector<Diagnostic> told;  // the scan has said so
    reader_ = make_pack_reader(repository_->packs(told, PackChecks::kQuick));
  }
  if (!reader_) return std::nullopt;
  const auto data = reader_->read(*id, kMostText);
  if (!data || data->type != ObjectType::kBlob) return std::nullopt;
  return as_utf8(std::string(data->bytes));
}

// Of every finding, since a line may hold several.
std::vector<MaskedPlace> FindingCode::secrets_in(const Occurrence& place) const {
  std::vector<MaskedPlace> masked;
  for (const Finding& finding : result_->findings) {
    if (finding.kind != FindingKind::kSecret) continue;
    for (const Occurrence& other : finding.occurrences) {
      const bool is_same_text = other.blob == place.blob &&
                                other.location.path == place.location.path &&
                                other.location.part == LocationPart::kContent;
      if (!is_same_text) continue;
      masked.push_back({other.location.start, other.location.end, finding.secret_redacted});
      for (const PartPlace& part : other.parts)
        masked.push_back({part.start, part.end, std::string(kUnknownMask)});
    }
  }
  return masked;
}

}  // namespace keyhound
