// SPDX-License-Identifier: Apache-2.0
// The other side of the differential test: reads one JSON string a line, prints {"value": ...} or
// {"error": reason} a line, values as to_json_text() of policies/language writes them.
import { createInterface } from "node:readline";
import { celEnv, isCelError, isCelList, isCelMap, isCelUint, parse, plan } from "@bufbuild/cel";
import { strings } from "@bufbuild/cel/ext";

const environment = celEnv({ funcs: strings.functions ?? strings });

function decimals(nanoseconds) {
  if (nanoseconds === 0) return "";
  return `.${String(nanoseconds).padStart(9, "0").replace(/0+$/, "")}`;
}

function timeText(time) {
  const text = new Date(Number(time.seconds) * 1000).toISOString().slice(0, 19);
  return `${text}${decimals(time.nanos)}Z`;
}

function lengthText(length) {
  const sign = length.seconds < 0n || length.nanos < 0 ? "-" : "";
  const seconds = length.seconds < 0n ? -length.seconds : length.seconds;
  return `${sign}${seconds}${decimals(Math.abs(length.nanos))}s`;
}

function numberText(number) {
  if (!Number.isFinite(number)) return JSON.stringify(String(number));
  if (Object.is(number, -0)) return "-0.0";
  const text = String(number);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

// The message inside of what the library wraps times and durations in.
function message(value) {
  return value.message ?? value;
}

function typeName(value) {
  return value.$typeName ?? value.desc?.typeName ?? value.message?.$typeName ?? "";
}

function jsonText(value) {
  if (value === null) return "null";
  if (typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (typeof value === "number") return numberText(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (isCelList(value)) return `[${[...value].map(jsonText).join(",")}]`;
  if (isCelMap(value)) {
    const entries = [...value.entries()].map(([key, each]) => [key, jsonText(each)]);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, each]) => `${JSON.stringify(String(key))}:${each}`).join(",")}}`;
  }
  if (isCelUint(value)) return `"uint ${value.value}"`;
  if (typeName(value) === "google.protobuf.Timestamp") return JSON.stringify(timeText(message(value)));
  if (typeName(value) === "google.protobuf.Duration") return JSON.stringify(lengthText(message(value)));
  return JSON.stringify(`other ${typeof value} ${typeName(value)}`);
}

function answer(expression) {
  try {
    const value = plan(environment, parse(expression))({});
    if (isCelError(value)) return JSON.stringify({ error: value.message });
    return `{"value":${jsonText(value)}}`;
  } catch (error) {
    return JSON.stringify({ error: String(error.message ?? error) });
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${answer(JSON.parse(line))}\n`);
}
