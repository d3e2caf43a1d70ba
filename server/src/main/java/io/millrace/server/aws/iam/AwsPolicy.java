package io.millrace.server.aws.iam;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.iam.IamValues;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// A managed policy of AWS's own: any name under its ARN is taken as one. Only those that templates name most are
/// listed, and only few have their documents here.
///
/// Source: <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html>
///
/// @param path `/`, `/service-role/`…
record AwsPolicy(String path, String name) {
    static final String VERSION_ID = "v1";
    static final Instant CREATED = Instant.parse("2015-02-06T18:39:46Z");

    private static final String PREFIX = "arn:aws:iam::aws:policy/";
    private static final String LAMBDA_LOGS =
            statement("\"logs:CreateLogGroup\",\"logs:CreateLogStream\",\"logs:PutLogEvents\"");

    private static final Map<String, String> DOCUMENTS = documents();

    private static final List<String> LISTED = Stream.concat(
                    DOCUMENTS.keySet().stream(),
                    Stream.of(
                            "service-role/AWSLambdaDynamoDBExecutionRole",
                            "service-role/AWSLambdaKinesisExecutionRole",
                            "service-role/AWSLambdaSQSQueueExecutionRole",
                            "service-role/AWSLambdaVPCAccessExecutionRole",
                            "service-role/AmazonAPIGatewayPushToCloudWatchLogs",
                            "service-role/AmazonEC2ContainerServiceforEC2Role",
                            "service-role/AmazonECSTaskExecutionRolePolicy",
                            "AmazonDynamoDBFullAccess",
                            "AmazonKinesisFirehoseFullAccess",
                            "AmazonS3FullAccess",
                            "AmazonS3ReadOnlyAccess",
                            "AmazonSSMManagedInstanceCore",
                            "AWSXRayDaemonWriteAccess",
                            "CloudWatchFullAccess",
                            "PowerUserAccess",
                            "ReadOnlyAccess"))
            .sorted()
            .toList();

    private static Map<String, String> documents() {
        Map<String, String> documents = new HashMap<>();
        documents.put("AdministratorAccess", statement("\"*\""));
        documents.put("service-role/AWSLambdaBasicExecutionRole", LAMBDA_LOGS);
        return Map.copyOf(documents);
    }

    private static String statement(String actions) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[" + actions
                + "],\"Resource\":\"*\"}]}";
    }

    /// The policy of an ARN; empty for one that is not AWS's.
    static Optional<AwsPolicy> of(String arn) {
        if (!arn.startsWith(PREFIX) || arn.length() == PREFIX.length()) {
            return Optional.empty();
        }
        String rest = arn.substring(PREFIX.length());
        int slash = rest.lastIndexOf('/');
        return Optional.of(new AwsPolicy("/" + rest.substring(0, slash + 1), rest.substring(slash + 1)));
    }

    /// Those that are listed.
    static List<AwsPolicy> listed() {
        return LISTED.stream().map(rest -> of(PREFIX + rest).orElseThrow()).toList();
    }

    String arn() {
        return PREFIX + path.substring(1) + name;
    }

    /// Always the same for the same policy.
    String policyId() {
        return IamValues.newId("ANPA", new SplittableRandom(arn().hashCode()));
    }

    /// @throws RequestException `NoSuchEntity` for one whose document is not here
    String document() {
        String document = DOCUMENTS.get(path.substring(1) + name);
        if (document == null) {
            throw new RequestException(
                    "NoSuchEntity",
                    "The document of " + arn() + " is not in Millrace: the policy can be attached only");
        }
        return document;
    }
}
