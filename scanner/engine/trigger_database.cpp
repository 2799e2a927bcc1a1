// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/trigger_database.h"

#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
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

// What an image begins with, behind which the database follows: a database of its first bytes
// alone. Hyperscan reads no more to make a scratch space, for which it else checks all of the
// megabytes. The layout of a database's header is that of Hyperscan 5, which compile_image()
// proves.
constexpr std::size_t kHeadSize = 4096;
constexpr std::size_t kLengthOffset = 8;
constexpr std::size_t kSumOffset = 24;
constexpr std::size_t kBytesOffset = 64;
static_assert(kHeadSize % TriggerDatabase::kImageAlignment == 0);

// CRC-32C as Hyperscan has it: from 0, and not inverted.
std::uint32_t sum_of(std::string_view bytes) {
  constexpr std::uint32_t kPolynomial = 0x82F63B78;
  std::uint32_t sum = 0;
  for (const char byte : bytes) {
    sum ^= static_cast<std::uint8_t>(byte);
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ ((sum & 1U) != 0 ? kPolynomial : 0U);
  }
  return sum;
}

// Empty when the header is not as it is known.
std::string head_of(std::string_view database) {
  const auto number_at = [database](std::size_t offset) {
    std::uint32_t number = 0;
    std::memcpy(&number, database.data() + offset, sizeof number);
    return number;
  };
  std::string head(kHeadSize, '\0');
  database.copy(head.data(), kHeadSize);
  const std::size_t length = number_at(kLengthOffset);
  if (database.size() < kBytesOffset + length ||
      number_at(kSumOffset) != sum_of(database.substr(kBytesOffset, length))) {
    return {};
  }
  const auto set = [&head](std::size_t offset, std::uint32_t number) {
    std::memcpy(head.data() + offset, &number, sizeof number);
  };
  set(kLengthOffset, static_cast<std::uint32_t>(kHeadSize - kBytesOffset));
  set(kSumOffset, sum_of(std::string_view(head).substr(kBytesOffset)));
  return head;
}

const hs_database_t* as_database(std::string_view bytes) {
  return reinterpret_cast<const hs_database_t*>(bytes.data());
}

Result<HsScratch> make_scratch(const hs_database_t* database) {
  hs_scratch_t* made = nullptr;
  const hs_error_t code = hs_alloc_scratch(database, &made);
  if (code != HS_SUCCESS) return fail(hyperscan_error(code, "allocating scratch space"));
  return HsScratch(made);
}

// Proves that the head asks for the scratch space that the database does. A database for another
// CPU cannot be asked here; its head is made in the same way.
Status prove_head(std::string_view bytes, const hs_database_t* database) {
  const HsDatabase head(static_cast<hs_database_t*>(allocate_pages(kHeadSize)));
  if (head == nullptr) return fail(hyperscan_error(HS_NOMEM, "copying a trigger database"));
  std::memcpy(head.get(), bytes.data(), kHeadSize);
  hs_scratch_t* made = nullptr;
  const hs_error_t code = hs_alloc_scratch(database, &made);
  if (code == HS_DB_PLATFORM_ERROR) return {};
  const HsScratch whole(made);
  KEYHOUND_TRY(const HsScratch of_head, make_scratch(head.get()));
  std::size_t size = 0;
  std::size_t size_of_head = 1;
  if (code != HS_SUCCESS || hs_scratch_size(whole.get(), &size) != HS_SUCCESS ||
      hs_scratch_size(of_head.get(), &size_of_head) != HS_SUCCESS || size != size_of_head) {
    return fail(ErrorKind::kInternal, "scratch space differs by the head of a trigger database");
  }
  return {};
}

bool is_image(std::string_view image) {
  const auto address = reinterpret_cast<std::uintptr_t>(image.data());
  return image.size() >= kHeadSize + kBytesOffset &&
         address % TriggerDatabase::kImageAlignment == 0;
}

}  // namespace

struct TriggerDatabase::Impl {
  explicit Impl(HsDatabase made) : owner(std::move(made)), database(owner.get()), head(database) {}
  Impl(const hs_database_t* image, const hs_database_t* its_head, HsScratch scratch)
      : database(image), head(its_head) {
    idle.push_back(std::move(scratch));
  }

  // One that was given back, else a new one.
  Result<HsScratch> scratch() const {
    const MutexLock lock(mutex);
    if (idle.empty()) return make_scratch(head);
    HsScratch taken = std::move(idle.back());
    idle.pop_back();
    return taken;
  }
  void give_back(HsScratch scratch) const {
    const MutexLock lock(mutex);
    idle.push_back(std::move(scratch));
  }

  HsDatabase owner;  // null: `database` is an image
  const hs_database_t* database;
  const hs_database_t* head;  // what scratch space is made for
  mutable Mutex mutex;
  mutable std::vector<HsScratch> idle GUARDED_BY(mutex);
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
  const std::string_view bytes(reinterpret_cast<const char*>(database.get()), size);
  std::string image = head_of(bytes);
  if (image.empty())
    return fail(ErrorKind::kInternal, "a trigger database does not begin as those of Hyperscan 5");
  KEYHOUND_TRY_STATUS(prove_head(image, database.get()));
  return image.append(bytes);
}

Result<TriggerDatabase> TriggerDatabase::use_image(std::span<const std::string_view> images) {
  hs_error_t code = HS_INVALID;
  for (const std::string_view image : images) {
    if (!is_image(image)) continue;
    const hs_database_t* const head = as_database(image);
    hs_scratch_t* scratch = nullptr;
    code = hs_alloc_scratch(head, &scratch);  // checks form, version, CPU and the head's sum
    if (code != HS_SUCCESS) continue;
    const hs_database_t* const database = as_database(image.substr(kHeadSize));
    return TriggerDatabase(std::make_shared<const Impl>(database, head, HsScratch(scratch)));
  }
  return fail(hyperscan_error(code, "loading a trigger database"));
}

Status TriggerDatabase::check_image(std::string_view image) {
  if (!is_image(image)) return fail(hyperscan_error(HS_INVALID, "checking a trigger database"));
  KEYHOUND_TRY_STATUS(make_scratch(as_database(image)));
  KEYHOUND_TRY_STATUS(make_scratch(as_database(image.substr(kHeadSize))));
  return {};
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
    const hs_error_t code = hs_alloc_scratch(database->impl_->head, &scratch);
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
