"""What a function with an old boto3 does: no endpoint, no proxy, no authorities in its code."""
import sys

import boto3

firehose = boto3.client("firehose")
print("RecordId", firehose.put_record(DeliveryStreamName=sys.argv[1], Record={"Data": b"boto3\n"})["RecordId"])
s3 = boto3.client("s3")
s3.put_object(Bucket="clicks", Key="a b.txt", Body=b"hello")
print("Object", s3.get_object(Bucket="clicks", Key="a b.txt")["Body"].read().decode())
