// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <thread>
#include <utility>

#include "scanner/base/c_handle.h"
#include "scanner/base/check.h"
#include "scanner/base/file.h"
#include "scanner/base/lazy_library.h"
#include "scanner/base/text_encode.h"
#include "scanner/store/database.h"

// Defined where the program loads SQLite late (cmake/LazyLibrary.cmake); its address is null else.
extern "C" [[gnu::weak]] const keyhound::LazyLibrary keyhound_lazy_sqlite;

namespace keyhound {
namespace {

using SqliteHandle = CHandle<sqlite3, sqlite3_close_v2>;

constexpr int kBusyMilliseconds = 60'000;
constexpr std::size_t kMostPrepared = 256;
constexpr int kMostTries = 5;

struct Statement {
  CHandle<sqlite3_stmt, sqlite3_finalize> handle;
  std::vector<std::size_t> numbers;  // of each of SQLite's parameters: which of ours it is
  bool is_busy = false;
};

// Of a statement that is in use: gives it back for the next one.
class StatementUse {
 public:
  explicit StatementUse(Statement& statement) : statement_(statement) { statement.is_busy = true; }
  ~StatementUse() {
    sqlite3_reset(statement_.handle.get());
    sqlite3_clear_bindings(statement_.handle.get());
    statement_.is_busy = false;
  }
  StatementUse(const StatementUse&) = delete;
  StatementUse& operator=(const StatementUse&) = delete;

 private:
  Statement& statement_;
};

SqlValue column_value(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_NULL:
      return {};
    default: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_blob(statement, column));
      const int bytes = sqlite3_column_bytes(statement, column);
      return text == nullptr ? std::string() : std::string(text, static_cast<std::size_t>(bytes));
    }
  }
}

// `value` outlives the statement's use.
int bind(sqlite3_stmt* statement, int index, const SqlValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value))
    return sqlite3_bind_int64(statement, index, *number);
  if (const auto* number = std::get_if<double>(&value))
    return sqlite3_bind_double(statement, index, *number);
  if (const auto* text = std::get_if<std::string>(&value)) {
    return sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_STATIC,
                               SQLITE_UTF8);
  }
  return sqlite3_bind_null(statement, index);
}

ErrorKind kind_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorKind::kUnreadable;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorKind::kCorrupt;
    default:
      return ErrorKind::kInternal;
  }
}

std::string explain(int code, const std::string& cause) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return "the disk is full, so that nothing more can be recorded; what was recorded is "
             "intact: free space and run again (" +
             cause + ")";
    case SQLITE_IOERR:
      return "the file cannot be read or written; is the disk full or the file larger than a limit "
             "allows? What was recorded is intact (" +
             cause + ")";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "the file, or the folder in which SQLite keeps its journal, may not be written; give "
             "write permission, or name another store with --store (" +
             cause + ")";
    case SQLITE_CANTOPEN:
      return "the file cannot be opened; is its folder there, and may it be written? (" + cause +
             ")";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another process has been writing to it for a minute; wait until it is done (" +
             cause + ")";
    case SQLITE_CORRUPT:
      return "the file is damaged; restore it from a backup (" + cause + ")";
    case SQLITE_NOTADB:
      return "this is no SQLite database, and so no store; name another file with --store";
    default:
      return cause;
  }
}

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(std::string path, SqliteHandle handle, bool is_read_only)
      : path_(std::move(path)), handle_(std::move(handle)), is_read_only_(is_read_only) {}

  [[nodiscard]] DatabaseKind kind() const override { return DatabaseKind::kSqlite; }
  [[nodiscard]] std::string label() const override { return escape_for_terminal(path_); }

  Status script(std::string_view sql) override {
    const int code =
        sqlite3_exec(handle_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return failure(code);
    return {};
  }

  Result<std::int64_t> execute(std::string_view sql,
                               std::span<const SqlValue> parameters) override {
    const sqlite3_int64 before = sqlite3_total_changes64(handle_.get());
    KEYHOUND_TRY_STATUS(query(sql, parameters, [](const SqlRow&) -> Status { return {}; }));
    if (sqlite3_total_changes64(handle_.get()) == before) return std::int64_t{0};
    return std::int64_t{sqlite3_changes64(handle_.get())};
  }

  Status query(std::string_view sql, std::span<const SqlValue> parameters,
               const RowListener& on_row) override;
  Status transaction(const std::function<Status()>& work) override;
  Status prepare_file();

 private:
  [[nodiscard]] tl::unexpected<Error> failure(int code) const {
    const int extended = sqlite3_extended_errcode(handle_.get());
    const std::string cause =
        (extended & 0xFF) == (code & 0xFF) ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(code);
    return fail(kind_of(code), escape_for_terminal(path_) + ": " + explain(code, cause));
  }
  Result<Statement> prepare(std::string_view sql);
  Result<Statement*> cached(std::string_view sql);
  Status run(Statement& statement, std::span<const SqlValue> parameters, const RowListener& on_row);
  Status run_once(const std::function<Status()>& work);

  std::string path_;
  SqliteHandle handle_;
  bool is_read_only_;
  bool is_in_transaction_ = false;
  int last_code_ = SQLITE_OK;
  std::map<std::string, Statement, std::less<>> statements_;
};

