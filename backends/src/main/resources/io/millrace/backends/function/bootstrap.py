"""Runs a Python handler by Lambda's Runtime API, as Lambda's own runtime does.

Sources: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
         https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html
         https://docs.aws.amazon.com/lambda/latest/dg/python-context.html
         https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html
"""
import decimal
import http.client
import importlib
import json
import logging
import os
import sys
import time
import traceback

ROOT = "/2018-06-01/runtime/"
FRAMES_ABOVE_THE_HANDLER = 1


class Attributes:
    """An object whose attributes are the members of a JSON object; those that are missing are None."""

    def __init__(self, values, names):
        for name, key in names.items():
            setattr(self, name, values.get(key))

    def __repr__(self):
        inside = ",".join("%s=%r" % item for item in vars(self).items())
        return "%s([%s])" % (type(self).__name__, inside)


class ClientContext(Attributes):
    pass


class Client(Attributes):
    pass


class CognitoIdentity(Attributes):
    pass


class LambdaContext:
    def __init__(self, headers, environment):
        self.aws_request_id = headers.get("Lambda-Runtime-Aws-Request-Id")
        self.invoked_function_arn = headers.get("Lambda-Runtime-Invoked-Function-Arn")
        self.log_group_name = environment.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = environment.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = environment.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = environment.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = environment.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.tenant_id = None
        self.client_context = client_context(headers.get("Lambda-Runtime-Client-Context"))
        self.identity = CognitoIdentity(
            json.loads(headers.get("Lambda-Runtime-Cognito-Identity") or "{}"),
            {"cognito_identity_id": "cognitoIdentityId", "cognito_identity_pool_id": "cognitoIdentityPoolId"},
        )
        self._deadline_millis = int(headers.get("Lambda-Runtime-Deadline-Ms") or 0)

    def get_remaining_time_in_millis(self):
        return max(self._deadline_millis - int(time.time() * 1000), 0)

    def log(self, message):
        sys.stdout.write(str(message))

    def __repr__(self):
        return "LambdaContext([%s])" % ",".join("%s=%r" % item for item in vars(self).items())


def client_context(text):
    if not text:
        return None
    values = json.loads(text)
    context = ClientContext(values, {"custom": "custom", "env": "env"})
    names = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")
    context.client = Client(values.get("client") or {}, {name: name for name in names})
    return context


class RuntimeApi:
    """One connection that is kept; a call that finds it closed opens another."""

    def __init__(self, address):
        self.address = address
        self.connection = None

    def request(self, method, path, body=None, headers=None):
        for attempt in (1, 2):
            fresh = self.connection is None
            if fresh:
                self.connection = http.client.HTTPConnection(self.address)
            try:
                self.connection.request(method, ROOT + path, body, headers or {})
                response = self.connection.getresponse()
                return response.status, response.headers, response.read()
            except (http.client.HTTPException, OSError):
                self.connection.close()
                self.connection = None
                if fresh or attempt == 2:
                    raise

    def next(self):
        status, headers, body = self.request("GET", "invocation/next")
        if status != 200:
            sys.exit(1)
        return headers, body

    def answer(self, request_id, body):
        return self.request("POST", "invocation/%s/response" % request_id, body, {"Content-Type": "application/json"})

    def fail(self, path, error):
        body = json.dumps(error, ensure_ascii=False).encode("utf-8", "backslashreplace")
        headers = {"Content-Type": "application/json", "Lambda-Runtime-Function-Error-Type": error["errorType"]}
        self.request("POST", path, body, headers)


def error_of(exception, error_type=None, frames=None):
    if frames is None:
        frames = traceback.extract_tb(exception.__traceback__)
    return {
        "errorMessage": str(exception),
        "errorType": error_type or type(exception).__name__,
        "requestId": "",
        "stackTrace": traceback.format_list(frames),
    }


def log_error(error):
    lines = ["[ERROR] %s: %s" % (error["errorType"], error["errorMessage"])]
    if error["stackTrace"]:
        lines.append("Traceback (most recent call last):")
        lines.extend(frame.rstrip("\n") for frame in error["stackTrace"])
    print("\n".join(lines))


class InitError(Exception):
    def __init__(self, error):
        super().__init__(error["errorMessage"])
        self.error = error


def init_error(error_type, message, frames=()):
    return InitError(
        {
            "errorMessage": message,
            "errorType": error_type,
            "requestId": "",
            "stackTrace": traceback.format_list(frames),
        }
    )


def user_frames(exception):
    """Without those of this file and of the import machinery."""
    return [
        frame
        for frame in traceback.extract_tb(exception.__traceback__)
        if frame.filename != __file__ and "importlib" not in frame.filename
    ]


