// Runs a Node.js handler by Lambda's Runtime API, as Lambda's own runtime does.
//
// Sources: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
//          https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
//          https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
//          https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import util from "node:util";
import "./tunnel.mjs";

const ROOT = "/2018-06-01/runtime/";
const [API_HOST, API_PORT] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const environment = process.env;
const exit = process.exit.bind(process);

function send(method, where, body, headers) {
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        host: API_HOST,
        port: API_PORT,
        path: ROOT + where,
        method,
        agent,
        headers: body === undefined ? {} : { "Content-Type": "application/json", "Content-Length": body.length, ...headers },
      },
      (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
        response.on("error", reject);
      },
    );
    request.setNoDelay(true);
    // A connection that the server closed while the handler kept this thread busy.
    request.on("error", (e) => (request.reusedSocket ? resolve(send(method, where, body, headers)) : reject(e)));
    request.end(body);
  });
}

const answer = (id, body) => send("POST", `invocation/${id}/response`, body, {});

const fail = (where, error) =>
  send("POST", where, Buffer.from(JSON.stringify(error)), {
    "Lambda-Runtime-Function-Error-Type": error.errorType.replace(/[^\x20-\x7e]/g, "?"),
  });

class RuntimeError extends Error {
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

// Errors of other realms, and things that only look like errors, are errors too; anything else is thrown as it is.
function shapeOf(error) {
  try {
    if (util.types.isNativeError(error) || error instanceof Error || (error && error.name && error.message && error.stack)) {
      return {
        errorType: String(error.name),
        errorMessage: String(error.message),
        trace: String(error.stack || "").split("\n"),
      };
    }
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  } catch {
    return { errorType: "handled", errorMessage: "the error cannot be shown", trace: [] };
  }
}

// ---- The console: one write for each message, in the pipe before the answer is.

let requestId;
const json = environment.AWS_LAMBDA_LOG_FORMAT === "JSON";
const LEVELS = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
const leastLevel = Math.max(LEVELS.indexOf(environment.AWS_LAMBDA_LOG_LEVEL || ""), 0);

function writeOut(text) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += fs.writeSync(1, bytes, at);
    } catch (e) {
      if (e.code !== "EAGAIN") {
        return; // The handler closed it.
      }
    }
  }
}

function log(level, values) {
  if (LEVELS.indexOf(level) < leastLevel) {
    return;
  }
  const timestamp = new Date().toISOString();
  if (json) {
    const event = { timestamp, level, requestId };
    event.message = values.length === 1 && typeof values[0] === "object" ? values[0] : util.format(...values);
    const error = values.find((value) => value instanceof Error);
    if (error) {
      const { errorType, errorMessage, trace } = shapeOf(error);
      Object.assign(event, { errorType, errorMessage, stackTrace: trace, message: util.format(...values) });
    }
    let text;
    try {
      text = JSON.stringify(event);
    } catch {
      text = JSON.stringify({ ...event, message: util.format(...values) });
    }
    writeOut(text + "\n");
  } else {
    writeOut(`${timestamp}\t${requestId}\t${level}\t${util.format(...values)}\n`);
  }
}

for (const [method, level] of Object.entries({ log: "INFO", debug: "DEBUG", info: "INFO", warn: "WARN", error: "ERROR", trace: "TRACE" })) {
  console[method] = (...values) => log(level, values);
}
console.fatal = (...values) => log("FATAL", values);

function logError(what, shape) {
  const { trace, ...rest } = shape;
  log("ERROR", [what, JSON.stringify({ ...rest, stack: trace })]);
}

// ---- The handler.

async function load(handler) {
  const base = path.basename(handler);
  const folder = handler.slice(0, handler.length - base.length);
  const dot = base.indexOf(".");
  if (handler.includes("..")) {
    throw new RuntimeError("Runtime.MalformedHandlerName", `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`);
  }
  if (dot < 1 || dot === base.length - 1) {
    throw new RuntimeError("Runtime.MalformedHandlerName", "Bad handler");
  }
  const name = base.slice(0, dot);
  const module = await loadModule(path.resolve(environment.LAMBDA_TASK_ROOT, folder, name), folder + name);
  const steps = base.slice(dot + 1).split(".");
  const find = (from) => steps.reduce((at, step) => at?.[step], from);
  const found = find(module) ?? find(module?.default);
  if (found === undefined || found === null) {
    throw new RuntimeError("Runtime.HandlerNotFound", `${handler} is undefined or not exported`);
  }
  if (typeof found !== "function") {
    throw new RuntimeError("Runtime.HandlerNotFound", `${handler} is not a function`);
  }
  return found;
}