Result<Statement> SqliteDatabase::prepare(std::string_view sql) {
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  Statement statement;
  statement.handle.reset(handle);
  if (code != SQLITE_OK) {
    last_code_ = code;
    return failure(code);
  }
  // SQLite numbers "$3" in the order in which names first appear.
  for (int i = 1; i <= sqlite3_bind_parameter_count(handle); ++i) {
    const char* name = sqlite3_bind_parameter_name(handle, i);
    KEYHOUND_CHECK(name != nullptr && name[0] == '$');
    statement.numbers.push_back(std::stoul(name + 1) - 1);
  }
  return statement;
}

Result<Statement*> SqliteDatabase::cached(std::string_view sql) {
  const auto known = statements_.find(sql);
  if (known != statements_.end()) return &known->second;
  if (statements_.size() >= kMostPrepared)
    std::erase_if(statements_, [](const auto& entry) { return !entry.second.is_busy; });
  KEYHOUND_TRY(Statement statement, prepare(sql));
  return &statements_.emplace(std::string(sql), std::move(statement)).first->second;
}

Status SqliteDatabase::run(Statement& statement, std::span<const SqlValue> parameters,
                           const RowListener& on_row) {
  const StatementUse use(statement);
  sqlite3_stmt* handle = statement.handle.get();
  for (std::size_t i = 0; i < statement.numbers.size(); ++i) {
    KEYHOUND_CHECK(statement.numbers[i] < parameters.size());
    const int code = bind(handle, static_cast<int>(i + 1), parameters[statement.numbers[i]]);
    if (code != SQLITE_OK) return failure(code);
  }
  SqlRow row;
  while (true) {
    const int code = sqlite3_step(handle);
    last_code_ = code;
    if (code == SQLITE_DONE) return {};
    if (code != SQLITE_ROW) return failure(code);
    row.clear();
    const int columns = sqlite3_data_count(handle);
    for (int column = 0; column < columns; ++column) row.push_back(column_value(handle, column));
    KEYHOUND_TRY_STATUS(on_row(row));
  }
}

Status SqliteDatabase::query(std::string_view sql, std::span<const SqlValue> parameters,
                             const RowListener& on_row) {
  KEYHOUND_TRY(Statement * statement, cached(sql));
  if (!statement->is_busy) return run(*statement, parameters, on_row);
  KEYHOUND_TRY(Statement second, prepare(sql));  // a listener asks the same question
  return run(second, parameters, on_row);
}

Status SqliteDatabase::run_once(const std::function<Status()>& work) {
  KEYHOUND_TRY_STATUS(execute(is_read_only_ ? "BEGIN" : "BEGIN IMMEDIATE", {}));
  Status done = work();
  if (done) {
    auto committed = execute("COMMIT", {});
    if (committed) return {};
    done = fail(std::move(committed).error());
  }
  const int code = last_code_;
  // A full disk may have rolled back already.
  if (sqlite3_get_autocommit(handle_.get()) == 0) static_cast<void>(execute("ROLLBACK", {}));
  last_code_ = code;
  return done;
}

