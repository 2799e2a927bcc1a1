// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/trigger_database.h"

#include <sys/mman.h>

#include <cstdlib>
#include <numeric>
#include <utility>

#include "scanner/base/mutex.h"
#include "scanner/engine/hyperscan.h"

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

}  // namespace

// To make a scratch space, Hyperscan reads all of the database and checks it; to copy one costs
// next to nothing.
struct TriggerDatabase::Impl {
  explicit Impl(HsDatabase made) : owner(std::move(made)), database(owner.get()) {}
  Impl(const hs_database_t* image, HsScratch scratch)
      : database(image), first_scratch(std::move(scratch)) {}

  Result<HsScratch> scratch() const {
    const MutexLock lock(mutex);
    hs_scratch_t* made = nullptr;
    if (!first_scratch) {
      const hs_error_t code = hs_alloc_scratch(database, &made);
      if (code != HS_SUCCESS) return fail(hyperscan_error(code, "allocating scratch space"));
      first_scratch.reset(made);
    }
    const hs_error_t code = hs_clone_scratch(first_scratch.get(), &made);
    if (code != HS_SUCCESS) return fail(hyperscan_error(code, "copying scratch space"));
    return HsScratch(made);
  }

  HsDatabase owner;  // null: `database` is an image
  const hs_database_t* database;
  mutable Mutex mutex;
  mutable HsScratch first_scratch GUARDED_BY(mutex);
};

Result<TriggerDatabase> TriggerDatabase::compile(std::span<const std::string> patterns) {
  KEYHOUND_TRY(HsDatabase database, compile_patterns(patterns, nullptr));
  return TriggerDatabase(std::make_shared<const Impl>(std::move(database)));
}

Result<std::string> TriggerDatabase::compile_image(std::span<const std::string> patterns,
                                                   CpuLevel level) {
  const hs_platform_info_t platform = platform_of(level);
  KEYHOUND_TRY(const HsDatabase database, compile_patterns(patterns, &platform));
  std::size_t size = 0;
  const hs_error_t code = hs_database_size(database.get(), &size);
  if (code != HS_SUCCESS) return fail(hyperscan_error(code, "measuring a trigger database"));
  // Hyperscan keeps no addresses in a database, only distances; it lays it out by where it begins
  // within 64 bytes, and allocate_pages() gives the beginning of those.
  return std::string(reinterpret_cast<const char*>(database.get()), size);
}

Result<TriggerDatabase> TriggerDatabase::use_image(std::span<const std::string_view> images) {
  hs_error_t code = HS_INVALID;
  for (const std::string_view image : images) {
    const bool is_aligned = reinterpret_cast<std::uintptr_t>(image.data()) % kImageAlignment == 0;
    if (image.size() < kImageAlignment || !is_aligned) continue;
    const auto* const database = reinterpret_cast<const hs_database_t*>(image.data());
    hs_scratch_t* scratch = nullptr;
    code = hs_alloc_scratch(database, &scratch);  // checks form, version, CPU and sum
    if (code == HS_SUCCESS)
      return TriggerDatabase(std::make_shared<const Impl>(database, HsScratch(scratch)));
  }
  return fail(hyperscan_error(code, "loading a trigger database"));
}

Result<TriggerDatabase> TriggerDatabase::load(std::string_view serialized) {
  KEYHOUND_TRY_STATUS(use_pages());
  hs_database_t* database = nullptr;
  const hs_error_t code = hs_deserialize_database(serialized.data(), serialized.size(), &database);
  if (code != HS_SUCCESS) return fail(hyperscan_error(code, "loading a trigger database"));
  return TriggerDatabase(std::make_shared<const Impl>(HsDatabase(database)));
}

Result<std::string> TriggerDatabase::serialize() const {
  char* bytes = nullptr;
  std::size_t length = 0;
  const hs_error_t code = hs_serialize_database(impl_->database, &bytes, &length);
  const CHandle<char, std::free> owner(bytes);
  if (code != HS_SUCCESS) return fail(hyperscan_error(code, "serializing a trigger database"));
  return std::string(bytes, length);
}

struct TriggerScanner::Impl {
  HsScratch scratch;
};

TriggerScanner::TriggerScanner(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TriggerScanner::TriggerScanner(TriggerScanner&&) noexcept = default;
TriggerScanner& TriggerScanner::operator=(TriggerScanner&&) noexcept = default;
TriggerScanner::~TriggerScanner() = default;

Result<TriggerScanner> TriggerScanner::create(std::span<const TriggerDatabase* const> databases) {
  if (databases.empty()) return TriggerScanner(std::make_unique<Impl>());
  KEYHOUND_TRY(HsScratch owner, databases.front()->impl_->scratch());
  for (const TriggerDatabase* database : databases.subspan(1)) {
    hs_scratch_t* scratch = owner.release();
    const hs_error_t code = hs_alloc_scratch(database->impl_->database, &scratch);
    owner.reset(scratch);
    if (code != HS_SUCCESS) return fail(hyperscan_error(code, "allocating scratch space"));
  }
  return TriggerScanner(std::make_unique<Impl>(Impl{std::move(owner)}));
}

Status TriggerScanner::scan(const TriggerDatabase& database, std::uint32_t first_trigger,
                            std::string_view text, const SearchWindow& window,
                            std::vector<TriggerHit>& hits) {
  if (window.begin == window.end) return {};  // its bytes may have no address
  struct Sink {
    const SearchWindow& window;
    std::uint32_t first_trigger;
    std::vector<TriggerHit>& hits;
  };
  Sink sink{window, first_trigger, hits};
  const auto on_hit = [](unsigned id, unsigned long long, unsigned long long to, unsigned,
                         void* context) {
    const Sink& found = *static_cast<const Sink*>(context);
    const std::size_t end = found.window.begin + static_cast<std::size_t>(to);
    if (end < found.window.first_end) return 0;
    found.hits.push_back({found.first_trigger + id, static_cast<std::uint32_t>(end)});
    return 0;
  };
  const hs_error_t code = hs_scan(database.impl_->database, text.data() + window.begin,
                                  static_cast<unsigned>(window.end - window.begin), 0,
                                  impl_->scratch.get(), on_hit, &sink);
  if (code != HS_SUCCESS) return fail(hyperscan_error(code, "scanning"));
  return {};
}

}  // namespace keyhound
