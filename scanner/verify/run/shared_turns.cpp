// SPDX-License-Identifier: Apache-2.0
// "budget", of a shard "budget-SHARD": "BEGIN SPENT". Of each host, by a digest of its name:
// "X.turn", which is locked by whose turn it is, with "AT WAIT REFUSALS REFUSED TERMS FOR REASON"
// (times in microseconds; the last three of a host that is given up), and of each terms
// "X.TERMS.jsonl", the answers. Waits are kept with when they began, so that a clock that is set
// back lengthens none.
#include "scanner/verify/run/shared_turns.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "scanner/base/check.h"
#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/verify/run/cache_line.h"

namespace keyhound {
namespace {

using std::chrono::microseconds;

// Where nobody knows what the host was promised.
constexpr microseconds kUnknownWait = std::chrono::seconds(60);
constexpr std::size_t kNameLength = 32;

microseconds system_time() {
  return std::chrono::duration_cast<microseconds>(
      std::chrono::system_clock::now().time_since_epoch());
}

template <class Number>
bool take_number(std::string_view& text, Number& number) {
  const char* const end = text.data() + text.size();
  const auto [next, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || (next != end && *next != ' ')) return false;
  text.remove_prefix(static_cast<std::size_t>(next - text.data()));
  if (!text.empty()) text.remove_prefix(1);
  return true;
}

std::string key_of(std::string_view rule_id, std::string_view fingerprint, std::string_view variant,
                   std::string_view verifier) {
  return fmt::format("{}\n{}\n{}\n{}", rule_id, fingerprint, variant, verifier);
}

// Up to the next blank.
std::string_view take_word(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    if (end > 0) parts.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return parts;
}

// Of a name that may be anything.
std::string short_digest(std::string_view name) {
  return to_hex(sha256(name)).substr(0, kNameLength);
}

std::string budget_path(const std::string& folder, int shard) {
  return folder + "/budget" + (shard > 0 ? fmt::format("-{}", shard) : std::string());
}

Error not_ours(const std::string& what) {
  return {ErrorKind::kConfiguration, what + ": nobody who verifies wrote that; delete it"};
}

}  // namespace

Result<SharedTurns> SharedTurns::open(const std::string& folder, TurnTerms terms, Clock clock) {
  if (!clock) clock = system_time;
  KEYHOUND_TRY(LockedText budget, LockedText::open(budget_path(folder, terms.shard)));
  terms.digest = short_digest(terms.digest);
  SharedTurns turns(folder, std::move(terms), std::move(clock), std::move(budget));
  KEYHOUND_TRY_STATUS(turns.begin_run());
  return turns;
}

Status SharedTurns::begin_run() {
  KEYHOUND_TRY_STATUS(budget_.lock());
  const Result<std::string> text = budget_.read();
  Status status;
  if (!text) {
    status = fail(text.error());
  } else if (text->empty()) {
    begin_ = clock_();
    status = write_spent(0);
  } else if (const auto count = read_spent(); !count) {
    status = fail(count.error());
  }
  budget_.unlock();
  return status;
}

microseconds SharedTurns::elapsed() const { return std::max(clock_() - begin_, microseconds(0)); }

// Also of when the run began. REQUIRES: the budget is locked.
Result<std::uint64_t> SharedTurns::read_spent() {
  KEYHOUND_TRY(const std::string text, budget_.read());
  if (text.empty()) return spent_;  // somebody removed it meanwhile
  std::string_view rest = text;
  microseconds::rep begin = 0;
  std::uint64_t count = 0;
  if (!take_number(rest, begin) || !take_number(rest, count) || !rest.empty())
    return fail(not_ours(budget_path(folder_, terms_.shard)));
  begin_ = microseconds(begin);
  spent_ = count;
  return count;
}

Status SharedTurns::write_spent(std::uint64_t count) {
  spent_ = count;
  return budget_.write(fmt::format("{} {}", begin_.count(), count));
}

Result<std::uint64_t> SharedTurns::spent() {
  KEYHOUND_TRY_STATUS(budget_.lock());
  Result<std::uint64_t> count = read_spent();
  budget_.unlock();
  return count;
}

Result<bool> SharedTurns::spend(std::uint64_t most) {
  KEYHOUND_TRY_STATUS(budget_.lock());
  const Result<std::uint64_t> count = read_spent();
  const bool is_left = count && (most == 0 || *count < most);
  const Status status = is_left ? write_spent(*count + 1) : Status();
  budget_.unlock();
  if (!count) return fail(count.error());
  if (!status) return fail(status.error());
  return is_left;
}

Result<SharedTurns::Host*> SharedTurns::host_of(const std::string& host) {
  const auto known = hosts_.find(host);
  if (known != hosts_.end()) return &known->second;
  const std::string path = folder_ + "/" + short_digest(host);
  KEYHOUND_TRY(CacheFile answers, CacheFile::open(path + "." + terms_.digest + ".jsonl"));
  return &hosts_.emplace(host, Host{{}, std::move(answers), {}}).first->second;
}

SharedTurns::Host& SharedTurns::held(const std::string& host) {
  Host& found = hosts_.at(host);
  KEYHOUND_CHECK(found.turn.has_value());
  return found;
}

Result<bool> SharedTurns::take(const std::string& host) {
  if (holds(host)) return true;
  KEYHOUND_TRY(LockedText turn, LockedText::open(folder_ + "/" + short_digest(host) + ".turn"));
  KEYHOUND_TRY(const bool is_ours, turn.try_lock());
  if (!is_ours) return false;
  KEYHOUND_TRY(Host* const one, host_of(host));
  KEYHOUND_TRY_STATUS(read_answers(host, *one));
  one->turn = std::move(turn);
  return true;
}

Status SharedTurns::read_answers(const std::string& host, Host& one) {
  Status read = one.answers.read_new([&](std::size_t number, std::string_view line) {
    auto result = parse_cache_line(line, KeptResults::kAll);
    if (!result)
      return Status(fail(not_ours(fmt::format("{}: line {} of the answers of {}", folder_, number,
                                              escape_for_terminal(host)))));
    one.known.insert_or_assign(
        key_of(result->rule_id, result->fingerprint, result->variant, result->liveness.verifier),
        std::move(result->liveness));
    return Status();
  });
  if (!read) one.answers.close();
  return read;
}

void SharedTurns::leave(const std::string& host) {
  const auto known = hosts_.find(host);
  if (known == hosts_.end()) return;
  known->second.answers.close();
  known->second.turn.reset();
}

bool SharedTurns::holds(const std::string& host) const {
  const auto known = hosts_.find(host);
  return known != hosts_.end() && known->second.turn;
}

Result<HostPace> SharedTurns::pace(const std::string& host) {
  KEYHOUND_TRY(const std::string text, held(host).turn->read());
  HostPace pace;
  if (text.empty()) return pace;
  std::string_view rest = text;
  microseconds::rep at = 0;
  microseconds::rep wait = 0;
  if (!take_number(rest, at) || !take_number(rest, wait) || !take_number(rest, pace.refusals)) {
    pace.wait = kUnknownWait;
    pace.refusals = 0;
    return pace;
  }
  const microseconds passed = std::max(clock_() - microseconds(at), microseconds(0));
  pace.wait = std::max(microseconds(wait) - passed, microseconds(0));
  pace.refused = split(take_word(rest));
  if (rest.empty()) return pace;
  const bool is_on_our_terms = take_word(rest) == terms_.digest;
  if (take_number(rest, wait) && is_on_our_terms && microseconds(wait) > passed) {
    pace.given_up_for = microseconds(wait) - passed;
    pace.given_up = rest;
    return pace;
  }
  // It is over, and so is the row that led to it.
  pace.refusals = 0;
  pace.refused.clear();
  return pace;
}

Status SharedTurns::set_pace(const std::string& host, const HostPace& pace) {
  std::string line = fmt::format("{} {} {} {}", clock_().count(), pace.wait.count(), pace.refusals,
                                 fmt::join(pace.refused, ","));
  if (!pace.given_up.empty())
    line += fmt::format(" {} {} {}", terms_.digest, pace.given_up_for.count(),
                        escape_for_terminal(pace.given_up));
  return held(host).turn->write(line);
}

std::optional<Liveness> SharedTurns::answer(const std::string& host,
                                            const VerificationCandidate& candidate,
                                            const PlannedVerification& planned) const {
  const auto& known = hosts_.at(host).known;
  const std::string_view asked_by =
      planned.verifier != nullptr ? std::string_view(planned.verifier->id) : planned.probe->name;
  const auto found =
      known.find(key_of(candidate.rule_id, candidate.fingerprint, candidate.variant, asked_by));
  if (found == known.end()) return std::nullopt;
  const Timestamp now{std::chrono::duration_cast<std::chrono::seconds>(clock_()).count()};
  if (terms_.max_age && found->second.at && *found->second.at + *terms_.max_age < now)
    return std::nullopt;
  return found->second;
}

Status SharedTurns::keep_answer(const std::string& host, const VerificationCandidate& candidate,
                                const Liveness& liveness) {
  const std::string line =
      cache_line_of({candidate.rule_id, candidate.fingerprint, liveness, candidate.variant});
  // What cannot be read back, as a name that no rule has, is asked about by each process.
  if (!parse_cache_line(line, KeptResults::kAll)) return {};
  return held(host).answers.append(line);
}

}  // namespace keyhound
