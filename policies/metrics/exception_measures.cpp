// SPDX-License-Identifier: Apache-2.0
// Exceptions of the registry, and those that only the ledger still knows.
#include <algorithm>
#include <set>

#include "policies/metrics/credentials_in_use.h"
#include "policies/metrics/measures.h"

namespace keyhound {
namespace {

constexpr Duration kSoon{14 * 86'400};
constexpr const char* kNeither = "neither a registry nor a ledger was given";

struct KnownException {
  Timestamp granted;
  Timestamp expires;
  std::optional<Timestamp> closed;
  std::uint64_t renewals = 0;

  [[nodiscard]] bool is_closed(Timestamp now) const { return closed && *closed <= now; }
  [[nodiscard]] bool has_ended(Timestamp now) const { return expires < now; }
  [[nodiscard]] bool is_open(Timestamp now) const { return !is_closed(now) && !has_ended(now); }
};

class KnownExceptions {
 public:
  explicit KnownExceptions(const MetricsInput& input) : input_(input) {
    std::set<std::string_view> in_registry;
    if (input.registry != nullptr) {
      for (const Exception& exception : input.registry->exceptions) {
        in_registry.insert(exception.id);
        const ExceptionHistory* history = history_of(exception.id);
        const auto renewals = static_cast<std::uint64_t>(exception.renewals);
        add(exception.granted, exception.expires, exception.closure.at,
            std::max(renewals, history != nullptr ? history->renewals : 0));
      }
    }
    if (input.history == nullptr) return;
    for (const auto& [id, one] : input.history->exceptions) {
      if (!in_registry.contains(id)) add(one.granted, one.expires, one.closed, one.renewals);
    }
  }

  [[nodiscard]] bool has_source() const {
    return input_.registry != nullptr || input_.history != nullptr;
  }
  [[nodiscard]] const std::vector<KnownException>& all() const { return all_; }
  std::vector<Exclusion> take_excluded() { return excluded_.take(); }

 private:
  [[nodiscard]] const ExceptionHistory* history_of(const std::string& id) const {
    if (input_.history == nullptr) return nullptr;
    const auto found = input_.history->exceptions.find(id);
    return found == input_.history->exceptions.end() ? nullptr : &found->second;
  }

  void add(std::optional<Timestamp> granted, std::optional<Timestamp> expires,
           std::optional<Timestamp> closed, std::uint64_t renewals) {
    if (!granted || *granted > input_.now) {
      excluded_.add("not granted, or not yet");
    } else if (!expires) {
      excluded_.add("it has no end, so that it waives nothing");
    } else {
      all_.push_back({*granted, *expires, closed, renewals});
    }
  }

  const MetricsInput& input_;
  std::vector<KnownException> all_;
  Exclusions excluded_;
};

template <class Predicate>
Measure count_exceptions(const MetricsInput& input, Predicate predicate) {
  KnownExceptions exceptions(input);
  if (!exceptions.has_source()) return {NoData{kNeither}, {}};
  const auto count = std::count_if(exceptions.all().begin(), exceptions.all().end(), predicate);
  return {Count{static_cast<std::uint64_t>(count)}, exceptions.take_excluded()};
}

}  // namespace

Measure open_exceptions(const MetricsInput& input) {
  return count_exceptions(input,
                          [&input](const KnownException& one) { return one.is_open(input.now); });
}

Measure exceptions_expiring(const MetricsInput& input) {
  return count_exceptions(input, [&input](const KnownException& one) {
    return one.is_open(input.now) && one.expires - input.now <= kSoon;
  });
}

Measure exceptions_not_closed(const MetricsInput& input) {
  return count_exceptions(input, [&input](const KnownException& one) {
    return one.has_ended(input.now) && !one.is_closed(input.now);
  });
}

Measure exception_ages(const MetricsInput& input) {
  struct AgeBucket {
    const char* name;
    std::int64_t most_days;
  };
  constexpr AgeBucket kBuckets[] = {{"up to 30 days", 30},
                                    {"31 to 90 days", 90},
                                    {"91 to 180 days", 180},
                                    {"181 to 365 days", 365},
                                    {"over 365 days", INT64_MAX}};
  KnownExceptions exceptions(input);
  if (!exceptions.has_source()) return {NoData{kNeither}, {}};
  Histogram histogram;
  for (const AgeBucket& bucket : kBuckets) histogram.buckets.emplace_back(bucket.name, 0);
  for (const KnownException& one : exceptions.all()) {
    if (one.is_closed(input.now)) continue;
    const std::int64_t days = ((input.now - one.granted).seconds + 86'399) / 86'400;
    std::size_t i = 0;
    while (days > kBuckets[i].most_days) ++i;
    ++histogram.buckets[i].second;
  }
  return {histogram, exceptions.take_excluded()};
}

Measure exception_renewals(const MetricsInput& input) {
  KnownExceptions exceptions(input);
  if (!exceptions.has_source()) return {NoData{kNeither}, {}};
  Histogram histogram{{{"never", 0}, {"once", 0}, {"twice", 0}, {"more often", 0}}};
  for (const KnownException& one : exceptions.all())
    ++histogram.buckets[std::min<std::uint64_t>(one.renewals, 3)].second;
  return {histogram, exceptions.take_excluded()};
}

Measure time_past_expiry(const MetricsInput& input) {
  KnownExceptions exceptions(input);
  if (!exceptions.has_source()) return {NoData{kNeither}, {}};
  std::vector<Sample> samples;
  for (const KnownException& one : exceptions.all()) {
    if (!one.has_ended(input.now)) continue;
    const bool is_closed = one.is_closed(input.now);
    const Timestamp end = is_closed ? *one.closed : input.now;
    // Closed before its end: it was past it for no time.
    samples.push_back({std::max(end - one.expires, Duration{}), !is_closed});
  }
  return {lengths_of(std::move(samples), "no exception has ended"), exceptions.take_excluded()};
}

Measure exceptions_closed(const MetricsInput& input) {
  KnownExceptions exceptions(input);
  if (!exceptions.has_source()) return {NoData{kNeither}, {}};
  std::uint64_t part = 0;
  std::uint64_t whole = 0;
  for (const KnownException& one : exceptions.all()) {
    const bool is_closed = one.is_closed(input.now);
    if (!is_closed && !one.has_ended(input.now)) continue;
    ++whole;
    if (is_closed) ++part;
  }
  return {share_of(part, whole, "no exception has ended"), exceptions.take_excluded()};
}

}  // namespace keyhound
