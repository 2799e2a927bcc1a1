// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <map>
#include <pqxx/pqxx>
#include <thread>
#include <utility>

#include "scanner/base/check.h"
#include "scanner/base/lazy_library.h"
#include "scanner/base/text_encode.h"
#include "scanner/store/database.h"
#include "scanner/store/postgres_url.h"

// Defined where the program loads libpq late (cmake/LazyLibrary.cmake); its address is null else.
extern "C" [[gnu::weak]] const keyhound::LazyLibrary keyhound_lazy_pq;

namespace keyhound {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kMostPrepared = 256;
// How long a transaction is tried again: a server that was killed needs seconds to recover.
constexpr milliseconds kMostWaiting{60'000};

// Object ids of the types that questions answer with (pg_type.dat).
enum TypeId : pqxx::oid {
  kBool = 16,
  kInt8 = 20,
  kInt2 = 21,
  kInt4 = 23,
  kFloat4 = 700,
  kFloat8 = 701,
  kNumeric = 1700,
};

SqlValue value_of(const pqxx::field& field) {
  if (field.is_null()) return {};
  const std::string_view text(field.c_str(), field.size());
  switch (field.type()) {
    case kBool:
      return std::int64_t{text == "t"};
    case kInt2:
    case kInt4:
    case kInt8:
      return std::int64_t{std::strtoll(field.c_str(), nullptr, 10)};
    case kFloat4:
    case kFloat8:
      return std::strtod(field.c_str(), nullptr);
    case kNumeric:  // sums of whole numbers
      if (text.find('.') == std::string_view::npos)
        return std::int64_t{std::strtoll(field.c_str(), nullptr, 10)};
      return std::strtod(field.c_str(), nullptr);
    default:
      return std::string(text);
  }
}

// What the parameters are as texts; a null pointer for NULL. Borrows the texts of `parameters`.
class ParameterTexts {
 public:
  explicit ParameterTexts(std::span<const SqlValue> parameters) {
    numbers_.reserve(parameters.size());
    texts_.reserve(parameters.size());
    for (const SqlValue& value : parameters) texts_.push_back(text_of_value(value));
  }
  [[nodiscard]] auto values() const { return pqxx::prepare::make_dynamic_params(texts_); }

 private:
  const char* text_of_value(const SqlValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return text->c_str();
    if (const auto* number = std::get_if<std::int64_t>(&value))
      return numbers_.emplace_back(std::to_string(*number)).c_str();
    if (const auto* number = std::get_if<double>(&value))
      return numbers_.emplace_back(pqxx::to_string(*number)).c_str();
    return nullptr;
  }
  std::vector<std::string> numbers_;  // reserved: never moved
  std::vector<const char*> texts_;
};

// How a statement or connection failed.
struct Failure {
  Error error;
  bool is_worth_a_retry = false;
  bool is_connection_lost = false;
};

bool is_lost(std::string_view state) {
  return state.starts_with("08") || state.starts_with("57P0");
}
bool is_conflict(std::string_view state) { return state.starts_with("40") || state == "55P03"; }

Error error_of_state(const std::string& label, const pqxx::sql_error& error) {
  const std::string cause = escape_for_terminal(
      std::string_view(error.what()).substr(0, std::string_view(error.what()).find('\n')));
  const std::string& state = error.sqlstate();
  if (state.starts_with("53")) {
    return {ErrorKind::kUnreadable,
            label +
                ": the database server has no room left; what was recorded is intact: free "
                "space and run again (" +
                cause + ")"};
  }
  if (state == "42501" || state == "25006") {
    return {ErrorKind::kConfiguration,
            label + ": this user may not do that; grant what docs/store.md lists (" + cause + ")"};
  }
  const bool is_ours =
      state.starts_with("42") || state.starts_with("22") || state.starts_with("23");
  return {is_ours ? ErrorKind::kInternal : ErrorKind::kUnreadable, label + ": " + cause};
}

// REQUIRES: called in a catch block.
Failure current_failure(const std::string& label) {
  try {
    throw;
  } catch (const pqxx::sql_error& error) {
    const std::string& state = error.sqlstate();
    return {error_of_state(label, error), is_lost(state) || is_conflict(state), is_lost(state)};
  } catch (const pqxx::transaction_rollback& error) {
    return {
        {ErrorKind::kUnreadable, label + ": " + escape_for_terminal(error.what())}, true, false};
  } catch (const std::exception& error) {
    // broken_connection, in_doubt_error, and a connection that another part of pqxx saw break.
    std::string cause(error.what());
    while (cause.ends_with('\n')) cause.pop_back();
    const bool is_failure = dynamic_cast<const pqxx::failure*>(&error) != nullptr;
    return {{is_failure ? ErrorKind::kUnreadable : ErrorKind::kInternal,
             label + ": the connection to the database failed: " + escape_for_terminal(cause)},
            is_failure,
            is_failure};
  }
}

struct Connection {
  explicit Connection(const std::string& url) : link(url), quiet(link) {}
  pqxx::connection link;
  pqxx::quiet_errorhandler quiet;
  std::map<std::string, std::string, std::less<>> statements;  // text to name
};

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(std::string url, bool is_read_only)
      : url_(std::move(url)), label_(postgres_label(url_)), is_read_only_(is_read_only) {}

  Status connect();
  [[nodiscard]] DatabaseKind kind() const override { return DatabaseKind::kPostgres; }
  [[nodiscard]] std::string label() const override { return label_; }
  Status script(std::string_view sql) override {
    return guarded([&](pqxx::transaction_base& now) { now.exec(std::string(sql)); });
  }
  Result<std::int64_t> execute(std::string_view sql,
                               std::span<const SqlValue> parameters) override {
    std::int64_t changed = 0;
    KEYHOUND_TRY_STATUS(guarded([&](pqxx::transaction_base& now) {
      changed = static_cast<std::int64_t>(run(now, sql, parameters).affected_rows());
    }));
    return changed;
  }
  Status query(std::string_view sql, std::span<const SqlValue> parameters,
               const RowListener& on_row) override;
  Status transaction(const std::function<Status()>& work) override;

 private:
  Status guarded(const std::function<void(pqxx::transaction_base&)>& work);
  pqxx::result run(pqxx::transaction_base& now, std::string_view sql,
                   std::span<const SqlValue> parameters);
  Status run_once(const std::function<Status()>& work);
  tl::unexpected<Error> note_failure() {
    failure_ = current_failure(label_);
    return fail(failure_->error);
  }

  std::string url_;
  std::string label_;
  bool is_read_only_;
  std::unique_ptr<Connection> connection_;
  std::unique_ptr<pqxx::transaction_base> now_;  // behind the connection: it ends first
  std::optional<Failure> failure_;               // the last one
};

Status PostgresDatabase::connect() {
  if (connection_) return {};
  try {
    connection_ = std::make_unique<Connection>(url_);
    pqxx::nontransaction settings(connection_->link);
    settings.exec("SET client_encoding TO 'UTF8'");
    settings.exec("SET client_min_messages TO warning");
    settings.exec("SET TIME ZONE 'UTC'");
    // What is recorded stays recorded when the server is killed.
    settings.exec("SET synchronous_commit TO on");
    return {};
  } catch (const std::exception&) {
    connection_.reset();
    return note_failure();
  }
}

pqxx::result PostgresDatabase::run(pqxx::transaction_base& now, std::string_view sql,
                                   std::span<const SqlValue> parameters) {
  const ParameterTexts texts(parameters);
  auto known = connection_->statements.find(sql);
  if (known == connection_->statements.end()) {
    if (connection_->statements.size() >= kMostPrepared)
      return now.exec_params(std::string(sql), texts.values());
    const std::string name = "k" + std::to_string(connection_->statements.size());
    connection_->link.prepare(name, std::string(sql));
    known = connection_->statements.emplace(std::string(sql), name).first;
  }
  return now.exec_prepared(known->second, texts.values());
}

Status PostgresDatabase::guarded(const std::function<void(pqxx::transaction_base&)>& work) {
  KEYHOUND_TRY_STATUS(connect());
  try {
    if (now_) {
      work(*now_);
    } else {
      pqxx::nontransaction single(connection_->link);
      work(single);
    }
    return {};
  } catch (const std::exception&) {
    const auto failed = note_failure();
    if (!now_ && failure_->is_connection_lost) connection_.reset();
    return failed;
  }
}

Status PostgresDatabase::query(std::string_view sql, std::span<const SqlValue> parameters,
                               const RowListener& on_row) {
  pqxx::result rows;
  KEYHOUND_TRY_STATUS(
      guarded([&](pqxx::transaction_base& now) { rows = run(now, sql, parameters); }));
  SqlRow values;
  for (const pqxx::row& row : rows) {
    values.clear();
    for (const pqxx::field& field : row) values.push_back(value_of(field));
    KEYHOUND_TRY_STATUS(on_row(values));
  }
  return {};
}

Status PostgresDatabase::run_once(const std::function<Status()>& work) {
  failure_.reset();
  KEYHOUND_TRY_STATUS(connect());
  Status done;
  try {
    using Reading = pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>;
    if (is_read_only_) {
      now_ = std::make_unique<Reading>(connection_->link);
    } else {
      now_ = std::make_unique<pqxx::work>(connection_->link);
    }
    done = work();
    if (done) now_->commit();
  } catch (const std::exception&) {
    done = note_failure();
  }
  try {
    now_.reset();  // rolls back what was not committed
  } catch (const std::exception&) {
    if (done) done = note_failure();
  }
  return done;
}

Status PostgresDatabase::transaction(const std::function<Status()>& work) {
  KEYHOUND_CHECK(!now_);
  milliseconds pause{5};
  // What others do with the same rows must not fall into step with this process.
  const auto own_step = milliseconds(std::hash<std::thread::id>{}(std::this_thread::get_id()) % 5);
  for (milliseconds waited{0};; waited += pause) {
    Status done = run_once(work);
    if (done || !failure_ || !failure_->is_worth_a_retry || waited >= kMostWaiting) return done;
    if (failure_->is_connection_lost) {
      connection_.reset();
      pause = std::max(pause, milliseconds(100));
    }
    std::this_thread::sleep_for(pause + own_step);
    pause = std::min(pause * 2, milliseconds(2000));
  }
}

}  // namespace

Result<std::unique_ptr<Database>> open_postgres(const std::string& url, bool read_only) {
  KEYHOUND_TRY_STATUS(check_postgres_url(url));
  KEYHOUND_TRY_STATUS(load_lazily(&keyhound_lazy_pq));
  auto database = std::make_unique<PostgresDatabase>(url, read_only);
  const Status connected = database->connect();
  if (!connected) {
    return fail(ErrorKind::kConfiguration,
                connected.error().message +
                    "; is the server there, and do its address, database, user and password "
                    "(PGPASSFILE or PGPASSWORD) hold?");
  }
  return std::unique_ptr<Database>(std::move(database));
}

}  // namespace keyhound