def load(handler):
    module_name, dot, function_name = handler.rpartition(".")
    if not dot:
        raise init_error("Runtime.MalformedHandlerName", "Bad handler '%s': not enough values to unpack" % handler)
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as e:
        raise init_error(
            "Runtime.ImportModuleError", "Unable to import module '%s': %s" % (module_name, e), user_frames(e)
        )
    except SyntaxError as e:
        frame = traceback.FrameSummary(e.filename or "", e.lineno or 0, "", lookup_line=False, line=e.text or "")
        raise init_error("Runtime.UserCodeSyntaxError", "Syntax error in module '%s': %s" % (module_name, e), [frame])
    except Exception as e:
        raise InitError(error_of(e, frames=user_frames(e)))
    try:
        return getattr(module, function_name)
    except AttributeError:
        raise init_error(
            "Runtime.HandlerNotFound", "Handler '%s' missing on module '%s'" % (function_name, module_name)
        )


class JsonEncoder(json.JSONEncoder):
    def default(self, value):
        if isinstance(value, decimal.Decimal):
            return float(value)
        return super().default(value)


class RequestIdFilter(logging.Filter):
    request_id = ""

    def filter(self, record):
        record.aws_request_id = RequestIdFilter.request_id
        return True


class JsonFormatter(logging.Formatter):
    def format(self, record):
        event = {
            "timestamp": self.formatTime(record, "%Y-%m-%dT%H:%M:%SZ"),
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
            "requestId": RequestIdFilter.request_id,
        }
        if record.exc_info:
            event["errorType"] = record.exc_info[0].__name__
            event["errorMessage"] = str(record.exc_info[1])
            event["stackTrace"] = traceback.format_list(traceback.extract_tb(record.exc_info[2]))
        return json.dumps(event)


def set_up_logging():
    logging.Formatter.converter = time.gmtime
    root = logging.getLogger()
    handler = logging.StreamHandler(sys.stdout)
    if os.environ.get("AWS_LAMBDA_LOG_FORMAT") == "JSON":
        handler.setFormatter(JsonFormatter())
    else:
        handler.setFormatter(
            logging.Formatter(
                "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S"
            )
        )
    handler.addFilter(RequestIdFilter())
    root.addHandler(handler)
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "")
    names = {"TRACE": "DEBUG", "FATAL": "CRITICAL"}
    if level:
        root.setLevel(names.get(level, level))


def run(api, handler):
    while True:
        headers, body = api.next()
        request_id = headers.get("Lambda-Runtime-Aws-Request-Id")
        RequestIdFilter.request_id = request_id
        trace = headers.get("Lambda-Runtime-Trace-Id")
        if trace:
            os.environ["_X_AMZN_TRACE_ID"] = trace
        else:
            os.environ.pop("_X_AMZN_TRACE_ID", None)
        error = None
        try:
            event = json.loads(body.decode("utf-8"))
        except ValueError as e:
            error = error_of(e, "Runtime.UnmarshalError", [])
            error["errorMessage"] = "Unable to unmarshal input: " + str(e)
        if error is None:
            error, answer = call(handler, event, LambdaContext(headers, os.environ))
        if error is not None:
            error["requestId"] = request_id
            log_error(error)
        # What was printed must be in the pipe before the answer is: it belongs to this call.
        flush()
        if error is None:
            api.answer(request_id, answer)
        else:
            api.fail("invocation/%s/error" % request_id, error)


def call(handler, event, context):
    """The error and the answer, one of them None."""
    try:
        result = handler(event, context)
    except Exception as e:
        return error_of(e, frames=traceback.extract_tb(e.__traceback__)[FRAMES_ABOVE_THE_HANDLER:]), None
    try:
        return None, json.dumps(result, cls=JsonEncoder, ensure_ascii=False).encode("utf-8")
    except Exception as e:
        error = error_of(e, "Runtime.MarshalError", [])
        error["errorMessage"] = "Unable to marshal response: " + str(e)
        return error, None


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (ValueError, OSError):
            pass  # The handler closed it.


def main():
    # As a pipe, it would keep back what a function that is killed had printed.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(line_buffering=True, errors="backslashreplace")
    api = RuntimeApi(os.environ["AWS_LAMBDA_RUNTIME_API"])
    task_root = os.environ["LAMBDA_TASK_ROOT"]
    # In the place of this file's own folder, as where a script lies comes first.
    sys.path[0] = task_root
    set_up_logging()
    try:
        handler = load(os.environ["_HANDLER"])
    except InitError as e:
        log_error(e.error)
        flush()
        api.fail("init/error", e.error)
        sys.exit(1)
    run(api, handler)


main()
