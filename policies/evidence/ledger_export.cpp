// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/ledger_export.h"

#include <fmt/format.h>

#include <vector>

#include "policies/evidence/canonical_json.h"
#include "policies/evidence/dsse.h"
#include "policies/evidence/event_filter.h"
#include "policies/evidence/head_json.h"
#include "policies/evidence/ledger_reader.h"
#include "policies/evidence/ledger_writer.h"
#include "policies/evidence/merkle.h"
#include "scanner/base/csv_cell.h"
#include "scanner/base/mapped_file.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostProofs = 256;
constexpr std::string_view kPredicateType = "https://keyhound.dev/evidence/v1";

// What one pass over a whole, verified ledger tells.
struct Overview {
  Sha256Digest ledger{};
  std::uint64_t events = 0;
  std::uint64_t bytes = 0;
  std::optional<TreeHead> head;     // the newest
  std::uint64_t bytes_to_head = 0;  // with its line
};

Result<Overview> look_over(const std::string& path) {
  Overview overview;
  KEYHOUND_TRY_STATUS(read_ledger(path, [&overview](const LedgerEvent& event) {
    if (event.seq == 0) overview.ledger = event.hash;
    ++overview.events;
    overview.bytes += event.text.size() + 1;
    if (event.event.type != "ledger.head") return;
    const auto head = head_of(event.event, overview.ledger);
    if (!head) return;
    overview.head = *head;
    overview.bytes_to_head = overview.bytes;
  }));
  return overview;
}

Status written(bool is_written) {
  if (is_written) return {};
  return fail(ErrorKind::kUnreadable, "the export cannot be written");
}

// One object; the events are the ledger's own lines.
Status export_json(const std::string& path, const ExportRequest& request, const Overview& overview,
                   const TextSink& sink) {
  const Json head = overview.head ? head_document(*overview.head) : Json(nullptr);
  KEYHOUND_TRY(const std::string head_text, canonical_json(head));
  bool is_written =
      sink(fmt::format("{{\"format\":\"keyhound.dev/ledger-export/v1\",\"ledger\":\"{}\","
                       "\"head\":{},\"events\":[",
                       to_hex(overview.ledger), head_text));
  std::string separator = "\n";
  KEYHOUND_TRY_STATUS(read_ledger(path, [&](const LedgerEvent& event) {
    if (!is_written || !is_wanted(event.event, request.filter)) return;
    is_written = sink(separator + std::string(event.text));
    separator = ",\n";
  }));
  return written(is_written && sink("]}\n"));
}

Status export_csv(const std::string& path, const ExportRequest& request, const Overview& /*all*/,
                  const TextSink& sink) {
  bool is_written = sink("seq,time,type,run,subject,data,hash\n");
  KEYHOUND_TRY_STATUS(read_ledger(path, [&](const LedgerEvent& entry) {
    const EvidenceEvent& event = entry.event;
    if (!is_written || !is_wanted(event, request.filter)) return;
    const auto data = canonical_json(event.data);
    is_written = sink(fmt::format("{},{},{},{},{},{},{}\n", entry.seq, format_timestamp(event.time),
                                  csv_cell(event.type), csv_cell(escape_for_terminal(event.run)),
                                  csv_cell(escape_for_terminal(event.subject)),
                                  csv_cell(data ? *data : ""), to_hex(entry.hash)));
  }));
  return written(is_written);
}

bool is_everything(const EventFilter& filter) {
  return filter.type.empty() && filter.subject.empty() && !filter.since && !filter.until;
}

