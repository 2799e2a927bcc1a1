// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/trigger_database.h"

#include <sys/mman.h>

#include <cstdlib>
#include <cstring>
#include <numeric>
#include <utility>

#include "scanner/base/mutex.h"
#include "scanner/engine/hyperscan.h"
#include "scanner/engine/trigger_guards.h"

namespace keyhound {
namespace {

hs_platform_info_t platform_of(CpuLevel level) {
  hs_platform_info_t platform{};
  if (level >= CpuLevel::kAvx2) platform.cpu_features |= HS_CPU_FEATURES_AVX2;
  if (level >= CpuLevel::kAvx512) platform.cpu_features |= HS_CPU_FEATURES_AVX512;
  return platform;
}

// A database is megabytes that are written at once: pages that the system gives one by one, when
// they are touched, cost more than the copying. In front of it stands its size.
constexpr std::size_t kPageHeader = TriggerDatabase::kImageAlignment;

void* allocate_pages(std::size_t size) {
  void* const pages = ::mmap(nullptr, size + kPageHeader, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
  if (pages == MAP_FAILED) return nullptr;
  *static_cast<std::size_t*>(pages) = size + kPageHeader;
  return static_cast<char*>(pages) + kPageHeader;
}

void free_pages(void* memory) {
  if (memory == nullptr) return;
  void* const pages = static_cast<char*>(memory) - kPageHeader;
  ::munmap(pages, *static_cast<const std::size_t*>(pages));
}

// Before the first database is made, since each is freed as it was allocated.
Status use_pages() {
  static const hs_error_t code = hs_set_database_allocator(allocate_pages, free_pages);
  if (code != HS_SUCCESS) return fail(hyperscan_error(code, "allocating a trigger database"));
  return {};
}

// `platform` null: this machine.
Result<HsDatabase> compile_patterns(std::span<const std::string> patterns,
                                    const hs_platform_info_t* platform) {
  KEYHOUND_TRY_STATUS(use_pages());
  std::vector<const char*> texts;
  for (const std::string& pattern : patterns) texts.push_back(pattern.c_str());
  const std::vector<unsigned> flags(patterns.size(), 0);
  std::vector<unsigned> ids(patterns.size());
  std::iota(ids.begin(), ids.end(), 0U);
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  const hs_error_t code =
      hs_compile_multi(texts.data(), flags.data(), ids.data(), static_cast<unsigned>(texts.size()),
                       HS_MODE_BLOCK, platform, &database, &error);
  HsDatabase owner(database);
  const HsCompileError error_owner(error);
  if (code == HS_SUCCESS) return owner;
  std::string reason = error == nullptr ? "Hyperscan cannot compile it" : error->message;
  return fail(ErrorKind::kConfiguration, "trigger: " + reason);
}

// What is kept of a database: the size of the guards, the guards, and what Hyperscan gave.
constexpr std::size_t kSizeField = sizeof(std::uint64_t);

std::string join_parts(std::string_view guards, std::string_view database, std::size_t alignment) {
  const std::uint64_t size = guards.size();
  std::string whole(reinterpret_cast<const char*>(&size), kSizeField);
  whole += guards;
  whole.resize((whole.size() + alignment - 1) / alignment * alignment);
  return whole.append(database);
}

struct Parts {
  std::string_view guards;
  std::string_view database;
};

Result<Parts> split_parts(std::string_view whole, std::size_t alignment) {
  std::uint64_t size = 0;
  if (whole.size() >= kSizeField) std::memcpy(&size, whole.data(), kSizeField);
  if (size == 0 || size > whole.size() - kSizeField) {
    return fail(ErrorKind::kCorrupt, "not a trigger database");
  }
  const std::size_t end = (kSizeField + size + alignment - 1) / alignment * alignment;
  if (end > whole.size()) return fail(ErrorKind::kCorrupt, "not a trigger database");
  return Parts{whole.substr(kSizeField, size), whole.substr(end)};
}

Result<HsScratch> make_scratch(const hs_database_t* database) {
  hs_scratch_t* made = nullptr;
  const hs_error_t code = hs_alloc_scratch(database, &made);  // checks form, version, CPU and sum
  if (code != HS_SUCCESS) return fail(hyperscan_error(code, "allocating scratch space"));
  return HsScratch(made);
}

struct UsableImage {
  const hs_database_t* database;
  HsScratch scratch;
  TriggerGuards guards;
};

Result<UsableImage> open_image(std::string_view image) {
  const bool is_aligned =
      reinterpret_cast<std::uintptr_t>(image.data()) % TriggerDatabase::kImageAlignment == 0;
  if (!is_aligned) return fail(ErrorKind::kCorrupt, "a trigger database lies at an odd address");
  KEYHOUND_TRY(const Parts parts, split_parts(image, TriggerDatabase::kImageAlignment));
  if (parts.database.size() < TriggerDatabase::kImageAlignment) {
    return fail(ErrorKind::kCorrupt, "not a trigger database");
  }
  KEYHOUND_TRY(const TriggerGuards guards, TriggerGuards::use(parts.guards));
  const auto* const database = reinterpret_cast<const hs_database_t*>(parts.database.data());
  KEYHOUND_TRY(HsScratch scratch, make_scratch(database));
  return UsableImage{database, std::move(scratch), guards};
}

}  // namespace

struct TriggerDatabase::Impl {
  // REQUIRES: guard_triggers() made `guards`.
  Impl(HsDatabase made, std::string its_guards)
      : owner(std::move(made)), owned_guards(std::move(its_guards)), database(owner.get()) {
    guard_image = owned_guards;
    guards = *TriggerGuards::use(guard_image);
  }
  Impl(const hs_database_t* image, HsScratch scratch, TriggerGuards over)
      : guards(over), database(image) {
    idle.push_back(std::move(scratch));
  }

