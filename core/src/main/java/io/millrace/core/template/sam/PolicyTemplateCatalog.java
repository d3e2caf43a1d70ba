package io.millrace.core.template.sam;

import static io.millrace.core.template.sam.PolicyTemplate.grant;

import java.util.List;

/// The policy templates that are known here, as AWS lists them.
///
/// Source:
/// AWS SAM developer guide, page `serverless-policy-template-list`
final class PolicyTemplateCatalog {
    static final List<PolicyTemplate> TEMPLATES = List.of(
            PolicyTemplate.of(
                    "S3ReadPolicy",
                    "BucketName",
                    grant(
                            "s3",
                            "GetObject ListBucket GetBucketLocation GetObjectVersion" + " GetLifecycleConfiguration",
                            "s3:::${bucketName}",
                            "s3:::${bucketName}/*")),
            PolicyTemplate.of(
                    "S3WritePolicy",
                    "BucketName",
                    grant(
                            "s3",
                            "PutObject PutObjectAcl PutLifecycleConfiguration",
                            "s3:::${bucketName}",
                            "s3:::${bucketName}/*")),
            PolicyTemplate.of(
                    "S3CrudPolicy",
                    "BucketName",
                    grant(
                            "s3",
                            "GetObject ListBucket GetBucketLocation GetObjectVersion PutObject"
                                    + " PutObjectAcl GetLifecycleConfiguration PutLifecycleConfiguration"
                                    + " DeleteObject",
                            "s3:::${bucketName}",
                            "s3:::${bucketName}/*")),
            PolicyTemplate.of(
                    "S3FullAccessPolicy",
                    "BucketName",
                    grant(
                            "s3",
                            "GetObject GetObjectAcl GetObjectVersion PutObject PutObjectAcl DeleteObject"
                                    + " DeleteObjectTagging DeleteObjectVersionTagging GetObjectTagging"
                                    + " GetObjectVersionTagging PutObjectTagging PutObjectVersionTagging",
                            "s3:::${bucketName}/*"),
                    grant(
                            "s3",
                            "ListBucket GetBucketLocation GetLifecycleConfiguration" + " PutLifecycleConfiguration",
                            "s3:::${bucketName}")),
            PolicyTemplate.of(
                    "DynamoDBReadPolicy",
                    "TableName",
                    grant(
                            "dynamodb",
                            "GetItem Scan Query BatchGetItem DescribeTable",
                            "dynamodb:${AWS::Region}:${AWS::AccountId}:table/${tableName}",
                            "dynamodb:${AWS::Region}:${AWS::AccountId}:table/${tableName}/index/*")),
            PolicyTemplate.of(
                    "DynamoDBWritePolicy",
                    "TableName",
                    grant(
                            "dynamodb",
                            "PutItem UpdateItem BatchWriteItem",
                            "dynamodb:${AWS::Region}:${AWS::AccountId}:table/${tableName}",
                            "dynamodb:${AWS::Region}:${AWS::AccountId}:table/${tableName}/index/*")),
            PolicyTemplate.of(
                    "DynamoDBCrudPolicy",
                    "TableName",
                    grant(
                            "dynamodb",
                            "GetItem DeleteItem PutItem Scan Query UpdateItem BatchWriteItem BatchGetItem"
                                    + " DescribeTable ConditionCheckItem",
                            "dynamodb:${AWS::Region}:${AWS::AccountId}:table/${tableName}",
                            "dynamodb:${AWS::Region}:${AWS::AccountId}:table/${tableName}/index/*")),
            PolicyTemplate.of(
                    "DynamoDBStreamReadPolicy",
                    "StreamName TableName",
                    grant(
                            "dynamodb",
                            "DescribeStream GetRecords GetShardIterator",
                            "dynamodb:${AWS::Region}:${AWS::AccountId}:table/${tableName}/stream/${streamName}"),
                    grant(
                            "dynamodb",
                            "ListStreams",
                            "dynamodb:${AWS::Region}:${AWS::AccountId}:table/${tableName}/stream/*")),
            PolicyTemplate.of(
                    "DynamoDBReconfigurePolicy",
                    "TableName",
                    grant("dynamodb", "UpdateTable", "dynamodb:${AWS::Region}:${AWS::AccountId}:table/${tableName}")),
            PolicyTemplate.of(
                    "LambdaInvokePolicy",
                    "FunctionName",
                    grant(
                            "lambda",
                            "InvokeFunction",
                            "lambda:${AWS::Region}:${AWS::AccountId}:function:${functionName}*")),
            PolicyTemplate.of(
                    "KinesisStreamReadPolicy",
                    "StreamName",
                    grant("kinesis", "ListStreams DescribeLimits", "kinesis:${AWS::Region}:${AWS::AccountId}:stream/*"),
                    grant(
                            "kinesis",
                            "DescribeStream DescribeStreamSummary GetRecords GetShardIterator",
                            "kinesis:${AWS::Region}:${AWS::AccountId}:stream/${streamName}")),
            PolicyTemplate.of(
                    "KinesisCrudPolicy",
                    "StreamName",
                    grant(
                            "kinesis",
                            "AddTagsToStream CreateStream DecreaseStreamRetentionPeriod DeleteStream"
                                    + " DescribeStream DescribeStreamSummary GetShardIterator"
                                    + " IncreaseStreamRetentionPeriod ListTagsForStream MergeShards PutRecord"
                                    + " PutRecords SplitShard RemoveTagsFromStream",
                            "kinesis:${AWS::Region}:${AWS::AccountId}:stream/${streamName}")),
            PolicyTemplate.of(
                    "FirehoseWritePolicy",
                    "DeliveryStreamName",
                    grant(
                            "firehose",
                            "PutRecord PutRecordBatch",
                            "firehose:${AWS::Region}:${AWS::AccountId}:deliverystream/${deliveryStreamName}")),
            PolicyTemplate.of(
                    "FirehoseCrudPolicy",
                    "DeliveryStreamName",
                    grant(
                            "firehose",
                            "CreateDeliveryStream DeleteDeliveryStream DescribeDeliveryStream PutRecord"
                                    + " PutRecordBatch UpdateDestination",
                            "firehose:${AWS::Region}:${AWS::AccountId}:deliverystream/${deliveryStreamName}")),
            PolicyTemplate.of(
                    "SQSSendMessagePolicy",
                    "QueueName",
                    grant("sqs", "SendMessage*", "sqs:${AWS::Region}:${AWS::AccountId}:${queueName}")),
            PolicyTemplate.of(
                    "SQSPollerPolicy",
                    "QueueName",
                    grant(
                            "sqs",
                            "ChangeMessageVisibility ChangeMessageVisibilityBatch DeleteMessage"
                                    + " DeleteMessageBatch GetQueueAttributes ReceiveMessage",
                            "sqs:${AWS::Region}:${AWS::AccountId}:${queueName}")),
            PolicyTemplate.of(
                    "SNSPublishMessagePolicy",
                    "TopicName",
                    grant("sns", "Publish", "sns:${AWS::Region}:${AWS::AccountId}:${topicName}")),
            PolicyTemplate.of(
                    "SNSCrudPolicy",
                    "TopicName",
                    grant(
                            "sns",
                            "ListSubscriptionsByTopic CreateTopic SetTopicAttributes Subscribe Publish",
                            "sns:${AWS::Region}:${AWS::AccountId}:${topicName}*")),
            PolicyTemplate.of(
                    "SSMParameterReadPolicy",
                    "ParameterName",
                    grant("ssm", "DescribeParameters", "*"),
                    grant(
                            "ssm",
                            "GetParameters GetParameter GetParametersByPath",
                            "ssm:${AWS::Region}:${AWS::AccountId}:parameter/${parameterName}")),
            PolicyTemplate.of(
                    "SSMParameterWithSlashPrefixReadPolicy",
                    "ParameterName",
                    grant("ssm", "DescribeParameters", "*"),
                    grant(
                            "ssm",
                            "GetParameters GetParameter GetParametersByPath",
                            "ssm:${AWS::Region}:${AWS::AccountId}:parameter${parameterName}")),
            PolicyTemplate.of(
                    "EventBridgePutEventsPolicy",
                    "EventBusName",
                    grant("events", "PutEvents", "events:${AWS::Region}:${AWS::AccountId}:event-bus/${eventBusName}")),
            PolicyTemplate.of("CloudWatchPutMetricPolicy", "", grant("cloudwatch", "PutMetricData", "*")),
            PolicyTemplate.of(
                    "CloudWatchDescribeAlarmHistoryPolicy", "", grant("cloudwatch", "DescribeAlarmHistory", "*")),
            PolicyTemplate.of(
                    "CloudWatchDashboardPolicy",
                    "",
                    grant("cloudwatch", "GetDashboard ListDashboards PutDashboard ListMetrics", "*")),
            PolicyTemplate.of(
                    "FilterLogEventsPolicy",
                    "LogGroupName",
                    grant(
                            "logs",
                            "FilterLogEvents",
                            "logs:${AWS::Region}:${AWS::AccountId}:log-group:${logGroupName}:log-stream:*")),
            PolicyTemplate.of(
                    "StepFunctionsExecutionPolicy",
                    "StateMachineName",
                    grant(
                            "states",
                            "StartExecution",
                            "states:${AWS::Region}:${AWS::AccountId}:stateMachine:${stateMachineName}")),
            PolicyTemplate.of(
                    "VPCAccessPolicy",
                    "",
                    grant(
                            "ec2",
                            "CreateNetworkInterface DeleteNetworkInterface DescribeNetworkInterfaces"
                                    + " DetachNetworkInterface",
                            "*")),
            PolicyTemplate.of(
                    "AWSSecretsManagerGetSecretValuePolicy",
                    "SecretArn",
                    grant("secretsmanager", "GetSecretValue", "${secretArn}")),
            PolicyTemplate.of(
                    "KMSDecryptPolicy",
                    "KeyId",
                    grant("kms", "Decrypt", "kms:${AWS::Region}:${AWS::AccountId}:key/${keyId}")),
            PolicyTemplate.of(
                    "KMSEncryptPolicy",
                    "KeyId",
                    grant("kms", "Encrypt", "kms:${AWS::Region}:${AWS::AccountId}:key/${keyId}")),
            PolicyTemplate.of(
                    "SESCrudPolicy",
                    "IdentityName",
                    grant(
                            "ses",
                            "GetIdentityVerificationAttributes SendEmail SendRawEmail VerifyEmailIdentity",
                            "ses:${AWS::Region}:${AWS::AccountId}:identity/${identityName}")),
            PolicyTemplate.of(
                    "SESSendBouncePolicy",
                    "IdentityName",
                    grant("ses", "SendBounce", "ses:${AWS::Region}:${AWS::AccountId}:identity/${identityName}")),
            PolicyTemplate.of(
                    "CloudFormationDescribeStacksPolicy",
                    "",
                    grant(
                            "cloudformation",
                            "DescribeStacks",
                            "cloudformation:${AWS::Region}:${AWS::AccountId}:stack/*")),
            PolicyTemplate.of(
                    "AthenaQueryPolicy",
                    "WorkGroupName",
                    grant(
                            "athena",
                            "ListWorkGroups GetExecutionEngine GetExecutionEngines GetNamespace"
                                    + " GetCatalogs GetNamespaces GetTables GetTable",
                            "*"),
                    grant(
                            "athena",
                            "StartQueryExecution GetQueryResults DeleteNamedQuery GetNamedQuery"
                                    + " ListQueryExecutions StopQueryExecution GetQueryResultsStream"
                                    + " ListNamedQueries CreateNamedQuery GetQueryExecution BatchGetNamedQuery"
                                    + " BatchGetQueryExecution GetWorkGroup",
                            "athena:${AWS::Region}:${AWS::AccountId}:workgroup/${workGroupName}")));

    private PolicyTemplateCatalog() {}
}
