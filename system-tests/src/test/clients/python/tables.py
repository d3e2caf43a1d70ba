"""Tables as a Python program has them: by the client and by the resource, which has types and conditions of its own."""
import sys
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Attr, Key
from botocore.exceptions import ClientError

endpoint, name = sys.argv[1:]
client = boto3.client("dynamodb", endpoint_url=endpoint)
resource = boto3.resource("dynamodb", endpoint_url=endpoint)
SOON = {"Delay": 1, "MaxAttempts": 60}


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as e:
        assert e.response["Error"]["Code"] == code, e
        return e.response
    raise AssertionError("not refused with " + code)


table = resource.create_table(
    TableName=name,
    AttributeDefinitions=[{"AttributeName": n, "AttributeType": t} for n, t in (("user", "S"), ("at", "N"))],
    KeySchema=[{"AttributeName": "user", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}],
    ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
    Tags=[{"Key": "team", "Value": "web"}],
)
client.get_waiter("table_exists").wait(TableName=name, WaiterConfig=SOON)
refused("ResourceInUseException", client.create_table, TableName=name, BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "a", "AttributeType": "S"}], KeySchema=[{"AttributeName": "a", "KeyType": "HASH"}])

item = {"user": "ann", "at": 1, "page": "/", "price": Decimal("12.340"), "raw": b"\0\xff", "tags": {"a", "b"},
        "nested": {"list": [1, None, True, "x"], "empty": {}}}
table.put_item(Item=item)
read = table.get_item(Key={"user": "ann", "at": 1}, ConsistentRead=True)["Item"]
assert read == item, read
with table.batch_writer() as batch:
    for i in range(2, 101):
        batch.put_item(Item={"user": "ann", "at": i, "page": "/%d" % (i % 3), "even": i % 2 == 0, "fill": "x" * 20_000})
pages = list(client.get_paginator("scan").paginate(TableName=name))
assert len(pages) > 1 and sum(page["Count"] for page in pages) == 100, [page["Count"] for page in pages]
answer = table.query(KeyConditionExpression=Key("user").eq("ann") & Key("at").between(10, 19), FilterExpression=Attr("even").eq(True),
                     ProjectionExpression="#at", ExpressionAttributeNames={"#at": "at"}, ScanIndexForward=False)
assert [i["at"] for i in answer["Items"]] == [18, 16, 14, 12, 10] and answer["ScannedCount"] == 10, answer

updated = table.update_item(Key={"user": "ann", "at": 1}, ReturnValues="ALL_NEW",
                            UpdateExpression="ADD tags :more SET nested.#l[1] = :two REMOVE price",
                            ExpressionAttributeNames={"#l": "list"}, ExpressionAttributeValues={":more": {"c"}, ":two": 2})["Attributes"]
assert updated["tags"] == {"a", "b", "c"} and updated["nested"]["list"] == [1, 2, True, "x"] and "price" not in updated, updated
failed = refused("ConditionalCheckFailedException", table.put_item, Item={"user": "ann", "at": 1},
                 ConditionExpression=Attr("user").not_exists())
assert failed["Error"]["Message"] == "The conditional request failed", failed
cancelled = refused("TransactionCanceledException", client.transact_write_items, TransactItems=[
    {"Put": {"TableName": name, "Item": {"user": {"S": "eve"}, "at": {"N": "1"}}}},
    {"ConditionCheck": {"TableName": name, "Key": {"user": {"S": "ann"}, "at": {"N": "1"}},
                        "ConditionExpression": "attribute_not_exists(page)"}}])
assert [r["Code"] for r in cancelled["CancellationReasons"]] == ["None", "ConditionalCheckFailed"], cancelled
assert "Item" not in table.get_item(Key={"user": "eve", "at": 1})

table.update(
    AttributeDefinitions=[{"AttributeName": n, "AttributeType": t} for n, t in (("user", "S"), ("at", "N"), ("page", "S"))],
    GlobalSecondaryIndexUpdates=[{"Create": {"IndexName": "by-page", "KeySchema": [{"AttributeName": "page", "KeyType": "HASH"}],
                                             "Projection": {"ProjectionType": "KEYS_ONLY"},
                                             "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}}}])
for _ in range(100_000):
    if all(i["IndexStatus"] == "ACTIVE" for i in client.describe_table(TableName=name)["Table"]["GlobalSecondaryIndexes"]):
        break
found = table.query(IndexName="by-page", KeyConditionExpression=Key("page").eq("/1"))
assert found["Count"] == 33 and set(found["Items"][0]) == {"user", "at", "page"}, found

client.update_time_to_live(TableName=name, TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"})
assert client.describe_time_to_live(TableName=name)["TimeToLiveDescription"]["AttributeName"] == "expires"
assert client.list_tags_of_resource(ResourceArn=table.table_arn)["Tags"] == [{"Key": "team", "Value": "web"}]
table.delete()
client.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig=SOON)
missing = refused("ResourceNotFoundException", table.get_item, Key={"user": "ann", "at": 1})
assert missing["Error"]["Message"] == "Requested resource not found", missing
print("ok")
