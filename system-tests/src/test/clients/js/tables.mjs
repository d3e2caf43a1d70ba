// Tables as a JavaScript program has them, by the document client, which turns items into objects.
import assert from 'node:assert/strict';
import { CreateTableCommand, DeleteTableCommand, DescribeTimeToLiveCommand, DynamoDBClient, UpdateTimeToLiveCommand, waitUntilTableExists,
  waitUntilTableNotExists } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand,
  paginateScan } from '@aws-sdk/lib-dynamodb';

const client = new DynamoDBClient({});
const documents = DynamoDBDocumentClient.from(client);
const TableName = 'javascript-notes';
const soon = { client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 };

await client.send(new CreateTableCommand({ TableName, BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'user', AttributeType: 'S' }, { AttributeName: 'at', AttributeType: 'N' }],
  KeySchema: [{ AttributeName: 'user', KeyType: 'HASH' }, { AttributeName: 'at', KeyType: 'RANGE' }] }));
assert.equal((await waitUntilTableExists(soon, { TableName })).state, 'SUCCESS');

const Item = { user: 'ann', at: 1, tags: new Set(['a', 'b']), nested: { list: [1, null, true] }, raw: Uint8Array.of(0, 255) };
await documents.send(new PutCommand({ TableName, Item }));
assert.deepEqual((await documents.send(new GetCommand({ TableName, Key: { user: 'ann', at: 1 }, ConsistentRead: true }))).Item, Item);
await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]:
  Array.from({ length: 25 }, (_, i) => ({ PutRequest: { Item: { user: 'bob', at: i } } })) } }));
const updated = await documents.send(new UpdateCommand({ TableName, Key: { user: 'ann', at: 1 }, ReturnValues: 'UPDATED_NEW',
  UpdateExpression: 'SET nested.#l[0] = nested.#l[0] + :one', ExpressionAttributeNames: { '#l': 'list' },
  ExpressionAttributeValues: { ':one': 1 } }));
assert.deepEqual(updated.Attributes, { nested: { list: [2] } });
const queried = await documents.send(new QueryCommand({ TableName, KeyConditionExpression: '#u = :u AND #at >= :at', Limit: 3,
  ExpressionAttributeNames: { '#u': 'user', '#at': 'at' }, ExpressionAttributeValues: { ':u': 'bob', ':at': 20 } }));
assert.deepEqual(queried.Items, [20, 21, 22].map((at) => ({ user: 'bob', at })));
assert.deepEqual(queried.LastEvaluatedKey, { user: 'bob', at: 22 });
let scanned = 0;
for await (const page of paginateScan({ client: documents, pageSize: 10 }, { TableName })) scanned += page.Count;
assert.equal(scanned, 26);

const once = { ConditionExpression: 'attribute_not_exists(#u)', ExpressionAttributeNames: { '#u': 'user' } };
await assert.rejects(documents.send(new PutCommand({ TableName, Item, ...once })), { name: 'ConditionalCheckFailedException' });
await assert.rejects(
  documents.send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName, Item: { user: 'eve', at: 1 } } },
    { Put: { TableName, Item, ...once, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } }] })),
  (e) => e.name === 'TransactionCanceledException' && e.CancellationReasons[0].Code === 'None'
    && e.CancellationReasons[1].Code === 'ConditionalCheckFailed' && e.CancellationReasons[1].Item.user.S === 'ann');
assert.equal((await documents.send(new GetCommand({ TableName, Key: { user: 'eve', at: 1 } }))).Item, undefined);

await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: 'expires' } }));
const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
assert.equal(TimeToLiveDescription.AttributeName, 'expires');
await client.send(new DeleteTableCommand({ TableName }));
assert.equal((await waitUntilTableNotExists(soon, { TableName })).state, 'SUCCESS');
await assert.rejects(documents.send(new GetCommand({ TableName, Key: { user: 'ann', at: 1 } })), { name: 'ResourceNotFoundException' });
console.log('ok');
