// A session as a JavaScript program has it: nothing is set but AWS_ENDPOINT_URL, region and credentials.
import assert from 'node:assert/strict';
import { CreateDeliveryStreamCommand, DeleteDeliveryStreamCommand, DescribeDeliveryStreamCommand, FirehoseClient,
  ListDeliveryStreamsCommand, PutRecordBatchCommand, PutRecordCommand } from '@aws-sdk/client-firehose';
import { CopyObjectCommand, CreateBucketCommand, DeleteBucketCommand, DeleteObjectsCommand, GetObjectCommand,
  HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

const identity = await new STSClient({}).send(new GetCallerIdentityCommand({}));
assert.equal(identity.Account, '000000000000');

const s3 = new S3Client({ forcePathStyle: true });
const Bucket = 'javascript-clicks';
await s3.send(new CreateBucketCommand({ Bucket }));
await s3.send(new PutObjectCommand({ Bucket, Key: 'a/b c+é.txt', Body: 'hello', ContentType: 'text/plain', Metadata: { colour: 'blue' } }));
const object = await s3.send(new GetObjectCommand({ Bucket, Key: 'a/b c+é.txt', Range: 'bytes=1-3' }));
assert.equal(await object.Body.transformToString(), 'ell');
const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'a/b c+é.txt' }));
assert.equal(head.Metadata.colour, 'blue');
await s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: encodeURI(`${Bucket}/a/b c+é.txt`).replace('+', '%2B') }));
const listed = await s3.send(new ListObjectsV2Command({ Bucket, Delimiter: '/' }));
assert.deepEqual(listed.CommonPrefixes.map(p => p.Prefix), ['a/']);
assert.deepEqual(listed.Contents.map(o => o.Key), ['copy']);
await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'copy' }, { Key: 'a/b c+é.txt' }] } }));

const firehose = new FirehoseClient({});
const DeliveryStreamName = 'javascript-clicks';
await firehose.send(new CreateDeliveryStreamCommand({ DeliveryStreamName, ExtendedS3DestinationConfiguration: {
  RoleARN: 'arn:aws:iam::000000000000:role/r', BucketARN: `arn:aws:s3:::${Bucket}`, Prefix: 'firehose/',
  BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 0 } } }));
const described = await firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName }));
assert.equal(described.DeliveryStreamDescription.DeliveryStreamStatus, 'ACTIVE');
assert.ok(described.DeliveryStreamDescription.CreateTimestamp instanceof Date);
assert.ok((await firehose.send(new ListDeliveryStreamsCommand({}))).DeliveryStreamNames.includes(DeliveryStreamName));
const put = await firehose.send(new PutRecordCommand({ DeliveryStreamName, Record: { Data: Buffer.from('one\n') } }));
assert.ok(put.RecordId);
const batch = await firehose.send(new PutRecordBatchCommand({ DeliveryStreamName, Records: [{ Data: Buffer.from('two\n') }, { Data: Buffer.from('three\n') }] }));
assert.equal(batch.FailedPutCount, 0);
await assert.rejects(firehose.send(new PutRecordCommand({ DeliveryStreamName: 'none', Record: { Data: Buffer.from('x') } })),
  { name: 'ResourceNotFoundException' });

let text = '';
for (let tries = 0; tries < 100 && text.split('\n').length < 4; tries++) {
  await new Promise(resolve => setTimeout(resolve, 100));
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'firehose/' }));
  text = '';
  for (const { Key } of Contents) {
    text += await (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body.transformToString();
  }
}
assert.equal(text.split('\n').sort().join(' ').trim(), 'one three two');
await firehose.send(new DeleteDeliveryStreamCommand({ DeliveryStreamName }));
const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: Contents.map(({ Key }) => ({ Key })) } }));
await s3.send(new DeleteBucketCommand({ Bucket }));
console.log('ok');
