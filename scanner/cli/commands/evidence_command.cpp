// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>
#include <vector>

#include "policies/evidence/ledger_admin.h"
#include "policies/evidence/ledger_check.h"
#include "policies/evidence/ledger_export.h"
#include "policies/evidence/ledger_text.h"
#include "policies/evidence/proof.h"
#include "policies/evidence/record.h"
#include "policies/evidence/signing_key.h"
#include "scanner/base/file.h"
#include "scanner/base/text_encode.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/ledger_run_options.h"
#include "scanner/cli/scan_options.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kLargestDocument = std::uint64_t{4} << 20U;  // bytes, of a proof or anchor
constexpr std::size_t kDigestDigits = 64;

// Exit codes of `verify`, which are its interface: 0, and these.
constexpr int kNotVerified = kExitUsage;
constexpr int kTornTail = kExitIncomplete;

struct EvidenceOptions {
  std::string ledger;
  std::string output;
  std::string format = "text";
  std::string signing_key;
  std::string now;
  std::vector<std::string> public_keys;
  std::string anchor;
  std::string proof;
  bool allow_clock_back = false;
  std::string organisation;
  RecordRequest record;
  std::string type;
  std::string subject;
  std::string since;
  std::string until;
  std::optional<std::uint64_t> seq;
  std::optional<std::uint64_t> from;
  bool append = false;
};

Result<std::vector<PublicKey>> load_keys(const std::vector<std::string>& texts) {
  std::vector<PublicKey> keys;
  for (const std::string& text : texts) {
    KEYHOUND_TRY(keys.emplace_back(), load_public_key(text));
  }
  return keys;
}

Result<LedgerOptions> ledger_options(const EvidenceOptions& options) {
  LedgerOptions ledger;
  ledger.tool_version = KEYHOUND_VERSION;
  ledger.organisation = options.organisation;
  KEYHOUND_TRY(ledger.key, signing_key_of(options.signing_key));
  if (!options.now.empty()) {
    KEYHOUND_TRY(const Timestamp now, time_of(options.now));
    ledger.clock = [now] { return now; };
  }
  return ledger;
}

Result<std::optional<Timestamp>> time_option(const char* name, const std::string& text) {
  if (text.empty()) return std::optional<Timestamp>();
  const auto time = parse_timestamp(text);
  if (!time) return fail(ErrorKind::kUsage, fmt::format("{}: {}", name, time.error().message));
  return std::optional<Timestamp>(*time);
}

// A date without a time of day ends with its last second.
Result<EventFilter> filter_of(const EvidenceOptions& options) {
  constexpr std::size_t kDateLength = 10;
  constexpr Duration kRestOfDay{24 * 60 * 60 - 1};
  EventFilter filter{options.type, options.subject, {}, {}};
  KEYHOUND_TRY(filter.since, time_option("--since", options.since));
  KEYHOUND_TRY(filter.until, time_option("--until", options.until));
  if (filter.until && options.until.size() == kDateLength)
    filter.until = *filter.until + kRestOfDay;
  return filter;
}

bool print_out(std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
}

Result<int> finish_output(bool is_written, int code) {
  if (is_written && std::fflush(stdout) == 0) return code;
  return fail(ErrorKind::kUsage, "standard output: the answer cannot be written");
}

// To --output, whole or not at all, or to standard output.
Result<int> put(const EvidenceOptions& options, std::string_view text) {
  if (options.output.empty()) return finish_output(print_out(text), kExitClean);
  KEYHOUND_TRY_STATUS(write_file(options.output, text));
  return kExitClean;
}

Status require_format(const EvidenceOptions& options) {
  if (options.format == "text" || options.format == "json") return {};
  return fail(ErrorKind::kUsage, fmt::format("--format: '{}' is none of text, json",
                                             escape_for_terminal(options.format)));
}

