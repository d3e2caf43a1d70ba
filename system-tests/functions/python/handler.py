"""Handlers in Python. Firehose's verdicts are those of ../java8's Enricher."""
import base64
import importlib.metadata
import os
import subprocess
import sys
import threading


class TeapotError(Exception):
    """What `throw` throws."""


def echo(event, context):
    return {
        "event": event,
        "functionName": context.function_name,
        "functionVersion": context.function_version,
        "invokedFunctionArn": context.invoked_function_arn,
        "awsRequestId": context.aws_request_id,
        "memoryLimitInMB": context.memory_limit_in_mb,
        "remainingTimeInMillis": context.get_remaining_time_in_millis(),
    }


def environment(event, context):
    return dict(os.environ)


def boto3_version(event, context):
    try:
        return importlib.metadata.version("boto3")
    except importlib.metadata.PackageNotFoundError:
        return None


def transform(event, context):
    return {"records": [verdict(record) for record in event["records"]]}


def verdict(record):
    line = base64.b64decode(record["data"]).decode()
    answer = {"recordId": record["recordId"], "result": "Ok", "data": record["data"]}
    if "drop" in line:
        answer["result"] = "Dropped"
    elif "fail" in line:
        answer["result"] = "ProcessingFailed"
    else:
        answer["data"] = base64.b64encode(("python:" + line).encode()).decode()
    return answer


def keyed(event, context):
    """A transform whose answers carry partition keys: what stands before the first dash of a line."""
    records = []
    for record in event["records"]:
        key = base64.b64decode(record["data"]).decode().split("-")[0]
        records.append(
            {"recordId": record["recordId"], "result": "Ok", "data": record["data"],
             "metadata": {"partitionKeys": {"kind": key}}})
    return {"records": records}


def faults(event, context):
    fault = os.environ.get("FAULT") or event.get("fault")
    if fault == "throw":
        raise TeapotError("asked to throw")
    if fault == "exit":
        sys.exit(7)
    if fault == "abort":
        os._exit(9)
    if fault == "hang":
        threading.Event().wait()
    if fault == "print":
        line = "x" * 9_999
        for _ in range(10_000):
            print(line)
    if fault == "garbage":
        return "no records here"
    if fault == "unserializable":
        return {"answer": object()}
    if fault == "child":
        return {"fault": str(subprocess.Popen(["sleep", "300"]).pid)}
    if fault == "fork":
        # One child as a program starts it, one that has detached itself; then nothing more is heard of this one.
        children = [subprocess.Popen(["sleep", "300"]), subprocess.Popen(["sleep", "300"], start_new_session=True)]
        print("children " + " ".join(str(child.pid) for child in children) + ".")
        threading.Event().wait()
    return {"fault": fault or "none"}