async function loadModule(file, name) {
  try {
    const found = ["", ".js", ".mjs", ".cjs"].map((extension) => file + extension).find((it) => fs.statSync(it, { throwIfNoEntry: false })?.isFile());
    if (found === undefined) {
      return createRequire(path.join(environment.LAMBDA_TASK_ROOT, "/"))(file);
    }
    if (found.endsWith(".mjs") || (found.endsWith(".js") && isModule(path.dirname(found)))) {
      return await import(pathToFileURL(found).href);
    }
    return createRequire(found)(found);
  } catch (e) {
    if (e instanceof SyntaxError) {
      const error = new RuntimeError("Runtime.UserCodeSyntaxError", String(e));
      error.stack = e.stack;
      throw error;
    }
    if (e?.code === "MODULE_NOT_FOUND" || e?.code === "ERR_MODULE_NOT_FOUND") {
      const error = new RuntimeError("Runtime.ImportModuleError", String(e));
      error.stack = e.stack;
      throw error;
    }
    throw e;
  }
}

// As Node itself decides it: by the nearest package.json.
function isModule(folder) {
  for (let at = folder; ; at = path.dirname(at)) {
    const file = path.join(at, "package.json");
    if (fs.existsSync(file)) {
      try {
        return JSON.parse(fs.readFileSync(file, "utf8")).type === "module";
      } catch {
        return false;
      }
    }
    if (at === path.dirname(at) || path.basename(at) === "node_modules") {
      return false;
    }
  }
}

// ---- The calls.

function contextOf(headers, finish) {
  const parsed = (name) => (headers[name] ? JSON.parse(headers[name]) : undefined);
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  const id = headers["lambda-runtime-aws-request-id"];
  const done = (error, result) => finish(error, result);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: environment.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: environment.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: parsed("lambda-runtime-client-context"),
    identity: parsed("lambda-runtime-cognito-identity"),
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    awsRequestId: id,
    getRemainingTimeInMillis: () => Math.max(deadline - Date.now(), 0),
    done,
    succeed: (result) => done(null, result),
    fail: (error) => done(error ?? new RuntimeError("Error", "handled")),
  };
}

let current;

// Answers a call, once. `waits`: not before nothing else is left to do.
function settle(call, error, failed, result, waits) {
  if (call.settled) {
    return;
  }
  call.settled = true;
  call.send = () => deliver(call, error, failed, result);
  if (!waits || failed) {
    call.send();
  }
}

async function deliver(call, error, failed, result) {
  if (call.sent) {
    return;
  }
  call.sent = true;
  try {
    if (!failed) {
      let body;
      try {
        // What JSON has no word for is null.
        body = Buffer.from(JSON.stringify(result === undefined ? null : result) ?? "null");
      } catch (e) {
        error = new RuntimeError("Runtime.MarshalError", "Unable to stringify response body");
        error.stack = e.stack;
        failed = true;
      }
      if (!failed) {
        await answer(call.id, body);
      }
    }
    if (failed) {
      const shape = shapeOf(error);
      logError("Invoke Error ", shape);
      await fail(`invocation/${call.id}/error`, shape);
    }
  } catch {
    exit(1);
  }
  setImmediate(next);
}

// The event loop is empty: what a callback has left is sent; a handler that never answered has answered null.
process.on("beforeExit", () => {
  if (current && !current.sent) {
    if (!current.settled) {
      settle(current, undefined, false, null, true);
    }
    current.send();
  }
});

let handler;

async function next() {
  let headers, body;
  try {
    const task = await send("GET", "invocation/next");
    if (task.status !== 200) {
      exit(1);
    }
    ({ headers, body } = task);
  } catch {
    exit(1);
  }
  const call = (current = { id: headers["lambda-runtime-aws-request-id"] });
  requestId = call.id;
  if (headers["lambda-runtime-trace-id"]) {
    environment._X_AMZN_TRACE_ID = headers["lambda-runtime-trace-id"];
  } else {
    delete environment._X_AMZN_TRACE_ID;
  }
  let context;
  const byCallback = (error, result) => {
    const failed = error !== undefined && error !== null;
    settle(call, error, failed, result, context.callbackWaitsForEmptyEventLoop);
  };
  context = contextOf(headers, byCallback);
  try {
    const returned = handler(JSON.parse(body.toString("utf8")), context, byCallback);
    if (returned && typeof returned.then === "function") {
      returned.then(
        (result) => settle(call, undefined, false, result, false),
        (error) => settle(call, error, true, undefined, false),
      );
    }
  } catch (e) {
    settle(call, e, true, undefined, false);
  }
}

// ---- What nobody caught ends the process, as at Lambda.

async function endBy(what, shape) {
  logError(what, shape);
  try {
    await (current && !current.sent ? fail(`invocation/${current.id}/error`, shape) : handler ? undefined : fail("init/error", shape));
  } finally {
    exit(128 + 1);
  }
}

process.on("uncaughtException", (error) => endBy("Uncaught Exception ", shapeOf(error)));
process.on("unhandledRejection", (reason) => {
  const shape = shapeOf(reason);
  const type = "Runtime.UnhandledPromiseRejection";
  endBy("Unhandled Promise Rejection ", { errorType: type, errorMessage: `${shape.errorType === "string" ? "" : shape.errorType + ": "}${shape.errorMessage}`, trace: shape.trace });
});

try {
  handler = await load(environment._HANDLER);
} catch (e) {
  const shape = shapeOf(e);
  logError("Uncaught Exception ", shape);
  try {
    await fail("init/error", shape);
  } finally {
    exit(1);
  }
}
next();