Result<int> make_key(const EvidenceOptions& options) {
  const SigningKey key = SigningKey::generate();
  KEYHOUND_TRY_STATUS(save_signing_key(options.output, key));
  return finish_output(
      print_out(fmt::format("public key: {}\nkey id: {}\n", to_text(key.public_key()),
                            key_id_of(key.public_key()))),
      kExitClean);
}

Result<int> create(const EvidenceOptions& options) {
  KEYHOUND_TRY(const LedgerOptions ledger, ledger_options(options));
  KEYHOUND_TRY_STATUS(create_ledger(options.ledger, ledger));
  return kExitClean;
}

Result<int> verify_proof(const EvidenceOptions& options) {
  KEYHOUND_TRY(const std::string document, read_file(options.proof, kLargestDocument));
  KEYHOUND_TRY(const auto keys, load_keys(options.public_keys));
  KEYHOUND_TRY(const ProofCheck check, check_proof(document, keys));
  return finish_output(print_out(check.text), check.is_proved ? kExitClean : kNotVerified);
}

Result<LedgerAnchor> load_anchor(const std::string& text_or_path) {
  const bool is_digest =
      text_or_path.size() == kDigestDigits &&
      text_or_path.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
  if (is_digest) return parse_anchor(text_or_path);
  KEYHOUND_TRY(const std::string content, read_file(text_or_path, kLargestDocument));
  return parse_anchor(content);
}

Result<int> verify(const EvidenceOptions& options) {
  if (options.ledger.empty() == options.proof.empty())
    return fail(ErrorKind::kUsage, "name either a ledger or --proof FILE");
  KEYHOUND_TRY_STATUS(require_format(options));
  if (!options.proof.empty()) return verify_proof(options);
  LedgerCheckOptions check_options;
  check_options.clock_may_go_back = options.allow_clock_back;
  KEYHOUND_TRY(check_options.keys, load_keys(options.public_keys));
  if (!options.anchor.empty()) {
    KEYHOUND_TRY(check_options.anchor, load_anchor(options.anchor));
  }
  KEYHOUND_TRY(const LedgerCheck check, verify_ledger(options.ledger, check_options));
  const std::string text = options.format == "json"
                               ? check_as_json(check, options.ledger)
                               : describe_check(check, check_options, options.ledger);
  const int code = !check.is_verified()  ? kNotVerified
                   : check.has_torn_tail ? kTornTail
                                         : kExitClean;
  return finish_output(print_out(text), code);
}

Result<int> show(const EvidenceOptions& options) {
  KEYHOUND_TRY_STATUS(require_format(options));
  KEYHOUND_TRY(const EventFilter filter, filter_of(options));
  KEYHOUND_TRY_STATUS(show_ledger(options.ledger, filter, options.format == "json", print_out));
  return finish_output(true, kExitClean);
}

Result<int> head(const EvidenceOptions& options) {
  if (options.append) {
    KEYHOUND_TRY(LedgerOptions ledger, ledger_options(options));
    KEYHOUND_TRY_STATUS(append_head(options.ledger, std::move(ledger)));
  }
  KEYHOUND_TRY(const std::string text, newest_head(options.ledger));
  return put(options, text);
}

Result<int> prove(const EvidenceOptions& options) {
  if (options.seq.has_value() == options.from.has_value())
    return fail(ErrorKind::kUsage, "name either the number of an event or --from SIZE");
  KEYHOUND_TRY(const std::string document, options.from
                                               ? prove_growth(options.ledger, *options.from)
                                               : prove_event(options.ledger, *options.seq));
  return put(options, document);
}

Result<int> record(const EvidenceOptions& options) {
  KEYHOUND_TRY(const LedgerOptions ledger, ledger_options(options));
  KEYHOUND_TRY(const std::uint64_t seq, record_event(options.ledger, options.record, ledger));
  return finish_output(print_out(fmt::format("recorded as event {}\n", seq)), kExitClean);
}

