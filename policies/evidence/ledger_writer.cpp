// SPDX-License-Identifier: Apache-2.0
// How a batch is written. Under the lock the tail of the file is read: everything behind the last
// newline is what a killed writer left, and the batch is written over it, with a ledger.recovered
// event first. The bytes of a batch go out in one pwrite(), then fdatasync(). So whenever the
// process or the machine stops, the file is a beginning of the ledger, and perhaps a line without
// newline.
//
// What the next batch needs (hash, number, Merkle peaks) is kept in memory, and in the file
// <ledger>.cache for the next process. It fits when the line that ends at its offset has its hash;
// lines behind are followed from there. Without it the ledger is read from its beginning.
#include "policies/evidence/ledger_writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "policies/evidence/event_types.h"
#include "policies/evidence/head_json.h"
#include "policies/evidence/ledger_line.h"
#include "policies/evidence/line_reader.h"
#include "policies/evidence/signing_key.h"
#include "policies/evidence/url_credentials.h"
#include "scanner/base/file.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kLargestCache = std::uint64_t{64} << 10U;  // bytes

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

// One batch while it is put together. REQUIRES: each event passed check_event().
class Batch {
 public:
  Batch(ChainState state, const LedgerOptions& options)
      : state_(std::move(state)), options_(options) {}

  Status add(const EvidenceEvent& event) {
    LedgerEvent entry;
    entry.event = event;
    if (entry.event.time == Timestamp()) entry.event.time = options_.clock();
    entry.seq = state_.next_seq;
    entry.prev = state_.last_hash;
    KEYHOUND_TRY(const std::string line, compose_line(entry));
    advance(state_, entry, line);
    bytes_ += line;
    bytes_ += '\n';
    return {};
  }

  Status add_head() {
    TreeHead head{state_.ledger, state_.next_seq, state_.tree.root(), options_.clock(), {}, {}};
    if (options_.key) sign(head, *options_.key);
    return add({"ledger.head", head.time, {}, {}, head_data(head)});
  }

  Status add_head_when_due() {
    return state_.since_head >= options_.events_per_head ? add_head() : Status();
  }

  Status add_created() {
    Json keys = Json::array();
    if (options_.key) keys.push_back(to_text(options_.key->public_key()));
    return add({"ledger.created",
                options_.clock(),
                {},
                {},
                {{"organisation", text_or_null(options_.organisation)},
                 {"tool", "keyhound"},
                 {"version", text_or_null(options_.tool_version)},
                 {"policies_digest", text_or_null(options_.policies_digest)},
                 {"public_keys", keys}}});
  }

  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  [[nodiscard]] const ChainState& state() const { return state_; }

 private:
  ChainState state_;
  const LedgerOptions& options_;
  std::string bytes_;
};

Status check_events(std::span<const EvidenceEvent> events) {
  for (std::size_t i = 0; i < events.size(); ++i) {
    auto status = check_event(events[i]);
    const EventType* type = find_event_type(events[i].type);
    if (status && type->recorder == Recorder::kLedger) {
      status = fail(ErrorKind::kConfiguration,
                    fmt::format("{}: only the ledger itself writes this", type->name));
    }
    if (!status) return fail(status.error().within(fmt::format("event {} of the batch", i)));
  }
  return {};
}

Error broken(const std::string& path, std::uint64_t seq, std::string_view reason) {
  return {ErrorKind::kCorrupt,
          fmt::format("{}: event {}: {}; 'keyhound evidence verify' says what is wrong. Nothing is "
                      "appended to a ledger that does not verify",
                      path, seq, reason)};
}

// Whether the line that ends where `state` does is the one it knows.
bool fits(const ChainState& state, const LedgerFile& file, std::uint64_t end) {
  if (state.next_seq == 0 || state.bytes == 0 || state.bytes > end) return false;
  const auto line = file.line_before(state.bytes);
  if (!line) return false;
  const auto parsed = parse_line(*line);
  return parsed && parsed->hash_fits && parsed->event.hash == state.last_hash &&
         parsed->event.seq + 1 == state.next_seq;
}

