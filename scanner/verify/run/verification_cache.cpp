// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/verification_cache.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "scanner/verify/run/cache_file.h"
#include "scanner/verify/run/cache_line.h"

namespace keyhound {
namespace {

// Lines that a later one of the same credential made void are left until there are many of them.
constexpr std::size_t kFewLines = 1000;
constexpr std::size_t kMostKept = 100'000;  // credentials; beyond it the oldest quarter goes
constexpr std::size_t kLinesPerSync = 64;
constexpr std::chrono::seconds kLongestUnsynced{2};
constexpr Duration kDay{24 * 3600};

// Texts that many entries share are held once, in `Entries::texts`.
struct Entry {
  LivenessState state = LivenessState::kUnchecked;
  Timestamp at;
  int status = 0;
  const std::string* source = nullptr;
  const std::string* verifier = nullptr;
  const std::string* host = nullptr;
};

// None of them has a line end.
std::string key_of(std::string_view rule_id, std::string_view fingerprint, const AskedOf& asked) {
  return fmt::format("{}\n{}\n{}\n{}\n{}", rule_id, fingerprint, asked.variant, asked.verifier,
                     asked.host);
}

}  // namespace

struct VerificationCache::State {
  explicit State(CacheFile opened) : file(std::move(opened)) {}

  Status load(const std::string& name);
  void keep(const CachedResult& result);
  Status tidy_up();
  Result<std::string> renewed();
  void drop_oldest();
  [[nodiscard]] std::string content() const;

  CacheFile file;
  std::string path;
  std::set<std::string> texts;
  std::unordered_map<std::string, Entry> entries;
  std::size_t lines = 0;
  std::size_t unsynced = 0;
  std::chrono::steady_clock::time_point synced = std::chrono::steady_clock::now();
};

// An entry of the future would be young enough for ever: it is none.
Status VerificationCache::State::load(const std::string& name) {
  path = name;
  entries.clear();
  lines = 0;
  const Timestamp latest = now() + kDay;
  return file.read([&](std::size_t number, std::string_view line) -> Status {
    const auto result = parse_cache_line(line);
    if (!result) {
      return fail(ErrorKind::kConfiguration,
                  fmt::format("{}:{}: it is no result of a verification; delete the file to start "
                              "anew",
                              path, number));
    }
    ++lines;
    if (*result->liveness.at <= latest) keep(*result);
    return {};
  });
}

void VerificationCache::State::keep(const CachedResult& result) {
  const Liveness& liveness = result.liveness;
  Entry& entry = entries[key_of(result.rule_id, result.fingerprint,
                                {liveness.verifier, liveness.host, result.variant})];
  if (entry.source != nullptr && *liveness.at < entry.at) return;
  const auto shared = [this](const std::string& text) { return &*texts.insert(text).first; };
  entry = {liveness.state,
           *liveness.at,
           liveness.status,
           shared(liveness.source),
           shared(liveness.verifier),
           shared(liveness.host)};
}

void VerificationCache::State::drop_oldest() {
  if (entries.size() <= kMostKept) return;
  std::vector<Timestamp> times;
  times.reserve(entries.size());
  for (const auto& [key, entry] : entries) times.push_back(entry.at);
  const std::size_t dropped = entries.size() - kMostKept / 4 * 3;
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(dropped),
                   times.end());
  const Timestamp oldest = times[dropped];
  std::erase_if(entries, [oldest](const auto& one) { return one.second.at < oldest; });
  // Where many are of one second, any of them.
  while (entries.size() > kMostKept) entries.erase(entries.begin());
}

std::string VerificationCache::State::content() const {
  std::string text;
  for (const auto& [key, entry] : entries) {
    std::string_view rest = key;
    const auto next = [&rest] {
      const std::size_t cut = std::min(rest.find('\n'), rest.size());
      std::string field(rest.substr(0, cut));
      rest.remove_prefix(std::min(cut + 1, rest.size()));
      return field;
    };
    CachedResult result;
    result.rule_id = next();
    result.fingerprint = next();
    result.variant = next();
    Liveness& liveness = result.liveness;
    liveness.state = entry.state;
    liveness.at = entry.at;
    liveness.status = entry.status;
    liveness.source = *entry.source;
    liveness.verifier = *entry.verifier;
    liveness.host = *entry.host;
    text += cache_line_of(result) + "\n";
  }
  return text;
}

// What is kept, with what other processes appended meanwhile.
Result<std::string> VerificationCache::State::renewed() {
  KEYHOUND_TRY_STATUS(load(path));
  drop_oldest();
  return content();
}

Status VerificationCache::State::tidy_up() {
  if (lines <= 2 * entries.size() + kFewLines && entries.size() <= kMostKept) return {};
  KEYHOUND_TRY_STATUS(file.replace([this] { return renewed(); }));
  lines = entries.size();
  unsynced = 0;
  return {};
}

VerificationCache::VerificationCache(std::unique_ptr<State> state) : state_(std::move(state)) {}
VerificationCache::VerificationCache(VerificationCache&&) noexcept = default;
VerificationCache& VerificationCache::operator=(VerificationCache&&) noexcept = default;

VerificationCache::~VerificationCache() {
  // What cannot be synced now is with the system at least, and a lost line is only asked for again.
  if (state_ && state_->unsynced > 0) static_cast<void>(state_->file.sync());
}

Result<VerificationCache> VerificationCache::open(const std::string& path) {
  KEYHOUND_TRY(CacheFile file, CacheFile::open(path));
  auto state = std::make_unique<State>(std::move(file));
  KEYHOUND_TRY_STATUS(state->load(path));
  KEYHOUND_TRY_STATUS(state->tidy_up());
  return VerificationCache(std::move(state));
}

std::optional<Liveness> VerificationCache::find(std::string_view rule_id,
                                                std::string_view fingerprint, const AskedOf& asked,
                                                Timestamp oldest) const {
  const auto found = state_->entries.find(key_of(rule_id, fingerprint, asked));
  if (found == state_->entries.end() || found->second.at < oldest) return std::nullopt;
  const Entry& entry = found->second;
  Liveness liveness;
  liveness.state = entry.state;
  liveness.at = entry.at;
  liveness.source = *entry.source;
  liveness.verifier = *entry.verifier;
  liveness.host = *entry.host;
  liveness.status = entry.status;
  return liveness;
}

Status VerificationCache::add(std::string_view rule_id, std::string_view fingerprint,
                              const Liveness& liveness, std::string_view variant) {
  const std::string line = cache_line_of(
      {std::string(rule_id), std::string(fingerprint), liveness, std::string(variant)});
  // What cannot be read back, of a state that is not kept or a name that no rule has, is not kept.
  const auto result = parse_cache_line(line);
  if (!result) return {};
  State& state = *state_;
  KEYHOUND_TRY_STATUS(state.file.append(line));
  state.keep(*result);
  ++state.lines;
  ++state.unsynced;
  const auto time = std::chrono::steady_clock::now();
  if (state.unsynced >= kLinesPerSync || time - state.synced > kLongestUnsynced) {
    KEYHOUND_TRY_STATUS(state.file.sync());
    state.unsynced = 0;
    state.synced = time;
  }
  return state.tidy_up();
}

}  // namespace keyhound