// [{event, path}], for each event before the head that the filter takes.
Result<Json> proofs_of(const std::string& path, const EventFilter& filter, const TreeHead& head) {
  std::vector<std::string> lines;
  std::vector<RangeRoots> paths;
  if (is_everything(filter)) return Json::array();
  std::size_t count = 0;
  KEYHOUND_TRY_STATUS(read_ledger(path, [&](const LedgerEvent& event) {
    if (event.seq >= head.tree_size || !is_wanted(event.event, filter)) return;
    if (++count > kMostProofs) return;
    lines.emplace_back(event.text);
    paths.emplace_back(inclusion_ranges(event.seq, head.tree_size));
  }));
  if (count > kMostProofs) {
    return fail(ErrorKind::kUsage,
                fmt::format("{} events are asked for, and one statement proves at most {}; narrow "
                            "it by --type, --subject, --since or --until",
                            count, kMostProofs));
  }
  KEYHOUND_TRY_STATUS(read_ledger(path, [&](const LedgerEvent& event) {
    if (event.seq >= head.tree_size) return;
    const Sha256Digest leaf = merkle_leaf(event.text);
    for (RangeRoots& roots : paths) roots.add(event.seq, leaf);
  }));
  Json proofs = Json::array();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Json steps = Json::array();
    for (const Sha256Digest& digest : paths[i].roots()) steps.push_back(to_hex(digest));
    proofs.push_back({{"event", lines[i]}, {"path", steps}});
  }
  return proofs;
}

Status export_in_toto(const std::string& path, const ExportRequest& request,
                      const Overview& overview, const TextSink& sink) {
  if (!request.key) {
    return fail(ErrorKind::kUsage, "an in-toto statement is signed: --signing-key is missing");
  }
  if (!overview.head) {
    return fail(
        ErrorKind::kNotFound,
        fmt::format("{}: it has no head yet; 'keyhound evidence head --append' writes one", path));
  }
  KEYHOUND_TRY(const Json proofs, proofs_of(path, request.filter, *overview.head));
  const Json predicate = {{"ledger", to_hex(overview.ledger)},
                          {"bytes", overview.bytes_to_head},
                          {"head", head_document(*overview.head)},
                          {"proofs", proofs}};
  KEYHOUND_TRY(const std::string predicate_text, canonical_json(predicate));
  KEYHOUND_TRY(const MappedFile file, MappedFile::open(path));
  const std::string_view content = file.bytes().substr(0, overview.bytes_to_head);
  const StatementSubject subject{to_valid_utf8(path.substr(path.rfind('/') + 1)), "sha256",
                                 to_hex(sha256(content))};
  KEYHOUND_TRY(const std::string statement,
               in_toto_statement(std::span(&subject, 1), kPredicateType, predicate_text));
  return written(sink(dsse_envelope(statement, *request.key)));
}

struct ExportFormat {
  std::string_view name;
  Status (*write)(const std::string& path, const ExportRequest& request, const Overview& overview,
                  const TextSink& sink);
};

constexpr ExportFormat kFormats[] = {
    {"json", export_json}, {"csv", export_csv}, {"in-toto", export_in_toto}};

}  // namespace

Status export_ledger(const std::string& path, const ExportRequest& request, const TextSink& sink) {
  for (const ExportFormat& format : kFormats) {
    if (format.name != request.format) continue;
    KEYHOUND_TRY(const Overview overview, look_over(path));
    return format.write(path, request, overview, sink);
  }
  return fail(ErrorKind::kUsage, fmt::format("--format: '{}' is none of json, csv, in-toto",
                                             escape_for_terminal(request.format)));
}

Status record_export(const std::string& path, const std::string& format, const std::string& file,
                     LedgerOptions options) {
  KEYHOUND_TRY(const MappedFile written_file, MappedFile::open(file));
  const std::string digest = "sha256:" + to_hex(sha256(written_file.bytes()));
  options.may_create = false;
  KEYHOUND_TRY(LedgerWriter writer, LedgerWriter::open(path, std::move(options)));
  const EvidenceEvent event{
      "export.created", {}, {}, "export:" + format, {{"format", format}, {"digest", digest}}};
  return writer.append(std::span(&event, 1));
}

}  // namespace keyhound
