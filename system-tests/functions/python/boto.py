"""Calls AWS by the boto3 that the machine has, as handlers do that were written for AWS: without an endpoint."""
import os

import boto3

firehose = boto3.client("firehose")


def put(event, context):
    answer = firehose.put_record(DeliveryStreamName=os.environ["STREAM_NAME"], Record={"Data": event["data"].encode()})
    return {"recordId": answer["RecordId"], "endpoint": firehose.meta.endpoint_url}
