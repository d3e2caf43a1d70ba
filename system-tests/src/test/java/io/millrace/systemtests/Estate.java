package io.millrace.systemtests;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.Resource;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Everything that a server has in its one region, as the services' own APIs list it: what a stack made, and what it
/// left behind.
final class Estate implements AutoCloseable {
    private static final Pattern STATEMENT_ID = Pattern.compile("\"Sid\":\"([^\"]+)\"");
    private static final int PAGE_ITEMS = 500;

    private final MillraceProcess server;
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    final CloudFormationClient stacks;
    final S3Client s3;
    final LambdaClient lambda;
    final FirehoseClient firehose;
    final ApiGatewayClient gateway;
    final IamClient iam;
    final CloudWatchLogsClient logs;
    final SsmClient ssm;
    final DynamoDbClient dynamodb;
    final GlueClient glue;

    Estate(MillraceProcess server) {
        this.server = server;
        stacks = here(CloudFormationClient.builder().httpClient(http));
        s3 = here(S3Client.builder().httpClient(http).forcePathStyle(true));
        lambda = here(LambdaClient.builder().httpClient(http));
        firehose = here(FirehoseClient.builder().httpClient(http));
        gateway = here(ApiGatewayClient.builder().httpClient(http));
        iam = here(IamClient.builder().httpClient(http));
        logs = here(CloudWatchLogsClient.builder().httpClient(http));
        ssm = here(SsmClient.builder().httpClient(http));
        dynamodb = here(DynamoDbClient.builder().httpClient(http));
        glue = here(GlueClient.builder().httpClient(http));
    }