  // One that was given back, else a new one: Hyperscan reads and checks all of the database for it.
  Result<HsScratch> scratch() const {
    const MutexLock lock(mutex);
    if (idle.empty()) return make_scratch(database);
    HsScratch taken = std::move(idle.back());
    idle.pop_back();
    return taken;
  }
  void give_back(HsScratch scratch) const {
    const MutexLock lock(mutex);
    idle.push_back(std::move(scratch));
  }

  HsDatabase owner;  // null: `database` is an image
  std::string owned_guards;
  std::string_view guard_image;
  TriggerGuards guards;
  const hs_database_t* database;
  mutable Mutex mutex;
  mutable std::vector<HsScratch> idle GUARDED_BY(mutex);
};

Result<TriggerDatabase> TriggerDatabase::compile(std::span<const std::string> patterns) {
  GuardedHeads guarded = guard_triggers(patterns);
  KEYHOUND_TRY(HsDatabase database, compile_patterns(guarded.heads, nullptr));
  return TriggerDatabase(
      std::make_shared<const Impl>(std::move(database), std::move(guarded.image)));
}

Result<std::string> TriggerDatabase::compile_image(std::span<const std::string> patterns,
                                                   CpuLevel level) {
  const hs_platform_info_t platform = platform_of(level);
  const GuardedHeads guarded = guard_triggers(patterns);
  KEYHOUND_TRY(const HsDatabase database, compile_patterns(guarded.heads, &platform));
  std::size_t size = 0;
  const hs_error_t code = hs_database_size(database.get(), &size);
  if (code != HS_SUCCESS) return fail(hyperscan_error(code, "measuring a trigger database"));
  // Hyperscan keeps no addresses in a database, only distances; it lays it out by where it begins
  // within 64 bytes, and allocate_pages() gives the beginning of those.
  return join_parts(guarded.image, {reinterpret_cast<const char*>(database.get()), size},
                    kImageAlignment);
}

Result<TriggerDatabase> TriggerDatabase::use_image(std::span<const std::string_view> images) {
  Error error{ErrorKind::kCorrupt, "loading a trigger database: there is none"};
  for (const std::string_view image : images) {
    Result<UsableImage> usable = open_image(image);
    if (usable) {
      return TriggerDatabase(std::make_shared<const Impl>(
          usable->database, std::move(usable->scratch), usable->guards));
    }
    error = usable.error().within("loading a trigger database");
  }
  return fail(std::move(error));
}

Status TriggerDatabase::check_image(std::string_view image) {
  if (Result<UsableImage> usable = open_image(image); !usable) {
    return fail(usable.error().within("checking a trigger database"));
  }
  return {};
}

Result<TriggerDatabase> TriggerDatabase::load(std::string_view serialized) {
  KEYHOUND_TRY_STATUS(use_pages());
  KEYHOUND_TRY(const Parts parts, split_parts(serialized, 1));
  std::string guards(parts.guards);
  if (auto whole = TriggerGuards::use(guards); !whole) return fail(std::move(whole).error());
  hs_database_t* database = nullptr;
  const hs_error_t code =
      hs_deserialize_database(parts.database.data(), parts.database.size(), &database);
  if (code != HS_SUCCESS) return fail(hyperscan_error(code, "loading a trigger database"));
  return TriggerDatabase(std::make_shared<const Impl>(HsDatabase(database), std::move(guards)));
}

Result<std::string> TriggerDatabase::serialize() const {
  char* bytes = nullptr;
  std::size_t length = 0;
  const hs_error_t code = hs_serialize_database(impl_->database, &bytes, &length);
  const CHandle<char, std::free> owner(bytes);
  if (code != HS_SUCCESS) return fail(hyperscan_error(code, "serializing a trigger database"));
  return join_parts(impl_->guard_image, {bytes, length}, 1);
}

struct TriggerScanner::Impl {
  Impl() = default;
  Impl(HsScratch its_scratch, std::shared_ptr<const TriggerDatabase::Impl> its_lender)
      : scratch(std::move(its_scratch)), lender(std::move(its_lender)) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    if (lender) lender->give_back(std::move(scratch));
  }