// Follows the complete lines of the ledger behind `state`, up to offset `end`.
Status follow(ChainState& state, const std::string& path, std::uint64_t end) {
  if (state.bytes == end) return {};
  auto file = File::open(path);
  if (!file) return fail(file.error().within(path));
  LineReader lines(*file, state.bytes, end);
  while (true) {
    auto line = lines.next();
    if (!line) return fail(line.error().within(path));
    if (!*line) return {};
    if ((*line)->is_too_long) return fail(broken(path, state.next_seq, "its line is too long"));
    const auto parsed = parse_line((*line)->text);
    if (!parsed) return fail(broken(path, state.next_seq, parsed.error().message));
    const LedgerEvent& event = parsed->event;
    if (!parsed->hash_fits || event.seq != state.next_seq || event.prev != state.last_hash)
      return fail(broken(path, state.next_seq, "it does not continue the chain"));
    if (event.seq == 0 && event.event.type != "ledger.created")
      return fail(broken(path, 0, "it is no ledger.created"));
    advance(state, event, (*line)->text);
  }
}

std::string cache_path_of(const std::string& path) { return path + ".cache"; }

}  // namespace

Result<LedgerWriter> LedgerWriter::open(const std::string& path, LedgerOptions options) {
  options.events_per_head = std::max<std::uint64_t>(options.events_per_head, 1);
  LedgerWriter writer(path, std::move(options));
  KEYHOUND_TRY_STATUS(writer.write({}, Head::kWhenDue));
  return writer;
}

Status LedgerWriter::append(std::span<const EvidenceEvent> events) {
  if (events.empty()) return {};
  KEYHOUND_TRY_STATUS(check_events(events));
  std::vector<EvidenceEvent> clean(events.begin(), events.end());
  for (EvidenceEvent& event : clean) remove_url_credentials(event);
  return write(clean, Head::kWhenDue);
}

Status LedgerWriter::sign_head() { return write({}, Head::kNow); }

Status LedgerWriter::write(std::span<const EvidenceEvent> events, Head head) {
  const auto access = options_.may_create ? LedgerAccess::kCreate : LedgerAccess::kAppend;
  KEYHOUND_TRY(LedgerFile file, LedgerFile::open(path_, access, options_.lock_wait));
  KEYHOUND_TRY(const std::uint64_t end, file.complete_size());
  KEYHOUND_TRY(ChainState state, catch_up(file, end));
  KEYHOUND_TRY_STATUS(check_key(state));
  const std::uint64_t torn = file.size() - end;
  Batch batch(std::move(state), options_);
  if (batch.state().next_seq == 0) {
    if (!options_.may_create) return fail(broken(path_, 0, "the ledger has no event"));
    KEYHOUND_TRY_STATUS(batch.add_created());
  }
  if (torn > 0) {
    KEYHOUND_TRY_STATUS(batch.add({"ledger.recovered", {}, {}, {}, {{"dropped_bytes", torn}}}));
  }
  std::uint64_t last = last_appended_;
  Sha256Digest last_hash = last_appended_hash_;
  for (const EvidenceEvent& event : events) {
    last = batch.state().next_seq;
    KEYHOUND_TRY_STATUS(batch.add(event));
    last_hash = batch.state().last_hash;
    KEYHOUND_TRY_STATUS(batch.add_head_when_due());
  }
  if (head == Head::kNow && batch.state().since_head > 0) KEYHOUND_TRY_STATUS(batch.add_head());
  if (!batch.bytes().empty()) {
    KEYHOUND_TRY_STATUS(file.write_end(end, batch.bytes()));
    // Only a cache: that it cannot be written costs the next process time, and nothing else.
    static_cast<void>(write_file(cache_path_of(path_), encode_state(batch.state())));
  }
  state_ = batch.state();
  last_appended_ = last;
  last_appended_hash_ = last_hash;
  return {};
}

Result<ChainState> LedgerWriter::catch_up(const LedgerFile& file, std::uint64_t end) const {
  ChainState state;
  if (state_ && fits(*state_, file, end)) {
    state = *state_;
  } else if (const auto bytes = read_file(cache_path_of(path_), kLargestCache); bytes) {
    const auto cached = decode_state(*bytes);
    if (cached && fits(*cached, file, end)) state = *cached;
  }
  KEYHOUND_TRY_STATUS(follow(state, path_, end));
  return state;
}

Status LedgerWriter::check_key(const ChainState& state) const {
  if (!options_.key || state.keys.empty()) return {};
  const PublicKey& key = options_.key->public_key();
  if (std::find(state.keys.begin(), state.keys.end(), key) != state.keys.end()) return {};
  return fail(ErrorKind::kConfiguration,
              fmt::format("{}: the signing key {} is not one that this ledger names ({}); use that "
                          "one, or begin a new ledger",
                          path_, key_id_of(key), key_id_of(state.keys.front())));
}

}  // namespace keyhound
