"""A session as a Python program has it. Old versions of boto3 do not know AWS_ENDPOINT_URL, so the endpoint is an argument of each client."""
import os
import sys
import time
from urllib.request import urlopen

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint = sys.argv[1]
bucket = "python-clicks-" + sys.argv[2]


def client(name):
    # Old versions know of no interval below 60 s; what is asked of the server is not theirs to judge.
    return boto3.client(name, endpoint_url=endpoint, config=Config(parameter_validation=False))


assert client("sts").get_caller_identity()["Account"] == "000000000000"

s3 = client("s3")
s3.create_bucket(Bucket=bucket)
s3.put_object(Bucket=bucket, Key="a/b c+é.txt", Body=b"hello", ContentType="text/plain", Metadata={"colour": "blue"})
assert s3.get_object(Bucket=bucket, Key="a/b c+é.txt", Range="bytes=1-3")["Body"].read() == b"ell"
assert s3.head_object(Bucket=bucket, Key="a/b c+é.txt")["Metadata"] == {"colour": "blue"}
s3.copy_object(Bucket=bucket, Key="copy", CopySource={"Bucket": bucket, "Key": "a/b c+é.txt"})
listed = s3.list_objects(Bucket=bucket, Delimiter="/")
assert [p["Prefix"] for p in listed["CommonPrefixes"]] == ["a/"], listed
assert [o["Key"] for o in listed["Contents"]] == ["copy"], listed

big = os.urandom(20 << 20)
with open(sys.argv[3], "wb") as file:
    file.write(big)
s3.upload_file(sys.argv[3], bucket, "big")
s3.download_file(bucket, "big", sys.argv[3] + ".back")
with open(sys.argv[3] + ".back", "rb") as file:
    assert file.read() == big
assert s3.head_object(Bucket=bucket, Key="big")["ETag"].endswith('-3"')
url = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "a/b c+é.txt"})
assert urlopen(url).read() == b"hello"

firehose = client("firehose")
firehose.create_delivery_stream(
    DeliveryStreamName=bucket,
    ExtendedS3DestinationConfiguration={
        "RoleARN": "arn:aws:iam::000000000000:role/r",
        "BucketARN": "arn:aws:s3:::" + bucket,
        "Prefix": "firehose/",
        "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 0},
    },
    Tags=[{"Key": "team", "Value": "web"}],
)
assert firehose.describe_delivery_stream(DeliveryStreamName=bucket)["DeliveryStreamDescription"]["VersionId"] == "1"
assert firehose.list_tags_for_delivery_stream(DeliveryStreamName=bucket)["Tags"] == [{"Key": "team", "Value": "web"}]
firehose.put_record(DeliveryStreamName=bucket, Record={"Data": b"one\n"})
answer = firehose.put_record_batch(DeliveryStreamName=bucket, Records=[{"Data": b"two\n"}, {"Data": b"three\n"}])
assert answer["FailedPutCount"] == 0 and len(answer["RequestResponses"]) == 2
try:
    firehose.put_record(DeliveryStreamName="none", Record={"Data": b"x"})
    raise AssertionError("a stream that does not exist took a record")
except ClientError as e:
    assert e.response["Error"]["Code"] == "ResourceNotFoundException", e
    assert e.response["Error"]["Message"] == "Firehose none under account 000000000000 not found.", e

lines = []
for _ in range(100):
    keys = [o["Key"] for o in s3.list_objects_v2(Bucket=bucket, Prefix="firehose/").get("Contents", [])]
    lines = b"".join(s3.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys).split(b"\n")
    if len(lines) == 4:
        break
    time.sleep(0.1)
assert sorted(lines) == [b"", b"one", b"three", b"two"], lines
firehose.delete_delivery_stream(DeliveryStreamName=bucket)
keys = [{"Key": o["Key"]} for o in s3.list_objects_v2(Bucket=bucket)["Contents"]]
assert "Errors" not in s3.delete_objects(Bucket=bucket, Delete={"Objects": keys})
s3.delete_bucket(Bucket=bucket)
print("ok")