  HsScratch scratch;
  std::shared_ptr<const TriggerDatabase::Impl> lender;  // null: it is made for several
};

TriggerScanner::TriggerScanner(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TriggerScanner::TriggerScanner(TriggerScanner&&) noexcept = default;
TriggerScanner& TriggerScanner::operator=(TriggerScanner&&) noexcept = default;
TriggerScanner::~TriggerScanner() = default;

Result<TriggerScanner> TriggerScanner::create(std::span<const TriggerDatabase* const> databases) {
  if (databases.empty()) return TriggerScanner(std::make_unique<Impl>());
  KEYHOUND_TRY(HsScratch owner, databases.front()->impl_->scratch());
  if (databases.size() == 1)
    return TriggerScanner(std::make_unique<Impl>(std::move(owner), databases.front()->impl_));
  for (const TriggerDatabase* database : databases.subspan(1)) {
    hs_scratch_t* scratch = owner.release();
    const hs_error_t code = hs_alloc_scratch(database->impl_->database, &scratch);
    owner.reset(scratch);
    if (code != HS_SUCCESS) return fail(hyperscan_error(code, "allocating scratch space"));
  }
  return TriggerScanner(std::make_unique<Impl>(std::move(owner), nullptr));
}

Status TriggerScanner::scan(const TriggerDatabase& database, std::uint32_t first_trigger,
                            std::string_view text, const SearchWindow& window,
                            std::vector<TriggerHit>& hits) {
  if (window.begin == window.end) return {};  // its bytes may have no address
  struct Sink {
    const TriggerGuards& guards;
    std::string_view text;
    const SearchWindow& window;
    std::uint32_t first_trigger;
    std::vector<TriggerHit>& hits;
  };
  Sink sink{database.impl_->guards, text, window, first_trigger, hits};
  const auto on_head = [](unsigned id, unsigned long long, unsigned long long to, unsigned,
                          void* context) {
    const Sink& found = *static_cast<const Sink*>(context);
    found.guards.add_hits(id, found.window.begin + static_cast<std::size_t>(to), found.text,
                          found.window, found.first_trigger, found.hits);
    return 0;
  };
  const hs_error_t code = hs_scan(database.impl_->database, text.data() + window.begin,
                                  static_cast<unsigned>(window.end - window.begin), 0,
                                  impl_->scratch.get(), on_head, &sink);
  if (code != HS_SUCCESS) return fail(hyperscan_error(code, "scanning"));
  return {};
}

}  // namespace keyhound
