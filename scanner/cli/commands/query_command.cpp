// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <memory>

#include "scanner/base/file.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/help/write_text.h"
#include "scanner/cli/query_options.h"
#include "scanner/cli/report_outputs.h"
#include "scanner/cli/store_option.h"
#include "scanner/store/query/answer_query.h"
#include "scanner/store/query/question_list.h"
#include "scanner/store/store.h"

namespace keyhound {
namespace {

// Only a terminal has a width to keep to: what is piped on is not cut.
std::size_t table_width(const QueryOptions& options) {
  const bool is_terminal = options.output.empty() && ::isatty(STDOUT_FILENO) == 1;
  return is_terminal ? terminal_options(ColorChoice::kNever).width : 0;
}

using WriterMaker = std::function<std::unique_ptr<QueryWriter>(const QuerySink& sink)>;

Result<WriterMaker> writer_of(const QueryOptions& options) {
  const std::size_t width = table_width(options);
  if (options.format == "text")
    return WriterMaker([width](const QuerySink& sink) { return make_query_text(sink, width); });
  if (options.format == "json") return WriterMaker(make_query_json);
  if (options.format == "csv") return WriterMaker(make_query_csv);
  return fail(ErrorKind::kUsage,
              fmt::format("--format: '{}' is none of text, json, csv", options.format));
}

Result<QueryAnswer> write_answer(Database& database, const QueryRequest& request,
                                 const WriterMaker& make_writer, const QuerySink& sink) {
  const std::unique_ptr<QueryWriter> writer = make_writer(sink);
  return answer_query(database, request, *writer);
}

Result<QueryAnswer> answer_to_file(Database& database, const QueryRequest& request,
                                   const WriterMaker& make_writer, const std::string& path) {
  std::string text;
  KEYHOUND_TRY(const QueryAnswer answer,
               write_answer(database, request, make_writer, [&text](std::string_view piece) {
                 text += piece;
                 return true;
               }));
  KEYHOUND_TRY_STATUS(write_file(path, text));
  return answer;
}

Result<QueryAnswer> answer_to_stdout(Database& database, const QueryRequest& request,
                                     const WriterMaker& make_writer) {
  KEYHOUND_TRY(const QueryAnswer answer,
               write_answer(database, request, make_writer, [](std::string_view piece) {
                 return std::fwrite(piece.data(), 1, piece.size(), stdout) == piece.size();
               }));
  if (std::fflush(stdout) == 0) return answer;
  return fail(ErrorKind::kUsage, "standard output: the answer cannot be written");
}

Result<int> list_questions(const QueryOptions& options) {
  if (options.format == "json") return print_whole(question_list_json());
  if (options.format == "text") return print_whole(question_list_text());
  return fail(ErrorKind::kUsage,
              fmt::format("--format: '{}' is none of text, json, which list the questions",
                          options.format));
}

Result<int> run_query(const QueryOptions& options) {
  if (options.question.empty()) return list_questions(options);
  KEYHOUND_TRY(const QueryRequest request, query_request_of(options));
  KEYHOUND_TRY(const WriterMaker make_writer, writer_of(options));
  KEYHOUND_TRY(Store store, Store::open(store_location(options.store), StoreAccess::kRead));
  KEYHOUND_TRY(const QueryAnswer answer,
               options.output.empty()
                   ? answer_to_stdout(store.database(), request, make_writer)
                   : answer_to_file(store.database(), request, make_writer, options.output));
  if (answer.has_more && options.format != "text") {
    fmt::print(stderr, "keyhound: query {}: --limit left rows out behind the first {}\n",
               request.question->name, answer.rows);
  }
  return options.fail_on_rows && answer.rows > 0 ? kExitFindings : kExitClean;
}

CommandRunner add_options(CLI::App& app) {
  auto options = std::make_shared<QueryOptions>();
  add_query_options(app, *options);
  return [options] {
    const auto code = run_query(*options);
    return code ? *code : report_error(code.error());
  };
}

}  // namespace

extern const Command kQueryCommand;
const Command kQueryCommand{
    "query", "Ask the store of bulk scans: what is new, whose it is, what is late",
    "  keyhound query                              the questions that there are\n"
    "  keyhound query new --since yesterday        what was not there before\n"
    "  keyhound query open --severity high --repository 'acme/*' --format csv\n"
    "  keyhound query by-owner --sort repositories\n"
    "  keyhound query overdue --fail-on-rows       exit code 1 when something is late\n",
    add_options};

}  // namespace keyhound
