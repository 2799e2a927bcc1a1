// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/registry_import.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "policies/evidence/record.h"
#include "policies/importers/import_run.h"
#include "scanner/base/file.h"
#include "scanner/base/text_encode.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/ledger_run_options.h"
#include "scanner/cli/scan_options.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestFile = 64U << 20U;  // bytes
constexpr std::uint64_t kMostBytes = 256U << 20U;   // of all files
constexpr std::size_t kMostReasonsTold = 12;

struct ImportCommand {
  std::string format;
  std::vector<std::string> files;
  std::vector<std::string> registries;
  std::string output;
  bool force = false;
  std::string now;
  std::string exported;
  std::string expires = "P30D";
  std::vector<std::string> columns;
  ImportOptions options;
  LedgerRunOptions ledger;
};

std::string format_names() {
  std::string names;
  for (const Importer* importer : importers()) {
    names += (names.empty() ? "" : ", ") + std::string(importer->name);
  }
  return names;
}

Result<const Importer*> importer_of(const std::string& name) {
  if (const Importer* importer = find_importer(name)) return importer;
  return fail(ErrorKind::kUsage, "there is no importer of this name; known are " + format_names());
}

Result<std::vector<ImportFile>> read_files(const std::vector<std::string>& names) {
  std::vector<ImportFile> files;
  std::uint64_t bytes = 0;
  for (const std::string& name : names) {
    KEYHOUND_TRY(std::string text, read_file(name, kLargestFile));
    bytes += text.size();
    if (bytes > kMostBytes) {
      return fail(ErrorKind::kUsage,
                  "the files have more than 256 MB in all; import fewer at once");
    }
    files.push_back(make_import_file(name, std::move(text)));
  }
  return files;
}

Status read_options(ImportCommand& command) {
  KEYHOUND_TRY(command.options.now, time_of(command.now));
  if (!command.exported.empty()) {
    Result<Timestamp> exported = parse_timestamp(command.exported);
    if (!exported) return fail(ErrorKind::kUsage, "--exported: " + exported.error().message);
    command.options.exported = *exported;
  }
  Result<Duration> length = parse_duration(command.expires);
  if (!length) return fail(ErrorKind::kUsage, "--expires: " + length.error().message);
  if (length->seconds == 0) return fail(ErrorKind::kUsage, "--expires: longer than nothing");
  command.options.exception_length = *length;
  for (const std::string& column : command.columns) {
    const std::size_t equals = column.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == column.size()) {
      return fail(ErrorKind::kUsage, "--map: write FIELD=COLUMN, such as id=asset_tag");
    }
    command.options.columns[column.substr(0, equals)] = column.substr(equals + 1);
  }
  return {};
}

bool is_same_file(const std::string& a, const std::string& b) {
  std::error_code error;
  return fs::equivalent(a, b, error) && !error;
}

// What stands in the output is a part of the registry that the entries are compared with: entries
// that it has would not be written again, and lost.
Status check_output(const ImportCommand& command, const std::optional<Registry>& registry) {
  std::error_code error;
  if (command.output.empty() || !fs::exists(command.output, error)) return {};
  const auto is_output = [&](const std::string& file) {
    return is_same_file(file, command.output);
  };
  if (registry && std::any_of(registry->files.begin(), registry->files.end(), is_output)) {
    return fail(ErrorKind::kUsage,
                fmt::format("{}: it is a file of --registry, whose entries would be lost; write "
                            "another file beside it",
                            command.output));
  }
  if (std::any_of(command.files.begin(), command.files.end(), is_output)) {
    return fail(ErrorKind::kUsage, fmt::format("{}: it is an input", command.output));
  }
  if (command.force) return {};
  return fail(ErrorKind::kUsage,
              fmt::format("{}: it exists already; --force replaces it", command.output));
}

// What is written can be read; a registry file has limits that the inputs do not have.
Status check_result(const std::string& yaml) {
  const Result<Registry> registry = parse_registry(yaml, "the imported registry");
  if (registry) return {};
  return fail(ErrorKind::kConfiguration,
              registry.error().message + "; import fewer files, or a part of each, at once");
}

void tell(const std::string& sentence) {
  fmt::print(stderr, "keyhound: {}\n", escape_for_terminal(sentence));
}