    private <B extends AwsClientBuilder<B, C>, C> C here(B builder) {
        return builder.endpointOverride(URI.create(server.url()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    /// The ids of all that there is, sorted, by the type that templates call it; types of which there is nothing are
    /// missing. What only belongs to another thing and has no id of its own is named after that.
    SortedMap<String, List<String>> ids() {
        SortedMap<String, List<String>> ids = new TreeMap<>();
        ids.put(
                "AWS::S3::Bucket",
                s3.listBuckets().buckets().stream().map(b -> b.name()).toList());
        ids.put(
                "AWS::KinesisFirehose::DeliveryStream",
                firehose.listDeliveryStreams(r -> r.limit(PAGE_ITEMS)).deliveryStreamNames());
        ids.put(
                "AWS::Logs::LogGroup",
                logs.describeLogGroupsPaginator().logGroups().stream()
                        .map(g -> g.logGroupName())
                        .toList());
        ids.put(
                "AWS::SSM::Parameter",
                ssm.describeParametersPaginator().stream()
                        .flatMap(page -> page.parameters().stream())
                        .map(parameter -> parameter.name())
                        .toList());
        ids.put(
                "AWS::DynamoDB::Table",
                dynamodb.listTablesPaginator().tableNames().stream().toList());
        ids.put(
                "AWS::Glue::Database",
                glue.getDatabasesPaginator(r -> {}).stream()
                        .flatMap(page -> page.databaseList().stream())
                        .map(database -> database.name())
                        .toList());
        functions(ids);
        apis(ids);
        roles(ids);
        kept(ids, "AWS::EC2::VPC", "DescribeVpcs", "vpcId");
        kept(ids, "AWS::EC2::Subnet", "DescribeSubnets", "subnetId");
        kept(ids, "AWS::EC2::SecurityGroup", "DescribeSecurityGroups", "groupId");
        ids.values().removeIf(List::isEmpty);
        ids.replaceAll((type, some) -> some.stream().sorted().toList());
        return ids;
    }

    /// Deletes all objects of a bucket.
    void empty(String bucket) {
        s3.listObjectsV2Paginator(r -> r.bucket(bucket))
                .contents()
                .forEach(object -> s3.deleteObject(r -> r.bucket(bucket).key(object.key())));
    }

    private void functions(SortedMap<String, List<String>> ids) {
        List<String> names = lambda.listFunctionsPaginator().functions().stream()
                .map(FunctionConfiguration::functionName)
                .toList();
        List<String> permissions = new ArrayList<>();
        List<String> aliases = new ArrayList<>();
        List<String> versions = new ArrayList<>();
        for (String name : names) {
            permissions.addAll(statements(name));
            lambda.listAliasesPaginator(r -> r.functionName(name)).aliases().stream()
                    .map(AliasConfiguration::aliasArn)
                    .forEach(aliases::add);
            lambda.listVersionsByFunctionPaginator(r -> r.functionName(name)).versions().stream()
                    .filter(version -> !version.version().equals("$LATEST"))
                    .map(FunctionConfiguration::functionArn)
                    .forEach(versions::add);
        }
        ids.put("AWS::Lambda::Function", names);
        ids.put("AWS::Lambda::Permission", permissions);
        ids.put("AWS::Lambda::Alias", aliases);
        ids.put("AWS::Lambda::Version", versions);
    }

    private List<String> statements(String function) {
        try {
            return STATEMENT_ID
                    .matcher(lambda.getPolicy(r -> r.functionName(function)).policy())
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        } catch (ResourceNotFoundException none) {
            return List.of();
        }
    }

    private void apis(SortedMap<String, List<String>> ids) {
        List<String> apis = gateway.getRestApis(r -> r.limit(PAGE_ITEMS)).items().stream()
                .map(api -> api.id())
                .toList();
        List<String> resources = new ArrayList<>();
        List<String> methods = new ArrayList<>();
        List<String> deployments = new ArrayList<>();
        List<String> stages = new ArrayList<>();
        for (String api : apis) {
            for (Resource resource : gateway.getResources(
                            r -> r.restApiId(api).limit(PAGE_ITEMS).embed("methods"))
                    .items()) {
                if (!resource.path().equals("/")) {
                    resources.add(resource.id());
                }
                resource.resourceMethods().keySet().forEach(method -> methods.add(resource.id() + " " + method));
            }
            gateway.getDeployments(r -> r.restApiId(api).limit(PAGE_ITEMS))
                    .items()
                    .forEach(d -> deployments.add(d.id()));
            gateway.getStages(r -> r.restApiId(api)).item().forEach(stage -> stages.add(stage.stageName()));
        }
        ids.put("AWS::ApiGateway::RestApi", apis);
        ids.put("AWS::ApiGateway::Resource", resources);
        ids.put("AWS::ApiGateway::Method", methods);
        ids.put("AWS::ApiGateway::Deployment", deployments);
        ids.put("AWS::ApiGateway::Stage", stages);
        ids.put(
                "AWS::ApiGateway::ApiKey",
                gateway.getApiKeys(r -> r.limit(PAGE_ITEMS)).items().stream()
                        .map(key -> key.id())
                        .toList());
        ids.put(
                "AWS::ApiGateway::UsagePlan",
                gateway.getUsagePlans(r -> r.limit(PAGE_ITEMS)).items().stream()
                        .map(plan -> plan.id())
                        .toList());
    }

    private void roles(SortedMap<String, List<String>> ids) {
        List<String> roles =
                iam.listRolesPaginator().roles().stream().map(Role::roleName).toList();
        List<String> policies = new ArrayList<>();
        for (String role : roles) {
            iam.listRolePoliciesPaginator(r -> r.roleName(role))
                    .policyNames()
                    .forEach(policy -> policies.add(role + " " + policy));
        }
        ids.put("AWS::IAM::Role", roles);
        ids.put("AWS::IAM::Policy", policies);
        ids.put(
                "AWS::IAM::ManagedPolicy",
                iam.listPoliciesPaginator(r -> r.scope(PolicyScopeType.LOCAL)).policies().stream()
                        .map(policy -> policy.arn())
                        .toList());
    }

    private void kept(SortedMap<String, List<String>> ids, String type, String action, String member) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host,"
                                + " Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString("Version=2016-11-15&Action=" + action))
                .build();
        HttpResponse<String> answer = server.send(request);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
        ids.put(
                type,
                Pattern.compile("<" + member + ">([^<]+)</")
                        .matcher(answer.body())
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .distinct()
                        .toList());
    }

    @Override
    public void close() {
        List.of(stacks, s3, lambda, firehose, gateway, iam, logs, ssm, dynamodb, glue)
                .forEach(client -> client.close());
        http.close();
    }
}
