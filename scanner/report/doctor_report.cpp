// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/doctor_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/text_encode.h"
#include "scanner/report/json_stream.h"

namespace keyhound {
namespace {

std::string_view color_of(DoctorState state) {
  switch (state) {
    case DoctorState::kWarn:
      return "33";
    case DoctorState::kFail:
      return "31";
    case DoctorState::kOk:
      break;
  }
  return "32";
}

Json answer_json(const DoctorAnswer& answer) {
  Json row = Json::object();
  row["check"] = answer.check;
  row["state"] = to_string(answer.state);
  add_text(row, "message", answer.message);
  add_text(row, "next_step", answer.next_step);
  return row;
}

}  // namespace

std::string_view to_string(DoctorState state) {
  switch (state) {
    case DoctorState::kWarn:
      return "warn";
    case DoctorState::kFail:
      return "fail";
    case DoctorState::kOk:
      break;
  }
  return "ok";
}

std::size_t DoctorReport::count(DoctorState state) const {
  return static_cast<std::size_t>(
      std::count_if(answers.begin(), answers.end(),
                    [state](const DoctorAnswer& answer) { return answer.state == state; }));
}

void render_doctor_text(const DoctorReport& report, const ReportOptions& options,
                        const ReportSink& sink) {
  for (const DoctorAnswer& answer : report.answers) {
    std::string state = fmt::format("{:<4}", to_string(answer.state));
    if (options.color) state = fmt::format("\x1b[{}m{}\x1b[0m", color_of(answer.state), state);
    std::string line =
        fmt::format("{}  {:<15}  {}", state, answer.check, escape_for_terminal(answer.message));
    if (!answer.next_step.empty()) line += "; next: " + escape_for_terminal(answer.next_step);
    if (!sink(line + "\n")) return;
  }
  sink(fmt::format("{} checks of {}: {} ok, {} to look at, {} failed\n", report.answers.size(),
                   escape_for_terminal(report.target), report.count(DoctorState::kOk),
                   report.count(DoctorState::kWarn), report.count(DoctorState::kFail)));
}

void render_doctor_json(const DoctorReport& report, const ReportSink& sink) {
  Json head = Json::object();
  add_text(head, "target", report.target);
  JsonStream out(sink);
  out.begin_object();
  out.member("schema", "keyhound/doctor/v1");
  out.member("version", report.version);
  for (const auto& [key, value] : head.items()) out.member(key, value);
  out.member("healthy", report.count(DoctorState::kFail) == 0);
  out.begin_array("checks");
  for (const DoctorAnswer& answer : report.answers) out.element(answer_json(answer));
  out.end_array();
  out.end_object();
  out.finish();
}

}  // namespace keyhound