std::string counted(std::size_t count, const std::string& what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

void tell_left_out(const ImportedRegistry& imported) {
  std::size_t total = 0;
  std::string reasons;
  std::size_t told = 0;
  for (const auto& [reason, rows] : imported.left_out) {
    total += rows;
    if (++told > kMostReasonsTold) continue;
    reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", rows, reason);
  }
  if (total > 0) tell(fmt::format("left out {}: {}", total, reasons));
}

// What only a person can add before the entries count.
void tell_to_fill_in(const ImportedRegistry& imported) {
  std::size_t ownerless = 0;
  for (const auto& credential : imported.document.credentials) {
    if (credential.entry.owner.accountable.empty()) ++ownerless;
  }
  if (ownerless > 0) {
    tell(fmt::format("fill in: owner.accountable and owner.accepted of {}, then `status: active`",
                     counted(ownerless, "credential")));
  }
  std::set<std::string> missing;
  std::size_t incomplete = 0;
  for (const auto& exception : imported.document.exceptions) {
    const std::vector<std::string> keys = missing_keys(exception.entry);
    if (!keys.empty()) ++incomplete;
    missing.insert(keys.begin(), keys.end());
  }
  if (incomplete == 0) return;
  tell(fmt::format(
      "fill in: {} of {}, which waive nothing without and which `registry lint` refuses "
      "until then (--ticket, --requested-by, --approver fill them in for all)",
      fmt::join(missing, ", "), counted(incomplete, "exception")));
}

void tell_summary(const ImportedRegistry& imported) {
  const RegistryDocument& document = imported.document;
  tell(fmt::format(
      "imported {}, {}, {} and {} from {}; {} in the registry already",
      counted(document.credentials.size(), "credential"),
      counted(document.exceptions.size(), "exception"),
      counted(document.observations.size(), "observation"),
      document.parties.size() == 1 ? "1 party" : fmt::format("{} parties", document.parties.size()),
      counted(imported.rows, "row"), imported.known));
  tell_left_out(imported);
  for (const auto& [what, count] : imported.remarks) tell(fmt::format("note: {} {}", count, what));
  tell_to_fill_in(imported);
}

// In the ledger, where there is one.
Status keep_evidence(const ImportCommand& command, const ImportedRegistry& imported) {
  if (command.ledger.ledger.empty()) return {};
  LedgerOptions ledger;
  ledger.tool_version = KEYHOUND_VERSION;
  KEYHOUND_TRY(ledger.key, signing_key_of(command.ledger.signing_key));
  if (!command.now.empty()) ledger.clock = [now = command.options.now] { return now; };
  return record_import(command.ledger.ledger, {imported.source, imported.digest, imported.rows},
                       std::move(ledger));
}

Result<int> import_files(ImportCommand& command) {
  KEYHOUND_TRY(const Importer* importer, importer_of(command.format));
  KEYHOUND_TRY_STATUS(read_options(command));
  std::optional<Registry> registry;
  if (!command.registries.empty()) {
    KEYHOUND_TRY(registry, load_registry(command.registries));
    command.options.existing = &*registry;
  }
  KEYHOUND_TRY_STATUS(check_output(command, registry));
  KEYHOUND_TRY(const std::vector<ImportFile> files, read_files(command.files));
  KEYHOUND_TRY(const ImportedRegistry imported, run_import(*importer, files, command.options));
  const std::string yaml = write_import(imported, command.options);
  KEYHOUND_TRY_STATUS(check_result(yaml));
  if (command.output.empty()) {
    fmt::print("{}", yaml);
  } else {
    KEYHOUND_TRY_STATUS(write_file(command.output, yaml));
    tell("wrote " + command.output);
  }
  tell_summary(imported);
  KEYHOUND_TRY_STATUS(keep_evidence(command, imported));
  return kExitClean;
}

void add_options(CLI::App& import, ImportCommand& command) {
  std::string formats = "What the files are:";
  for (const Importer* importer : importers()) {
    formats += fmt::format("\n{} ({})", importer->name, importer->description);
  }
  import.add_option("format", command.format, formats)->required()->type_name("FORMAT");
  import.add_option("files", command.files, "Exported files")->required()->type_name("FILE");
  import
      .add_option("--registry", command.registries,
                  "The registry that exists, the highest layer first: what it has is observed, not "
                  "proposed again")
      ->allow_extra_args(false)
      ->type_name("PATH");
  import.add_option("--output", command.output, "File to write (default: standard output)")
      ->type_name("FILE");
  import.add_flag("--force", command.force, "Replace the output file");
  import.add_option("--now", command.now, "The time of the import (default: the clock)")
      ->type_name("TIME");
  import
      .add_option("--exported", command.exported,
                  "When the files were exported, where they do not say (default: --now)")
      ->type_name("TIME");
  import.add_option("--expires", command.expires, "How long exceptions of a baseline last")
      ->capture_default_str()
      ->type_name("DURATION");
  import.add_option("--map", command.columns, "csv, hr-leavers: which column a field stands in")
      ->allow_extra_args(false)
      ->type_name("FIELD=COLUMN");
  import
      .add_option("--repository", command.options.repository,
                  "The repository of the files, where they name none (owner/name)")
      ->type_name("NAME");
  import
      .add_option("--path", command.options.path,
                  "vault: the path of an answer, or of the folder that was listed")
      ->type_name("PATH");
  add_ledger_option(import, command.ledger);
  add_signing_key_option(import, command.ledger.signing_key);
  import.add_option("--requested-by", command.options.requested_by, "Who asks for the exceptions")
      ->type_name("PARTY");
  import.add_option("--approver", command.options.approver, "Who grants the exceptions, now")
      ->type_name("PARTY");
  import.add_option("--ticket", command.options.ticket, "The ticket of the exceptions")
      ->type_name("TICKET");
}

}  // namespace

CommandRunner add_registry_import(CLI::App& app) {
  auto command = std::make_shared<ImportCommand>();
  CLI::App* import = app.add_subcommand(
      "import", "Write entries from files that other systems exported (docs/importing.md)");
  add_options(*import, *command);
  return [command] {
    const Result<int> code = import_files(*command);
    return code ? *code : report_error(code.error());
  };
}

}  // namespace keyhound