// The file is written beside and renamed by write_file(); an export is a part that people hand
// over.
Result<int> export_events(const EvidenceOptions& options) {
  ExportRequest request{options.format, {}, {}};
  KEYHOUND_TRY(request.filter, filter_of(options));
  KEYHOUND_TRY(LedgerOptions ledger, ledger_options(options));
  request.key = ledger.key;
  if (options.output.empty()) {
    if (options.append) return fail(ErrorKind::kUsage, "--record needs --output");
    KEYHOUND_TRY_STATUS(export_ledger(options.ledger, request, print_out));
    return finish_output(true, kExitClean);
  }
  std::string content;
  KEYHOUND_TRY_STATUS(export_ledger(options.ledger, request, [&content](std::string_view text) {
    content += text;
    return true;
  }));
  KEYHOUND_TRY_STATUS(write_file(options.output, content));
  if (options.append) {
    KEYHOUND_TRY_STATUS(
        record_export(options.ledger, options.format, options.output, std::move(ledger)));
  }
  return kExitClean;
}

CLI::Option* add_ledger(CLI::App& app, EvidenceOptions& options) {
  return app.add_option("ledger", options.ledger, "Ledger file")->type_name("LEDGER");
}

// What writing to a ledger takes.
void add_writing(CLI::App& app, EvidenceOptions& options) {
  add_signing_key_option(app, options.signing_key);
  app.add_option("--now", options.now, "Time of the events (default: the clock)")
      ->type_name("TIME");
}

void add_output(CLI::App& app, EvidenceOptions& options) {
  app.add_option("--output", options.output, "File to write (default: standard output)")
      ->type_name("FILE");
}

void add_filter(CLI::App& app, EvidenceOptions& options) {
  app.add_option("--type", options.type, "Only this type, or family of types (finding)")
      ->type_name("TYPE");
  app.add_option("--subject", options.subject, "Only of this subject (credential:pay-key)")
      ->type_name("SUBJECT");
  app.add_option("--since", options.since, "Only from this time on")->type_name("DATE");
  app.add_option("--until", options.until, "Only up to this time")->type_name("DATE");
}

using EvidenceAction = Result<int> (*)(const EvidenceOptions& options);

struct Subcommand {
  const char* name;
  const char* description;
  EvidenceAction run;
  void (*add)(CLI::App& app, EvidenceOptions& options);
};

void add_keygen_options(CLI::App& app, EvidenceOptions& options) {
  app.add_option("--output", options.output, "File to make, readable by its owner alone")
      ->required()
      ->type_name("FILE");
}

void add_create_options(CLI::App& app, EvidenceOptions& options) {
  add_ledger(app, options)->required();
  add_writing(app, options);
  app.add_option("--organisation", options.organisation, "Whose ledger it is")->type_name("NAME");
}

void add_verify_options(CLI::App& app, EvidenceOptions& options) {
  add_ledger(app, options);
  app.add_option("--public-key", options.public_keys,
                 "Key whose heads are trusted, or a file with it (again for more)")
      ->type_name("KEY");
  app.add_option("--anchor", options.anchor,
                 "Head that was kept elsewhere: a file of 'evidence head', or a hash in hex")
      ->type_name("FILE|HEX");
  app.add_option("--proof", options.proof, "Check a proof document instead of a ledger")
      ->type_name("FILE");
  app.add_flag("--allow-clock-back", options.allow_clock_back,
               "Warn only where the clock went back");
  app.add_option("--format", options.format, "text, json")
      ->capture_default_str()
      ->type_name("FORMAT");
}

void add_show_options(CLI::App& app, EvidenceOptions& options) {
  add_ledger(app, options)->required();
  add_filter(app, options);
  app.add_option("--format", options.format, "text, json (one event a line)")
      ->capture_default_str()
      ->type_name("FORMAT");
}

