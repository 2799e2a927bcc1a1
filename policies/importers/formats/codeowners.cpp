// SPDX-License-Identifier: Apache-2.0
// CODEOWNERS of GitHub and GitLab: who owns code, a pattern a line. Owning the code is not
// answering for the credential, so an owner is proposed as operator of what stands at the place, by
// a locator without rule. Of several entries that match a place the registry takes the first and
// CODEOWNERS the last, so they are written in reverse.
#include "policies/registry/codeowners.h"

#include "policies/importers/import_builder.h"
#include "policies/importers/names.h"
#include "policies/registry/yaml_text.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostLines = 50'000;
constexpr std::size_t kLongestPattern = 2048;

// The first owner that is a party; the others are told in a note.
std::string operator_of(const CodeownersLine& line, ImportBuilder& builder,
                        std::vector<std::string>& notes) {
  std::string first;
  std::string others;
  for (const std::string& owner : line.owners) {
    const std::string party = is_valid_utf8(owner) ? party_of_code_owner(owner) : std::string();
    if (party.empty()) {
      builder.leave_out("owners that are neither @name nor e-mail address");
    } else if (first.empty()) {
      first = party;
    } else {
      others += (others.empty() ? "" : ", ") + yaml_text(party);
    }
  }
  if (!others.empty()) notes.push_back("further owners: " + shortened(others));
  if (first.empty()) notes.emplace_back("nobody owns this place");
  return first;
}

void note_section(const CodeownersLine& line, std::vector<std::string>& notes) {
  if (!line.section) return;
  std::string note = "section " + yaml_text(shortened(line.section->name));
  if (line.section->is_optional) note += ", optional";
  if (line.section->approvals != 1) {
    note += ", " + std::to_string(line.section->approvals) + " approvals";
  }
  notes.push_back(std::move(note));
}

void read_line(const CodeownersLine& line, const ImportFile& file, std::size_t rank,
               ImportBuilder& builder) {
  const ImportPlace place = file.name + ":" + std::to_string(line.number) + ":1";
  const bool is_text = is_valid_utf8(line.pattern) && line.pattern.find('\0') == std::string::npos;
  if (!is_text || line.pattern.size() > kLongestPattern) {
    builder.error(place, "a pattern is UTF-8 text of at most 2048 bytes");
    return;
  }
  Credential credential;
  std::vector<std::string> notes = {"CODEOWNERS line " + std::to_string(line.number)};
  const std::string section = line.section ? line.section->name : std::string();
  credential.id = section.empty() ? id_of({"codeowners", line.pattern})
                                  : id_of({"codeowners", section, line.pattern});
  credential.title = shortened("What stands at " + line.pattern);
  note_section(line, notes);
  credential.owner.operator_party = operator_of(line, builder, notes);
  for (const std::string& glob : line.globs) {
    credential.identity.locators.push_back({{}, glob, builder.options().repository, {}, {}});
  }
  builder.add_credential(std::move(credential), place, std::move(notes), rank);
}

void read_codeowners(std::span<const ImportFile> files, ImportBuilder& builder) {
  if (files.size() > 1) {
    builder.error(files[1].name, "a repository has one CODEOWNERS file; import them one by one");
    return;
  }
  for (const ImportFile& file : files) {
    std::string_view text = file.text;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const Codeowners codeowners = Codeowners::parse(text);
    const auto& lines = codeowners.lines();
    if (lines.size() > kMostLines) {
      builder.error(file.name, "more than 50000 lines");
      return;
    }
    // From the end, so that of two lines with one pattern the last, which counts, is kept.
    for (std::size_t i = lines.size(); i-- > 0;) {
      builder.count_rows();
      read_line(lines[i], file, lines.size() - i, builder);
    }
  }
}

}  // namespace

extern const Importer kCodeownersImporter;
const Importer kCodeownersImporter{"codeowners", "CODEOWNERS of GitHub or GitLab", "codeowners",
                                   false, read_codeowners};

}  // namespace keyhound