Status SqliteDatabase::transaction(const std::function<Status()>& work) {
  KEYHOUND_CHECK(!is_in_transaction_);
  Status done;
  for (int tries = 0; tries < kMostTries; ++tries) {
    is_in_transaction_ = true;
    last_code_ = SQLITE_OK;
    done = run_once(work);
    is_in_transaction_ = false;
    if (done || (last_code_ & 0xFF) != SQLITE_BUSY) break;
  }
  return done;
}

// WAL: readers and one writer do not wait for each other. synchronous=NORMAL: a commit survives the
// end of the process, however it comes; a power cut may take the last commits, never half of one.
Status SqliteDatabase::prepare_file() {
  sqlite3_extended_result_codes(handle_.get(), 1);
  sqlite3_busy_timeout(handle_.get(), kBusyMilliseconds);
  sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  KEYHOUND_TRY_STATUS(
      script("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
             "PRAGMA cache_size = -16384"));
  // Reads the file, so that what is no database is told here.
  KEYHOUND_TRY(const SqlRow mode, one_row("PRAGMA journal_mode"));
  if (is_read_only_ || text_of(mode.front()) == "wal") return {};
  // SQLite does not wait for others here.
  for (int waited = 0;; waited += 20) {
    const auto changed = one_row("PRAGMA journal_mode = WAL");
    if (changed || (last_code_ & 0xFF) != SQLITE_BUSY || waited >= kBusyMilliseconds)
      return changed ? Status() : Status(fail(changed.error()));
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

// The file of the database, for its owner alone; SQLite gives its journals the same mode.
Status make_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor >= 0) {
    ::close(descriptor);
    return {};
  }
  if (errno == EEXIST) return {};
  Error error = errno_error(errno, escape_for_terminal(path));
  error.message += "; the store cannot be made there";
  return fail(std::move(error));
}

Status check_is_regular(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0)
    return fail(errno_error(errno, escape_for_terminal(path)).within("no store"));
  if (S_ISREG(status.st_mode)) return {};
  return fail(ErrorKind::kUnreadable,
              escape_for_terminal(path) + ": this is no regular file, and so no store");
}

bool is_empty_or_missing(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) != 0 || status.st_size == 0;
}

// "file:" name in which no character has a meaning.
std::string file_uri(const std::string& path) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      const auto byte = static_cast<unsigned char>(c);
      uri += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    } else {
      uri += c;
    }
  }
  return uri;
}

Result<std::unique_ptr<Database>> open_file(const std::string& path, const std::string& name,
                                            int flags, bool read_only) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &opened, flags | SQLITE_OPEN_EXRESCODE, nullptr);
  SqliteHandle handle(opened);
  if (code != SQLITE_OK) {
    return fail(kind_of(code),
                escape_for_terminal(path) + ": " + explain(code, sqlite3_errstr(code)));
  }
  auto database = std::make_unique<SqliteDatabase>(path, std::move(handle), read_only);
  KEYHOUND_TRY_STATUS(database->prepare_file());
  return std::unique_ptr<Database>(std::move(database));
}

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, bool read_only) {
  KEYHOUND_TRY_STATUS(load_lazily(&keyhound_lazy_sqlite));
  if (!read_only) KEYHOUND_TRY_STATUS(make_file(path));
  KEYHOUND_TRY_STATUS(check_is_regular(path));
  // In front of a name like "-x" or "file:x" or ":memory:" nothing may have a meaning.
  const std::string name = path.starts_with('/') ? path : "./" + path;
  if (!read_only) return open_file(path, name, SQLITE_OPEN_READWRITE, false);
  auto opened = open_file(path, name, SQLITE_OPEN_READONLY, true);
  if (opened || opened.error().kind != ErrorKind::kUnreadable) return opened;
  // In a folder that may not be written the reader cannot share WAL with others; without a journal
  // the file is all there is.
  if (!is_empty_or_missing(path + "-wal")) return opened;
  return open_file(path, file_uri(name) + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
                   true);
}

}  // namespace keyhound