void add_head_options(CLI::App& app, EvidenceOptions& options) {
  add_ledger(app, options)->required();
  app.add_flag("--append", options.append, "First append a head over all events");
  add_writing(app, options);
  add_output(app, options);
}

void add_prove_options(CLI::App& app, EvidenceOptions& options) {
  add_ledger(app, options)->required();
  app.add_option("seq", options.seq, "Number of the event")->type_name("SEQ");
  app.add_option("--from", options.from,
                 "Instead: prove that the ledger begins with the SIZE events of an older head")
      ->type_name("SIZE");
  add_output(app, options);
}

void add_record_options(CLI::App& app, EvidenceOptions& options) {
  add_ledger(app, options)->required();
  app.add_option("type", options.record.type, "Type of the event: " + recordable_types())
      ->required()
      ->type_name("TYPE");
  app.add_option("--subject", options.record.subject, "What it is about (credential:pay-key)")
      ->type_name("SUBJECT");
  app.add_option("--data", options.record.data,
                 "key=value, several or again for more; or a JSON object")
      ->type_name("DATA");
  add_writing(app, options);
}

void add_export_options(CLI::App& app, EvidenceOptions& options) {
  add_ledger(app, options)->required();
  app.add_option("--format", options.format, "json, csv, in-toto (signed)")
      ->required()
      ->type_name("FORMAT");
  add_filter(app, options);
  add_output(app, options);
  add_writing(app, options);
  app.add_flag("--record", options.append, "Append an export.created event with its digest");
}

constexpr Subcommand kSubcommands[] = {
    {"keygen", "Make a key that signs heads", make_key, add_keygen_options},
    {"create", "Begin a ledger", create, add_create_options},
    {"verify", "Check a ledger, or a proof", verify, add_verify_options},
    {"show", "Print events", show, add_show_options},
    {"head", "Print the newest head, to be kept elsewhere", head, add_head_options},
    {"prove", "Write a proof that an event is in the ledger", prove, add_prove_options},
    {"record", "Record a decision or an act of a person", record, add_record_options},
    {"export", "Write events for other programs", export_events, add_export_options},
};

CommandRunner add_options(CLI::App& app) {
  app.require_subcommand(1);
  std::vector<std::pair<CLI::App*, std::function<Result<int>()>>> actions;
  for (const Subcommand& row : kSubcommands) {
    auto options = std::make_shared<EvidenceOptions>();
    CLI::App* sub = app.add_subcommand(row.name, row.description);
    row.add(*sub, *options);
    actions.emplace_back(sub, [options, run = row.run] { return run(*options); });
  }
  return [actions] {
    for (const auto& [sub, run] : actions) {
      if (!sub->parsed()) continue;
      const auto code = run();
      if (code) return *code;
      const int failed = report_error(code.error());
      // A ledger that does not verify is an answer, as for `verify`, not an incomplete scan.
      return code.error().kind == ErrorKind::kCorrupt ? kNotVerified : failed;
    }
    return static_cast<int>(kExitUsage);
  };
}

}  // namespace

extern const Command kEvidenceCommand;
const Command kEvidenceCommand{
    "evidence", "Keep and verify the ledger of evidence",
    "  keyhound evidence keygen --output ledger.key\n"
    "  keyhound evidence create ledger.jsonl --signing-key ledger.key\n"
    "  keyhound evidence record ledger.jsonl finding.triaged --subject credential:pay-key --data "
    "verdict=confirmed by=user:ana\n"
    "  keyhound evidence head ledger.jsonl --append --signing-key ledger.key --output head.json\n"
    "  keyhound evidence verify ledger.jsonl --anchor head.json\n"
    "  keyhound evidence show ledger.jsonl --type finding --since 2026-01-01\n"
    "  keyhound evidence prove ledger.jsonl 1 --output proof.json\n"
    "  keyhound evidence export ledger.jsonl --format csv --output events.csv\n",
    add_options};

}  // namespace keyhound
